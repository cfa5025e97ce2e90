"""Every state of an answer, in three scripts, in both themes, on a phone and on a desk."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.prompts import load_words
from bot.settings import Settings
from bot.types import Language, Status
from tests.browser.page import Scheme, ask, violations, visiting
from tests.browser.staging import of_status, stage

pytestmark = pytest.mark.browser
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def _staged(page: Page, address: str, settings: Settings, language: Language) -> None:
    stage(page.context, settings, [of_status(language, status) for status in Status])
    page.goto(f"{address}/?lang={language.value}")
    page.locator("article[data-turn]").nth(len(Status) - 1).wait_for()


@pytest.mark.parametrize("language", list(Language))
def test_every_status_is_named_in_the_readers_words(
    browser: Browser, address: str, indexed: Settings, language: Language
) -> None:
    words = load_words(indexed.prompts_dir, "interface")[language]
    with visiting(browser, address, viewport=_DESK) as (page, watch):
        _staged(page, address, indexed, language)
        named = [words(f"status_{status.value}") for status in Status if status is not Status.GREETING]
        expect(page.locator(".gg-status")).to_have_text(named)  # a greeting is not labelled as one
        expect(page.locator(".gg-missing")).to_have_text("2019?")
        assert page.locator(".gg-contact a").count() == len(Status)
        assert (watch.strangers, watch.complaints) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(Language))
def test_every_state_is_accessible_and_fits_a_phone(
    browser: Browser, address: str, indexed: Settings, language: Language, scheme: Scheme
) -> None:
    with visiting(browser, address, viewport=_PHONE, color_scheme=scheme) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        assert violations(page) == []
        _staged(page, address, indexed, language)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate(_FITS)
        assert violations(page) == []
        page.locator("[data-history]").click()
        page.locator("dialog[open]").wait_for()
        assert violations(page) == []
        assert watch.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_source_panel_is_accessible(browser: Browser, address: str, indexed: Settings, scheme: Scheme) -> None:
    with visiting(browser, address, viewport=_DESK, color_scheme=scheme) as (page, _):
        _staged(page, address, indexed, Language.ZH_HANT)
        page.locator("[data-cite='2']").first.click()
        expect(page.locator("#gg-panel .gg-lit .gg-number")).to_have_text("2")
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1920])
def test_nothing_sticks_out_at_any_width(browser: Browser, address: str, indexed: Settings, width: int) -> None:
    with visiting(browser, address, viewport={"width": width, "height": 800}) as (page, _):
        _staged(page, address, indexed, Language.EN)
        assert page.evaluate(_FITS)


def test_an_answer_is_announced_at_its_beginning_and_its_end_and_not_between(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, _):
        page.locator(".gg-topic").first.wait_for()
        page.evaluate("""() => {
            window.heard = []
            const live = document.getElementById('gg-live')
            const hear = new MutationObserver(() => heard.push(live.textContent))
            hear.observe(live, {childList: true, characterData: true})
        }""")
        ask(page, "What is InvestHK?")
        page.wait_for_function("heard.at(-1)?.startsWith('Answer: Answered.')")
        heard = page.evaluate("heard")
        assert heard[:-1] == ["Looking through the sources"]
        assert page.locator("#gg-thread [aria-live]:not([aria-live='off'])").count() == 0


def test_motion_is_left_out_for_who_asks_for_that(browser: Browser, address: str, indexed: Settings) -> None:
    with visiting(browser, address, viewport=_DESK) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        _staged(page, address, indexed, Language.EN)
        moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
        assert page.evaluate(moving) == 0


def test_paper_shows_the_answers_and_their_sources_and_no_controls(
    browser: Browser, address: str, indexed: Settings
) -> None:
    with visiting(browser, address, viewport=_DESK, color_scheme="dark") as (page, _):
        _staged(page, address, indexed, Language.ZH_HANS)
        page.emulate_media(media="print")
        expect(page.locator(".gg-inline-sources blockquote").first).to_be_visible()
        for control in ("#gg-composer", ".gg-actions", ".gg-nav", ".gg-export", "#gg-panel"):
            expect(page.locator(control).first).to_be_hidden()
        expect(page.locator(".gg-answer").first).to_have_css("color", "rgb(0, 0, 0)")
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_everything_can_be_done_by_keyboard_alone(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        page.locator("#gg-composer textarea").focus()
        page.keyboard.type("What tax rate does a corporate treasury centre pay?")
        page.keyboard.press("Enter")
        page.locator(".gg-actions").first.wait_for()
        page.locator("[data-cite]").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#gg-panel .gg-lit")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("[data-cite]").first).to_be_focused()
        page.locator(".gg-related .gg-ask").first.focus()
        page.keyboard.press("Enter")
        page.locator(".gg-actions").nth(1).wait_for()
        page.locator("[data-history]").focus()
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for()
        page.keyboard.press("Escape")
        expect(page.locator("[data-history]")).to_be_focused()
        page.locator("[data-language='zh-Hans']").focus()
        page.keyboard.press("Space")
        expect(page.locator("h1")).to_have_text("出海顾问")
        assert watch.complaints == []
