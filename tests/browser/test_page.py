import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from bot.app import build_receipts
from bot.exports.formats import Format
from bot.settings import Settings
from tests.browser.page import ask, serving, visiting
from tests.exports.reading import squeezed, words

pytestmark = pytest.mark.browser
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}


@pytest.mark.parametrize(
    ("language", "question", "status", "made"),
    [
        ("en", "What tax rate does a corporate treasury centre pay?", "Answered", "quoted from the fact sheets"),
        ("zh-Hans", "企业财资中心的利得税率是多少？", "已回答", "内容直接引自资料"),
        ("zh-Hant", "企業財資中心的利得稅率是多少？", "已回答", "內容直接引自資料"),
    ],
)
def test_a_question_in_each_script_is_answered_with_sources_on_the_page(
    browser: Browser, address: str, language: str, question: str, status: str, made: str
) -> None:
    figure = "8.25%"
    with visiting(browser, f"{address}/?lang={language}", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        assert page.evaluate("document.documentElement.lang") == language
        ask(page, question)
        answer = page.locator("article[data-turn]")
        expect(answer.locator(".gg-status")).to_have_text(status)
        expect(answer.locator(".gg-summary")).to_contain_text(made)
        expect(answer.locator(".gg-sentence").first).to_contain_text(figure)
        answer.locator("[data-cite]").first.click()
        lit = page.locator("#gg-panel .gg-source.gg-lit")
        expect(lit.locator("blockquote")).to_contain_text(figure)
        assert (lit.locator("a").first.get_attribute("href") or "").startswith("http")
        assert (watch.strangers, watch.complaints) == ([], [])


def test_the_language_switch_changes_the_whole_page_and_keeps_the_conversation(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "Who steers the GoGlobal Task Force?")
        page.locator("[data-language='zh-Hant']").click()
        expect(page.locator("h1")).to_have_text("出海顧問")
        expect(page.locator("#gg-notice")).to_contain_text("僅供參考")
        expect(page.locator("article[data-turn] .gg-status")).to_have_text("Answered")  # in its own language
        assert "Algernon Yau" in page.locator("article[data-turn]").inner_text()
        assert (watch.strangers, watch.complaints) == ([], [])


def test_a_phone_shows_the_sources_under_the_answer_and_nothing_sticks_out(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=zh-Hans", viewport=_PHONE) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "出海专班什么时候启动？")
        page.locator("[data-cite]").first.click()
        expect(page.locator(".gg-inline-sources .gg-source.gg-lit blockquote")).to_contain_text("2025年10月6日")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert (watch.strangers, watch.complaints) == ([], [])


def test_a_suggested_question_is_asked_by_keyboard_alone(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic .gg-ask").first.focus()
        page.keyboard.press("Enter")
        page.locator(".gg-actions").first.wait_for()
        assert page.locator(".gg-question").inner_text().endswith("?")
        assert watch.complaints == []


def test_a_hostile_question_is_text_and_a_bad_one_gets_a_message(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(
            page, '<img src="https://evil.example/x.png" onerror="alert(1)"> ![x](https://evil.example/y.png) treasury?'
        )
        assert page.locator("#gg-thread img").count() == 0
        page.locator("#gg-composer textarea").fill("🎉")
        page.keyboard.press("Enter")
        expect(page.locator(".gg-thinking")).to_contain_text("Please ask in words")
        page.locator("#gg-composer textarea").fill("tax " * 5000)
        page.keyboard.press("Enter")
        expect(page.locator(".gg-thinking").last).to_contain_text("20000 characters")
        assert (watch.strangers, watch.complaints) == ([], [])


def test_copy_retry_and_a_new_conversation_work(browser: Browser, address: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK, permissions=allowed) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "What is InvestHK?")
        page.locator("[data-copy]").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "[1]" in copied
        assert "https://" in copied
        page.locator(".gg-actions [data-ask]").click()
        page.locator(".gg-actions").nth(1).wait_for()
        page.locator("[data-new]").click()
        page.locator(".gg-topic").first.wait_for()
        assert page.locator("article").count() == 0
        assert (watch.strangers, watch.complaints) == ([], [])


def test_a_thumb_down_asks_what_was_wrong_and_both_are_stored(
    browser: Browser, address: str, indexed: Settings
) -> None:
    receipts = build_receipts(indexed)
    assert receipts is not None
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, "What is InvestHK?")
        conversation = json.loads(page.locator(".gg-thread").get_attribute("data-conversation") or "")
        answer_id = conversation["turns"][0]["id"]
        page.locator("[data-rate='up']").click()
        expect(page.locator("[data-rate='up']")).to_have_attribute("aria-pressed", "true")
        page.locator("[data-rate='down']").click()
        page.get_by_label("What was wrong or missing?").fill("The date is old. <b>")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".gg-comment")).to_have_count(0)
        receipt = receipts.find(answer_id)
        assert receipt is not None
        assert (receipt.verdict, receipt.comment) == ("down", "The date is old. <b>")
        assert (watch.strangers, watch.complaints) == ([], [])


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What tax rate does a corporate treasury centre pay?"),
        ("zh-Hans", "企业财资中心的利得税率是多少？"),
        ("zh-Hant", "企業財資中心的利得稅率是多少？"),
    ],
)
def test_a_conversation_is_exported_word_for_word_in_each_format(
    browser: Browser, address: str, language: str, question: str
) -> None:
    with visiting(browser, f"{address}/?lang={language}", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, question)
        quotes = [squeezed(quote) for quote in page.locator("#gg-panel blockquote").all_inner_texts()]
        titles = [squeezed(title) for title in page.locator("#gg-panel .gg-title").all_inner_texts()]
        assert quotes
        for written in Format:
            button = page.locator(f"[data-export='{written.value}']")
            with page.expect_download() as download:
                button.focus()
                page.keyboard.press("Enter")
            assert download.value.suggested_filename.endswith(f".{written.value}")
            said = words(Path(download.value.path()).read_bytes(), written)
            assert squeezed(question) in said
            assert all(one in said for one in (*quotes, *titles))
        assert (watch.strangers, watch.complaints) == ([], [])


def test_the_first_start_builds_the_index_in_front_of_the_visitor(
    browser: Browser, few_sheets: Settings, tmp_path: Path
) -> None:
    fresh = few_sheets.model_copy(update={"data_dir": tmp_path / "fresh"})
    with serving(fresh) as address, visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-landing progress").wait_for()
        page.locator(".gg-topic").first.wait_for(timeout=120_000)
        ask(page, "What is InvestHK?")
        expect(page.locator("article[data-turn] .gg-status")).to_have_text("Answered")
        assert watch.complaints == []
