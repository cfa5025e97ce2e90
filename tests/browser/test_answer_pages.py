from dataclasses import replace

import pytest
from playwright.sync_api import Browser, ViewportSize

from bot.app import Bot, build_receipts
from bot.settings import Settings
from bot.types import Answer, Language
from tests.answer.rich import RICH
from tests.browser.page import Scheme, violations, visiting

pytestmark = pytest.mark.browser
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_FITS = "document.documentElement.scrollWidth <= window.innerWidth"
_PRINTED_ADDRESS = "getComputedStyle(document.querySelector('.quoted .sources a'), '::after').content"
_COLOURS = "[...document.querySelectorAll('main *')].map(one => getComputedStyle(one).backgroundColor)"


@pytest.fixture(scope="module")
def changed(indexed: Settings, bot: Bot) -> Answer:
    """A stored answer with a table and a series, one of whose sources reads otherwise by now."""
    given = bot.advisor.answer("red chip vs H share")
    first, *others = given.citations
    citations = (replace(first, quote="Something else, at 7%."), *others)
    answer = replace(given, corpus_version="v0", series=RICH.series, citations=citations)
    receipts = build_receipts(indexed)
    assert receipts
    receipts.keep(answer)
    return answer


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", list(Language))
def test_the_pages_are_accessible_fit_and_ask_nobody(
    browser: Browser,
    address: str,
    changed: Answer,
    language: Language,
    viewport: ViewportSize,
    scheme: Scheme,
) -> None:
    url = f"{address}/answers/{changed.id}?lang={language.value}"
    with visiting(browser, url, viewport=viewport, color_scheme=scheme) as (page, watch):
        assert page.locator(".change").count() == len(changed.citations)
        assert violations(page) == []
        assert page.evaluate(_FITS)
        assert (watch.strangers, watch.complaints) == ([], [])


def test_a_citation_leads_to_its_source(browser: Browser, address: str, changed: Answer) -> None:
    with visiting(browser, f"{address}/answers/{changed.id}?lang=en", viewport=_PHONE) as (page, _):
        page.locator(".cite").first.click()
        assert page.locator("#_source-1:target").is_visible()


def test_it_prints_on_paper_in_black_on_white(browser: Browser, address: str, changed: Answer) -> None:
    url = f"{address}/answers/{changed.id}?lang=en"
    with visiting(browser, url, viewport=_DESK, color_scheme="dark") as (page, _):
        page.emulate_media(media="print")
        assert not page.locator(".languages").is_visible()
        assert set(page.evaluate(_COLOURS)) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
        assert page.evaluate(_PRINTED_ADDRESS) not in ("none", "normal")
