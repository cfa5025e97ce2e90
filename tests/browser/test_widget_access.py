"""Everybody can read and use the panel: in both themes, in three scripts, at 320 px."""

import pytest
from playwright.sync_api import Browser, expect

from bot.answer.serialise import to_json
from bot.types import Language, Status
from tests.browser.page import violations, visiting
from tests.browser.portal import DESK, PHONE, Portal, answering, page_with, tag, visiting_portal
from tests.browser.staging import of_status

pytestmark = pytest.mark.browser
_ASK = "**/api/ask"
_QUESTION = "What is InvestHK?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(Language))
def test_every_state_is_accessible_and_fits(browser: Browser, site: Portal, language: Language, scheme: str) -> None:
    with visiting(browser, f"{site.served}/widget?lang={language.value}", PHONE, (), scheme) as (page, watch):  # type: ignore[arg-type]
        page.locator("#topics summary").first.click()
        assert violations(page) == []
        answering(page, [to_json(of_status(language, status)) for status in Status])
        for number, status in enumerate(Status):
            page.locator("#question").fill(f"{status.value}?")
            page.locator("#question").press("Enter")
            page.locator(".actions").nth(number).wait_for()
        assert page.locator(".contact a").count() == len(Status)
        for chip in page.locator(".answered .cite").all():
            chip.click()
        expect(page.locator(".answered .source").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
        assert watch.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_in_its_frame_is_accessible_in_a_colour_of_the_portal(
    browser: Browser, site: Portal, scheme: str
) -> None:
    site.text = page_with(tag(site.served, accent="#a3123f"))
    with visiting_portal(browser, site, color_scheme=scheme) as visit:  # type: ignore[arg-type]
        visit.open()
        visit.ask(_QUESTION)
        frame = visit.frame()
        assert frame.evaluate("document.documentElement.dataset.theme") == scheme
        assert violations(frame) == []  # type: ignore[arg-type]
        assert visit.is_quiet()


def test_a_question_that_is_pressed_takes_the_focus_to_its_turn(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget?lang=en", viewport=DESK) as (page, watch):
        page.locator("#topics summary").first.wait_for()
        page.locator("#suggested .ask").first.focus()
        page.keyboard.press("Enter")
        page.locator(".actions").wait_for()
        expect(page.locator(".asked h2")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".cite").first).to_be_focused()
        assert watch.complaints == []


def test_a_portal_can_choose_the_theme(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served, theme="light"))
    with visiting_portal(browser, site, color_scheme="dark") as visit:
        visit.open()
        assert visit.frame().evaluate("document.documentElement.dataset.theme") == "light"


def test_nothing_moves_for_who_wants_that(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget?lang=en", viewport=DESK) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.route(_ASK, lambda route: None)
        page.locator("#question").fill(_QUESTION)
        page.locator("#question").press("Enter")
        page.locator(".thinking").wait_for()
        styled = "getComputedStyle(document.querySelector('.thinking'), '::after').animationName"
        assert page.evaluate(styled) == "none"
