"""The widget on a portal of another origin: a visitor opens it, asks, reads sources, goes on, and closes it."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.portal import OPEN_ROOTS, Portal, page_with, tag, visiting_portal

pytestmark = pytest.mark.browser
_BLOCKED = """for (const name of ["sessionStorage", "localStorage"]) Object.defineProperty(window, name, {
  get() { throw new DOMException("blocked", "SecurityError"); } });"""


def test_nothing_but_the_loader_is_loaded_before_the_button_is_pressed(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site) as visit:
        visit.page.wait_for_timeout(500)
        assert visit.requests == [f"{site.address}/", f"{site.served}/widget.js"]
        visit.open()
        assert visit.is_quiet()


class _Said(NamedTuple):
    """What is asked in a language, and what the widget says in it."""

    question: str
    launch: str
    status: str
    cite: str


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            _Said(
                "What tax rate does a corporate treasury centre pay?", "Ask about going global", "Answered", "Source 1"
            ),
        ),
        ("zh-Hans", _Said("企业财资中心的利得税率是多少？", "出海问答", "已回答", "来源1")),
        ("zh-Hant", _Said("企業財資中心的利得稅率是多少？", "出海問答", "已回答", "來源1")),
    ],
)
def test_a_question_is_answered_with_sources_that_open_in_place(
    browser: Browser, site: Portal, language: str, said: _Said
) -> None:
    site.text = page_with(tag(site.served, lang=language))
    with visiting_portal(browser, site) as visit:
        expect(visit.launcher).to_have_accessible_name(said.launch)
        panel = visit.open()
        visit.ask(said.question)
        card = panel.locator("article.answer")
        expect(card).to_have_attribute("lang", language)
        expect(card.locator(".status")).to_have_text(said.status)
        expect(card.locator(".sentence").first).to_contain_text("8.25%")
        chip = card.get_by_role("button", name=said.cite)
        chip.click()
        expect(chip).to_have_attribute("aria-expanded", "true")
        source = card.locator(".source")
        expect(source.locator(".publisher")).to_have_text("MNE Tax")
        expect(source.locator("blockquote")).to_contain_text("8.25%")
        expect(source.locator("a").first).to_have_attribute("href", re.compile("^https://mnetax.com/"))
        chip.click()
        expect(source).to_have_count(0)
        assert visit.is_quiet()


def test_a_follow_up_keeps_the_subject_and_an_answer_is_rated(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served), lang="zh-Hant")
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.ask("在香港成立公司要多少費用？")
        visit.ask("那要多久？")
        second = panel.locator("article.answer").nth(1)
        expect(second.locator(".status")).to_have_text("已回答")
        second.get_by_role("button", name="沒有用").click()
        expect(second.get_by_text("多謝你的意見")).to_be_visible()
        expect(second.get_by_role("button", name="沒有用")).to_have_attribute("aria-pressed", "true")
        second.locator(".related .ask").first.click()
        panel.locator("article.answer .actions").nth(2).wait_for()
        link = second.locator("a[href^='/answers/']").get_attribute("href")
        assert visit.page.request.get(f"{site.served}{link}").status == 200
        assert visit.is_quiet()


def test_the_language_is_switched_and_an_answer_keeps_its_own(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served, lang="zh-Hans"))
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.ask("投资推广署是做什么的？")
        panel.get_by_role("button", name="English").click()
        expect(panel.locator("#send")).to_have_text("Ask")
        expect(visit.launcher).to_have_accessible_name("Ask about going global")
        expect(panel.locator("article.answer .status")).to_have_text("已回答")
        panel.get_by_role("button", name="New chat").click()
        expect(panel.locator("#greeting")).to_have_text("What would you like to know?")
        expect(panel.locator("#topics summary").first).to_have_text("GoGlobal Task Force")
        assert visit.is_quiet()


def test_focus_goes_in_and_comes_back_with_a_root_that_is_closed(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served), body='<a href="#x">first</a>')
    with visiting_portal(browser, site, script="") as visit:
        page = visit.page
        assert page.evaluate("document.querySelector('[data-goglobal]').shadowRoot") is None
        page.keyboard.press("Tab")
        for _ in range(2):
            expect(page.locator("a")).to_be_focused()
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_function("document.activeElement.matches('[data-goglobal]')")
            page.wait_for_timeout(1500)
            assert visit.frame().evaluate("document.activeElement.id") == "question"
            page.keyboard.press("Escape")
            expect(page.locator("[data-open]")).to_have_count(0)
            page.keyboard.press("Shift+Tab")
        assert visit.is_quiet()


def test_the_button_tells_its_state(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served, title="问出海"))
    with visiting_portal(browser, site) as visit:
        expect(visit.launcher).to_have_attribute("aria-expanded", "false")
        panel = visit.open()
        expect(visit.launcher).to_have_attribute("aria-expanded", "true")
        expect(visit.page.get_by_role("dialog", name="问出海")).to_be_visible()
        panel.get_by_role("button", name="Close").click()
        expect(visit.launcher).to_have_attribute("aria-expanded", "false")
        expect(visit.launcher).to_be_focused()


@pytest.mark.parametrize("script", ["", _BLOCKED], ids=["kept", "storage blocked"])
def test_a_conversation_lasts_while_the_tab_may_keep_it(browser: Browser, site: Portal, script: str) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site, script=OPEN_ROOTS + script) as visit:
        panel = visit.open()
        visit.ask("What is InvestHK?")
        visit.launcher.click()
        visit.launcher.click()
        expect(panel.locator("article.answer")).to_have_count(1)
        visit.page.reload()
        visit.page.locator("button.launcher").click()
        panel.locator("#topics").wait_for(state="attached")
        expect(panel.locator("article.answer")).to_have_count(0 if script else 1)
        assert visit.is_quiet()
