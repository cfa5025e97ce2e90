"""The page that makes the tag: options in, a line to copy and a live widget out."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.types import Language
from tests.browser.page import violations, visiting
from tests.browser.portal import DESK, OPEN_ROOTS, PHONE, Portal

pytestmark = pytest.mark.browser


def _path(site: Portal, language: str = "en") -> str:
    return f"{site.served}/widget/configure?lang={language}"


def _settled(page: Page) -> None:
    page.locator("#topics label").first.wait_for()
    page.locator("[data-goglobal]").wait_for(state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(Language))
def test_it_is_accessible_and_fits_a_phone(browser: Browser, site: Portal, language: Language, scheme: str) -> None:
    with visiting(browser, _path(site, language.value), PHONE, (), scheme) as (page, watch):  # type: ignore[arg-type]
        _settled(page)
        page.locator("#place").select_option("inline")
        page.locator("#accent").fill("#ffcc00")
        expect(page.locator("#accent-told")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
        assert (watch.strangers, watch.complaints) == ([], [])


def test_the_tag_says_what_was_chosen_and_nothing_more(browser: Browser, site: Portal) -> None:
    with visiting(browser, _path(site), viewport=DESK, permissions=["clipboard-write"]) as (page, watch):
        _settled(page)
        expect(page.locator("#tag")).to_have_text(f'<script src="{site.served}/widget.js" defer></script>')
        page.get_by_role("combobox", name="Language").select_option("zh-Hant")
        page.get_by_label("Place").select_option("left")
        page.get_by_label("Light or dark").select_option("light")
        page.get_by_label("Colour").fill("#7a1f3d")
        page.get_by_label("Title").fill('A & "B"')
        page.get_by_label("Suggested questions").fill("一？\n\n二？")
        page.get_by_label("Corporate treasury centres").check()
        expect(page.locator("#tag")).to_have_text(
            f'<script src="{site.served}/widget.js" data-lang="zh-Hant" data-position="left" data-theme="light" '
            'data-accent="#7a1f3d" data-title="A &amp; &quot;B&quot;" data-questions="一？|二？" '
            'data-topics="corporate-treasury-centres" defer></script>'
        )
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("#copied")).to_have_text("Copied")
        expect(page.locator("#policy")).to_have_text(f"script-src {site.served}; frame-src {site.served}")
        assert watch.complaints == []


def test_what_is_chosen_is_seen_at_once(browser: Browser, site: Portal) -> None:
    with visiting(browser, "about:blank", viewport=DESK) as (page, watch):
        page.context.add_init_script(OPEN_ROOTS)
        page.goto(_path(site, "zh-Hans"))
        _settled(page)
        page.locator("#place").select_option("inline")
        page.locator("#hello").fill("您好，请问需要什么？")
        page.locator("#goglobal [data-inline]").wait_for(state="attached")
        page.locator("#goglobal button.launcher").click()
        panel = page.frame_locator("#goglobal iframe")
        expect(panel.locator("#greeting")).to_have_text("您好，请问需要什么？")
        panel.locator("#question").fill("投资推广署是做什么的？")
        panel.locator("#question").press("Enter")
        panel.locator(".actions").wait_for()
        assert watch.complaints == []


def test_an_unreadable_colour_is_refused_in_the_readers_words(browser: Browser, site: Portal) -> None:
    with visiting(browser, _path(site, "zh-Hant"), viewport=DESK) as (page, _):
        _settled(page)
        page.locator("#accent").fill("#9ad0e0")
        expect(page.get_by_role("alert")).to_contain_text("難以閱讀")
        expect(page.locator("#tag")).not_to_contain_text("data-accent")
