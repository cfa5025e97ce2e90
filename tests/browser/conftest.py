"""One browser, and one server over the real index, for each file of browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.settings import Settings
from tests.browser.page import browsing, free_port, serving, wait_until_ready
from tests.browser.portal import Portal, origin, portal

expect.set_options(timeout=20_000)  # milliseconds; several servers and browsers share the machine


@pytest.fixture(scope="module")
def address(indexed: Settings) -> Iterator[str]:
    with serving(indexed) as address:
        wait_until_ready(address)
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(indexed: Settings) -> Iterator[Portal]:
    """A site of another origin than the server's, which may embed its widget."""
    port = free_port()
    with serving(indexed, more={"GOGLOBAL_ALLOWED_ORIGINS": origin(port)}) as served, portal(port, served) as site:
        wait_until_ready(served)
        yield site
