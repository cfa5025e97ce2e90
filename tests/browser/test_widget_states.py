"""Every state of the panel: what a visitor is told, and that everybody can read it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from bot.answer.serialise import to_json
from bot.types import Language, Status
from tests.browser.page import visiting
from tests.browser.portal import DESK, Portal, page_with, tag, visiting_portal
from tests.browser.staging import of_status

pytestmark = pytest.mark.browser
_ASK = "**/api/ask"
_QUESTION = "What is InvestHK?"


def _problem(status: int, **headers: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, headers=headers, body="{}")


@pytest.mark.parametrize(
    ("served", "told"),
    [
        (lambda route: route.abort("internetdisconnected"), "网络已断开"),
        (_problem(429, **{"Retry-After": "17"}), "请等待17秒"),
        (_problem(422), "“What is InvestHK?”"),
        (_problem(500), "系统出现问题"),
        (lambda route: route.fulfill(status=200, json={"status": "unknown"}), "系统出现问题"),
        (
            lambda route: route.fulfill(
                status=200, content_type="text/event-stream", body='event: stage\ndata: {"stage": "retrieve"}\n\n'
            ),
            "系统出现问题",
        ),
        (
            lambda route: route.fulfill(
                status=200, content_type="text/event-stream", body='event: error\ndata: {"status": 500}\n\n'
            ),
            "系统出现问题",
        ),
    ],
    ids=["offline", "too many", "wordless", "failed", "no answer", "cut", "failed midway"],
)
def test_what_fails_is_told_and_the_question_stays(
    browser: Browser, site: Portal, served: Callable[[Route], None], told: str
) -> None:
    site.text = page_with(tag(site.served, lang="zh-Hans"))
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.page.route(_ASK, served)
        panel.locator("#question").fill(_QUESTION)
        panel.locator("#question").press("Enter")
        expect(panel.locator(".answer .thinking")).to_contain_text(told)
        expect(panel.locator("#announcer")).to_contain_text(told)
        expect(panel.locator("#question")).to_have_value(_QUESTION)
        visit.page.unroute(_ASK)
        panel.get_by_role("button", name="重新提问").click()
        panel.locator(".actions").wait_for()
        expect(panel.locator("article")).to_have_count(1)


def test_a_server_that_prepares_is_asked_again(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    seen = []

    def busy_at_first(route: Route) -> None:
        seen.append(route.request.post_data_json)
        if len(seen) == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"})
        else:
            route.continue_()

    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.page.route(_ASK, busy_at_first)
        panel.locator("#question").fill(_QUESTION)
        panel.locator("#question").press("Enter")
        expect(panel.locator(".thinking")).to_contain_text("sent again in 1 seconds")
        panel.locator(".actions").wait_for()
        assert len(seen) == 2


def test_topics_come_when_the_server_is_ready(browser: Browser, site: Portal) -> None:
    with visiting(browser, "about:blank", viewport=DESK) as (page, _):
        page.route("**/api/topics*", _problem(503, **{"Retry-After": "1"}), times=1)
        page.goto(f"{site.served}/widget?lang=en")
        expect(page.locator("#topics")).to_contain_text("being prepared")
        expect(page.locator("#topics summary").first).to_be_visible()


def test_a_question_is_stopped_and_put_back(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.page.route(_ASK, lambda route: None)
        panel.locator("#question").fill(_QUESTION)
        panel.locator("#question").press("Enter")
        expect(panel.locator("#announcer")).to_have_text("Looking through the sources")
        panel.get_by_role("button", name="Stop").click()
        expect(panel.locator("#question")).to_have_value(_QUESTION)
        expect(panel.locator("#question")).to_be_focused()
        expect(panel.locator("#landing")).to_be_visible()


def test_a_question_that_is_too_long_stays_in_its_field(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget?lang=zh-Hant", viewport=DESK) as (page, watch):
        page.locator("#question").fill("一段很長的文字。" * 300)
        page.locator("#send").click()
        expect(page.get_by_role("alert")).to_contain_text("2400")
        assert len(page.locator("#question").input_value()) == 2400
        assert watch.complaints == []


def test_enter_that_chooses_a_chinese_word_sends_nothing(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget?lang=zh-Hans", viewport=DESK) as (page, _):
        page.locator("#question").fill("税")
        page.locator("#question").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        expect(page.locator("#question")).to_have_value("税")
        page.locator("#question").press("Shift+Enter")
        expect(page.locator("#question")).to_have_value("税\n")


def test_the_history_goes_with_the_question(browser: Browser, site: Portal) -> None:
    sent = []
    with visiting(browser, f"{site.served}/widget?lang=en", viewport=DESK) as (page, _):
        page.on("request", lambda request: sent.append(request.post_data_json) if request.method == "POST" else None)
        for question in (_QUESTION, "How do I reach it?"):
            before = page.locator(".actions").count()
            page.locator("#question").fill(question)
            page.locator("#question").press("Enter")
            page.locator(".actions").nth(before).wait_for()
        assert [turn["role"] for turn in sent[1]["history"]] == ["user", "assistant"]
        assert sent[1]["history"][0]["text"] == _QUESTION


def test_sentences_are_shown_as_they_come(browser: Browser, site: Portal) -> None:
    answer = to_json(of_status(Language.EN, Status.ANSWERED))
    script = f"""const answer = {json.dumps(answer)};
      const told = (event, data) =>
        new TextEncoder().encode(`event: ${{event}}\\ndata: ${{JSON.stringify(data)}}\\n\\n`);
      const fetched = window.fetch;
      window.fetch = (path, ...rest) => path !== "/api/ask" ? fetched(path, ...rest) : Promise.resolve(new Response(
        new ReadableStream({{ start(stream) {{
          stream.enqueue(told("sentence", answer.sentences[0]).slice(0, 30));
          stream.enqueue(told("sentence", answer.sentences[0]).slice(30));
          window.finish = () => {{ stream.enqueue(told("answer", answer)); stream.close(); }};
        }} }}), {{ headers: {{ "Content-Type": "text/event-stream; charset=utf-8" }} }}));"""
    with visiting(browser, "about:blank", viewport=DESK) as (page, watch):
        page.context.add_init_script(script)
        page.goto(f"{site.served}/widget?lang=en")
        page.locator("#question").fill(_QUESTION)
        page.locator("#question").press("Enter")
        expect(page.locator(".busy .sentence")).to_have_text(answer["sentences"][0]["text"])
        expect(page.locator("#announcer")).to_have_text("Looking through the sources")
        page.evaluate("finish()")
        expect(page.locator(".answered .sentence")).to_have_count(2)
        expect(page.locator("#announcer")).to_contain_text("Answer: Answered.")
        assert watch.complaints == []
