"""Hostile text in every place where text comes from outside runs nothing on the page."""

import shutil
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.settings import Settings
from bot.types import Language
from tests.browser.page import ask, serving, visiting
from tests.browser.payloads import PAYLOADS
from tests.browser.staging import cited_answer, stage

pytestmark = pytest.mark.browser
_DESK: ViewportSize = {"width": 1440, "height": 900}
_ACTIVE = "#gg-thread, #gg-panel, #gg-history"
_FOUND = f"""[...document.querySelectorAll({_ACTIVE!r})].flatMap(part => [...part.querySelectorAll('*')])
  .filter(one => /^(script|img|iframe|object|embed|style|meta|video|math|form|input)$/i.test(one.tagName)
      && !one.matches('.gg-comment, .gg-dialog form')
    || [...one.attributes].some(({{name, value}}) => /^on/i.test(name) || /^\\s*javascript:/i.test(value)))
  .map(one => one.outerHTML)"""


def _is_inert(page: Page) -> None:
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit ?? null") is None
    assert page.evaluate(_FOUND) == []


def test_hostile_facts_titles_and_names_are_text(browser: Browser, address: str, indexed: Settings) -> None:
    answers = [
        cited_answer(Language.EN, f"hostile-{number}", said=text, title=text, publisher=text)
        for number, text in enumerate(PAYLOADS)
    ]
    with visiting(browser, "about:blank", viewport=_DESK) as (page, watch):
        watch.host = address.removeprefix("http://")
        stage(page.context, indexed, answers, question=PAYLOADS[3])
        page.goto(f"{address}/?lang=en")
        page.locator("article[data-turn]").nth(len(answers) - 1).wait_for()
        shown = page.locator(".gg-sentence").all_inner_texts()
        assert all(any(text in one for one in shown) for text in PAYLOADS)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        _is_inert(page)
        page.locator("[data-history]").click()
        expect(page.locator(".gg-open span")).to_have_text(PAYLOADS[3])
        _is_inert(page)
        assert (watch.strangers, watch.complaints) == ([], [])


def test_hostile_answers_are_text_on_their_receipts(browser: Browser, address: str, indexed: Settings) -> None:
    answers = [
        cited_answer(Language.ZH_HANT, f"receipt-{number}", said=text, title=text, publisher=text)
        for number, text in enumerate(PAYLOADS)
    ]
    with visiting(browser, "about:blank", viewport=_DESK) as (page, watch):
        watch.host = address.removeprefix("http://")
        stage(page.context, indexed, answers)
        for answer, text in zip(answers, PAYLOADS, strict=True):
            page.goto(f"{address}/answers/{answer.id}?lang=zh-Hant")
            assert text in page.locator("main").inner_text()
            assert page.evaluate("window.hit ?? null") is None
            assert page.locator("main :is(script, img, iframe, object, embed, svg[onload])").count() == 0
        assert (watch.strangers, watch.complaints) == ([], [])


def test_hostile_answers_are_text_in_an_exported_markdown_however_it_is_rendered(
    browser: Browser, address: str, indexed: Settings
) -> None:
    answers = [
        cited_answer(Language.EN, f"export-{number}", said=text, title=text, publisher=text)
        for number, text in enumerate(PAYLOADS)
    ]
    with visiting(browser, "about:blank", viewport=_DESK) as (page, _):
        stage(page.context, indexed, answers)
        turns = [{"id": one.id, "question": text} for one, text in zip(answers, PAYLOADS, strict=True)]
        reply = page.request.post(f"{address}/exports", data={"format": "md", "turns": turns})
        assert reply.ok
        page.set_content(MarkdownIt("commonmark", {"html": True}).enable("table").render(reply.text()))
        assert page.locator(":is(script, img, iframe, object, embed, svg, form, input, details)").count() == 0
        assert page.evaluate("window.hit ?? null") is None


def test_hostile_facts_are_text_in_the_knowledge_pages(browser: Browser, few_sheets: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(few_sheets.knowledge_dir, folder)
    written = [text for text in PAYLOADS if not set("{}") & set(text)]
    for language in ("en", "zh-Hant"):
        sheet = folder / language / "goglobal-task-force.md"
        facts = [f"- Payload: {text} {{#hostile-{n} as-of=2025 src=hkis-2025-10-06}}" for n, text in enumerate(written)]
        heading = "What if facts are hostile?" if language == "en" else "資料有害怎麼辦？"
        block = f"\n## {heading} {{#hostile}}\n\n" + "\n".join(facts) + "\n"
        sheet.write_text(sheet.read_text(encoding="utf-8") + block, encoding="utf-8")
    hostile = few_sheets.model_copy(update={"knowledge_dir": folder, "data_dir": tmp_path / "data"})
    with serving(hostile) as address, visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for(timeout=120_000)
        page.goto(f"{address}/knowledge/goglobal-task-force?lang=en")
        shown = page.locator("main").inner_text()
        assert all(text in shown for text in written)
        assert page.evaluate("window.hit ?? null") is None
        assert page.locator("main :is(script, img, iframe, object, embed, input, form)").count() == 0
        assert (watch.strangers, watch.complaints) == ([], [])


def test_hostile_questions_and_comments_are_text(browser: Browser, address: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        for start in range(0, len(PAYLOADS), 10):
            ask(page, "InvestHK? " + " ".join(PAYLOADS[start : start + 10]))
        page.locator("[data-rate='down']").first.click()
        page.locator(".gg-comment textarea").fill(" ".join(PAYLOADS))
        page.locator(".gg-comment button").click()
        expect(page.locator(".gg-comment")).to_have_count(0)
        _is_inert(page)
        page.reload()
        page.locator("article[data-turn]").first.wait_for()
        _is_inert(page)
        assert (watch.strangers, watch.complaints) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "\u202eeulav\u202c tax rate?",
        "tax\u200b rate\u200d of\u2060 a treasury centre",
        "🏦🎉 tax rate 🎉?",
        "ما هي tax rate?",
    ],
)
def test_odd_characters_are_asked_and_shown(browser: Browser, address: str, text: str) -> None:
    with visiting(browser, f"{address}/?lang=en", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        ask(page, text)
        assert page.locator(".gg-question h2").get_attribute("dir") == "auto"
        assert watch.complaints == []


def test_fifty_pages_pasted_are_turned_away_and_stay_in_the_field(browser: Browser, address: str) -> None:
    pasted = "一段很长的文字。" * 12_000
    with visiting(browser, f"{address}/?lang=zh-Hans", viewport=_DESK) as (page, watch):
        page.locator(".gg-topic").first.wait_for()
        page.locator("#gg-composer textarea").fill(pasted)
        page.keyboard.press("Enter")
        expect(page.locator(".gg-thinking")).to_contain_text("96000")
        assert len(page.locator("#gg-composer textarea").input_value()) == len(pasted)
        assert watch.complaints == []
