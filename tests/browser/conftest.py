"""One browser, and one server over the real index, for each file of browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bot.settings import Settings
from tests.browser.page import browsing, serving, wait_until_ready


@pytest.fixture(scope="module")
def address(indexed: Settings) -> Iterator[str]:
    with serving(indexed) as address:
        wait_until_ready(address)
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser
