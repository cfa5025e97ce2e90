import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.app import Bot
from bot.types import Document, Fact, Language
from tests.browser.page import Scheme, ask, violations, visiting

pytestmark = pytest.mark.browser
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_FITS = "document.documentElement.scrollWidth <= window.innerWidth"
_OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def marked(bot: Bot) -> Document:
    """The sheet with most marked facts."""
    sheets = bot.advisor.corpus.documents(Language.EN)
    return max(sheets, key=lambda sheet: sum(map(_marks, _facts(sheet))))


def _facts(sheet: Document) -> list[Fact]:
    return [fact for section in sheet.sections for fact in section.facts]


def _marks(fact: Fact) -> int:
    return sum((bool(fact.superseded_by), bool(fact.conflicts), fact.gap, fact.inference, fact.undated))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", list(Language))
def test_the_pages_are_accessible_fit_and_ask_nobody(
    browser: Browser,
    address: str,
    marked: Document,
    language: Language,
    viewport: ViewportSize,
    scheme: Scheme,
) -> None:
    target = f"/knowledge/{marked.topic}?lang={language.value}#{_facts(marked)[-1].id}"
    for path in (f"/knowledge?lang={language.value}", target):
        with visiting(browser, f"{address}{path}", viewport=viewport, color_scheme=scheme) as (page, watch):
            assert page.evaluate(_FITS)
            page.evaluate(_OPEN)
            assert violations(page) == []
            assert page.evaluate(_FITS)
            assert (watch.strangers, watch.complaints) == ([], [])


@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
def test_the_fact_of_an_address_is_in_view_and_lit(
    browser: Browser, address: str, marked: Document, viewport: ViewportSize
) -> None:
    fact = _facts(marked)[-1]
    with visiting(browser, f"{address}/knowledge/{marked.topic}?lang=en#{fact.id}", viewport=viewport) as (page, _):
        lit = page.locator(".fact:target")
        expect(lit.locator(".statement")).to_have_text(fact.text)
        expect(lit.locator(".statement")).to_be_in_viewport()
        assert _ground(page, ".fact:target") != _ground(page, ".fact:not(:target)")


def _ground(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).backgroundColor"))


def test_from_the_overview_to_a_fact_and_into_another_script_by_keyboard(
    browser: Browser, address: str, bot: Bot
) -> None:
    sheet = bot.advisor.corpus.documents(Language.EN)[0]
    fact = _facts(sheet)[0]
    with visiting(browser, f"{address}/knowledge?lang=en", viewport=_DESK) as (page, watch):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.get_by_role("main").get_by_role("link", name=sheet.title, exact=True).press("Enter")
        page.get_by_role("link", name=f"Link to this statement: {fact.id}", exact=True).press("Enter")
        assert page.url.endswith(f"/knowledge/{sheet.topic}?lang=en#{fact.id}")
        page.get_by_role("link", name="繁體").press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            bot.advisor.corpus.documents(Language.ZH_HANT)[0].title
        )
        assert (watch.strangers, watch.complaints) == ([], [])


def test_a_source_in_the_chat_leads_to_its_fact(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=zh-Hant", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "企業財資中心的利得稅率是多少？")
        card = page.locator("#gg-panel .gg-source").first
        quote = card.locator("blockquote").inner_text()
        with page.context.expect_page() as opened:
            card.get_by_role("link", name="在知識庫中查看").click()
        expect(opened.value.locator(".fact:target .statement")).to_have_text(quote)
        assert (watch.strangers, watch.complaints) == ([], [])


def test_paper_shows_the_addresses_of_sources_and_no_controls(browser: Browser, address: str, marked: Document) -> None:
    url = f"{address}/knowledge/{marked.topic}?lang=en"
    with visiting(browser, url, viewport=_DESK, color_scheme="dark") as (page, _):
        page.emulate_media(media="print")
        expect(page.locator(".anchor").first).to_be_hidden()
        assert page.get_by_role("navigation", name="Language").count() == 0
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        link = page.locator(".sources a").first
        assert "http" in str(link.evaluate("one => getComputedStyle(one, '::after').content"))
