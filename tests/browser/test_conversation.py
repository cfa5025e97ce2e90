"""What becomes of a conversation: kept, found again, changed, and not lost whatever happens."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.settings import Settings
from tests.browser.page import ask, free_port, serving, visiting
from tests.llm.server import playing

pytestmark = pytest.mark.browser
_DESK: ViewportSize = {"width": 1440, "height": 900}
_FIELD = "#gg-composer textarea"
_NO_STORAGE = """for (const area of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, area, { get() { throw new DOMException('off', 'SecurityError') } })
}"""


def _questions(page: Page) -> list[str]:
    return page.locator(".gg-question h2").all_inner_texts()


def test_history_finds_a_conversation_again_and_forgets_it_when_told(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        page.locator("[data-history]").click()
        expect(page.locator(".gg-none")).to_have_text("No conversations yet.")
        page.keyboard.press("Escape")
        ask(page, "What is InvestHK?")
        page.locator("[data-new]").click()
        page.locator(".gg-topic").first.wait_for()
        ask(page, "Who steers the GoGlobal Task Force?")
        page.locator("[data-history]").click()
        expect(page.locator(".gg-open")).to_have_count(2)
        page.locator(".gg-open", has_text="What is InvestHK?").click()
        expect(page.locator(".gg-question h2")).to_have_text(["What is InvestHK?"])
        expect(page.locator("article[data-turn] .gg-status")).to_have_text("Answered")
        page.locator("[data-history]").click()
        page.get_by_role("button", name="Delete: Who steers the GoGlobal Task Force?").click()
        expect(page.locator(".gg-open")).to_have_count(1)
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator("[data-delete-all]").click()
        expect(page.locator(".gg-none")).to_be_visible()
        assert watch.complaints == []


def test_a_reload_keeps_the_conversation_the_language_and_what_is_being_typed(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "What is InvestHK?")
        page.locator("[data-language='zh-Hant']").click()
        expect(page.locator("h1")).to_have_text("出海顧問")
        page.locator(_FIELD).press_sequentially("And who ru")
        page.reload()
        expect(page.locator("h1")).to_have_text("出海顧問")
        expect(page.locator("article[data-turn] .gg-status")).to_have_text("Answered")
        expect(page.locator(_FIELD)).to_have_value("And who ru")
        ask(page, "And who runs it?")
        assert _questions(page) == ["What is InvestHK?", "And who runs it?"]
        assert watch.complaints == []


def test_an_edited_question_replaces_its_answer_and_what_followed(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "What is InvestHK?")
        ask(page, "Who steers the GoGlobal Task Force?")
        page.locator("[data-edit='0']").click()
        expect(page.locator(_FIELD)).to_have_value("What is InvestHK?")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".gg-editing")).to_have_count(0)
        assert len(_questions(page)) == 2
        page.locator("[data-edit='0']").click()
        expect(page.locator(_FIELD)).to_have_value("What is InvestHK?")
        page.locator(_FIELD).fill("When was InvestHK founded?")
        page.keyboard.press("Enter")
        expect(page.locator(".gg-question h2")).to_have_text(["When was InvestHK founded?"])
        page.locator(".gg-actions").first.wait_for()
        assert watch.complaints == []


def test_two_tabs_hold_two_conversations_and_lose_neither(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (one, _):
        other = one.context.new_page()
        other.goto(f"{address}/?lang=en")
        for page, question in ((one, "What is InvestHK?"), (other, "Who steers the GoGlobal Task Force?")):
            page.locator(".gg-topic").first.wait_for()
            ask(page, question)
        one.reload()
        expect(one.locator(".gg-question h2")).to_have_text(["What is InvestHK?"])
        one.locator("[data-history]").click()
        expect(one.locator(".gg-open")).to_have_count(2)


def test_with_storage_switched_off_questions_are_answered_and_history_says_why_it_is_empty(
    browser: Browser, address: str
) -> None:
    with visiting(browser, "about:blank", viewport=_DESK) as (page, watch):
        page.add_init_script(_NO_STORAGE)
        watch.host = address.removeprefix("http://")
        page.goto(f"{address}/?lang=zh-Hans")
        page.locator(".gg-topic").first.wait_for()
        ask(page, "投资推广署是做什么的？")
        ask(page, "怎么联系")
        assert len(_questions(page)) == 2
        page.locator("[data-history]").click()
        expect(page.locator(".gg-none")).to_have_text("浏览器已关闭存储功能，无法保存历史记录。")
        assert (watch.strangers, watch.complaints) == ([], [])


def test_offline_is_told_and_the_page_goes_on_afterwards(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=zh-Hant", viewport=_DESK) as (page, _):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "投資推廣署是甚麼機構？")
        page.context.set_offline(True)
        expect(page.locator(".gg-banner")).to_have_text("網絡已斷開。對話內容已保留，重新連線後可繼續。")
        page.context.set_offline(False)
        expect(page.locator(".gg-banner")).to_be_hidden()
        ask(page, "如何聯絡")
        assert len(_questions(page)) == 2


def test_a_restart_of_the_server_loses_neither_the_conversation_nor_what_is_typed(
    browser: Browser, indexed: Settings
) -> None:
    port = free_port()
    with visiting(browser, "about:blank", viewport=_DESK) as (page, _):
        with serving(indexed, port) as address:
            page.goto(f"{address}/?lang=zh-Hans")
            page.locator(".gg-topic").first.wait_for(timeout=60_000)
            ask(page, "投资推广署是做什么的？")
        page.locator(_FIELD).press_sequentially("怎么联系")
        page.keyboard.press("Enter")
        expect(page.locator(".gg-banner")).to_be_visible(timeout=15_000)
        assert "Connection" not in page.locator("body").inner_text()
        with serving(indexed, port):
            expect(page.locator(".gg-banner")).to_be_hidden(timeout=60_000)
            expect(page.locator("article[data-turn] .gg-status")).to_have_text("已回答", timeout=60_000)
            expect(page.locator(_FIELD)).to_have_value("怎么联系", timeout=15_000)
            page.locator(_FIELD).press("Enter")
            page.locator(".gg-actions").nth(1).wait_for(timeout=60_000)
            assert _questions(page) == ["投资推广署是做什么的？", "怎么联系"]


def test_who_asks_too_often_is_told_how_long_to_wait_and_keeps_the_question(
    browser: Browser, indexed: Settings
) -> None:
    hasty = indexed.model_copy(update={"questions_per_minute": 2})
    with (
        serving(hasty) as address,
        visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch),
    ):
        page.locator(".gg-topic").first.wait_for(timeout=60_000)
        ask(page, "What is InvestHK?")
        ask(page, "Who runs it?")
        page.locator(_FIELD).fill("And where?")
        page.keyboard.press("Enter")
        expect(page.locator(".gg-thinking")).to_contain_text("Too many questions in a short time")
        expect(page.locator(_FIELD)).to_have_value("And where?")
        assert watch.complaints == []


def test_what_is_typed_while_an_answer_comes_is_the_next_question(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        page.locator(_FIELD).fill("What is InvestHK?")
        page.keyboard.press("Enter")
        expect(page.locator(_FIELD)).to_have_value("")
        page.keyboard.type("Who runs it?")
        page.locator(".gg-actions").first.wait_for()
        expect(page.locator(_FIELD)).to_have_value("Who runs it?")
        page.keyboard.press("Enter")
        page.locator(".gg-actions").nth(1).wait_for()
        assert _questions(page) == ["What is InvestHK?", "Who runs it?"]
        assert watch.complaints == []


def test_forty_presses_in_a_moment_ask_once_and_break_nothing(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        page.evaluate("const one = document.querySelector('.gg-ask'); for (let i = 0; i < 40; i++) one.click()")
        page.locator(".gg-actions").first.wait_for()
        ask(page, "What is InvestHK?")
        assert len(_questions(page)) <= 3
        assert watch.complaints == []


def test_without_a_store_answers_are_shown_without_a_link_and_survive_a_reload(
    browser: Browser, indexed: Settings
) -> None:
    storing_nothing = indexed.model_copy(update={"store_answers": False})
    with (
        serving(storing_nothing) as address,
        visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch),
    ):
        page.locator(".gg-topic").first.wait_for(timeout=60_000)
        ask(page, "What is InvestHK?")
        assert page.locator("[data-rate]").count() == 0
        assert page.locator("a[href^='/answers/']").count() == 0
        page.reload()
        expect(page.locator("article[data-turn] .gg-status")).to_have_text("Answered")
        assert watch.complaints == []


def test_a_model_at_work_is_told_and_can_be_stopped_without_losing_the_question(
    browser: Browser, indexed: Settings
) -> None:
    question = "投资推广署是做什么的？"
    with playing("slow") as model:
        slow = {"GOGLOBAL_LLM": "openai:played", "GOGLOBAL_LLM_BASE_URL": model.url, "GOGLOBAL_LLM_API_KEY": "none"}
        with (
            serving(indexed, more=slow) as address,
            visiting(browser, f"{address}/?lang=zh-Hans", viewport=_DESK) as (page, watch),
        ):
            page.locator(".gg-topic").first.wait_for(timeout=60_000)
            page.locator(_FIELD).fill(question)
            page.keyboard.press("Enter")
            expect(page.locator(".gg-busy .gg-thinking")).to_have_text("正在组织文字，随后逐句核对")
            page.get_by_role("button", name="停止").click()
            expect(page.locator(".gg-thinking")).to_have_text("已停止，您的问题已放回输入框。")
            expect(page.locator(_FIELD)).to_have_value(question)
            assert watch.complaints == []
