"""Hostile text in every place where text comes from outside runs nothing, in the panel or in the page around it."""

import json

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Frame, Page, expect

from bot.answer.serialise import to_json
from bot.types import JsonObject, Language
from tests.browser.page import visiting
from tests.browser.payloads import ALL_PAYLOADS
from tests.browser.portal import DESK, Portal, Visit, answering, page_with, tag, visiting_portal
from tests.browser.staging import cited_answer

pytestmark = pytest.mark.browser
_FOUND = """[...document.body.querySelectorAll("*")].filter((one) =>
    /^(script|img|image|iframe|object|embed|style|meta|link|base|video|audio|math|marquee|select|input|set|animate|use)$/i
      .test(one.tagName)
    || [...one.attributes].some(({ name, value }) => /^on/i.test(name) || /^\\s*(javascript|data):/i.test(value)))
  .map((one) => one.outerHTML)"""
_ADD = """async (data) => {
  const one = Object.assign(document.createElement("script"), { src: data.src });
  Object.assign(one.dataset, data.options);
  document.head.append(one);
  await new Promise((resolve) => { one.onload = resolve; });
  GoGlobal.open();
}"""


def _is_inert(*pages: Page | Frame) -> None:
    for page in pages:
        assert page.evaluate("window.hit ?? Object.prototype.hit ?? null") is None
        assert page.evaluate(_FOUND) == []


def _hostile(text: str, number: int) -> JsonObject:
    """An answer that has a text in every place, addresses included."""
    answer = to_json(cited_answer(Language.EN, f"hostile-{number}", said=text, title=text, publisher=text))
    citation = answer["citations"][0]
    citation["source"] |= {"url": text, "date": text}
    citation |= {"passage_id": f"en/x#{text}", "document_id": text, "freshness": text, "as_of": text}
    answer["sentences"][0] |= {"remark": text, "mark": text}
    answer["contact"]["url"] = text
    answer["series"]["points"][0] |= {"covers": text, "mark": text}
    return answer | {"notice": text, "correction": text, "question": text, "model": text, "mode": "llm"}


def _shown(visit: Visit) -> Frame:
    visit.page.wait_for_timeout(300)
    return visit.frame()


def test_hostile_questions_answers_and_sources_are_text(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        answering(visit.page, [_hostile(text, number) for number, text in enumerate(ALL_PAYLOADS)])
        for number, text in enumerate(ALL_PAYLOADS):
            visit.page.evaluate("(text) => GoGlobal.ask(text)", text)
            panel.locator(".actions").nth(number).wait_for()
            card = panel.locator("article.answer").nth(number)
            card.locator(".sentence .cite").first.click()
            expect(card.locator(".source .publisher")).to_have_text(text)
        _is_inert(_shown(visit))
        visit.page.reload()
        visit.launcher.click()
        panel.locator("article.answer").first.wait_for()
        _is_inert(_shown(visit))
        assert visit.page.evaluate("window.hit ?? null") is None
        assert visit.is_quiet()


def test_a_link_leads_to_web_addresses_alone(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget?lang=en", viewport=DESK) as (page, watch):
        answering(page, [_hostile(text, number) for number, text in enumerate(ALL_PAYLOADS)])
        for number in range(len(ALL_PAYLOADS)):
            page.locator("#question").fill("Q?")
            page.locator("#question").press("Enter")
            page.locator(".actions").nth(number).wait_for()
            page.locator("article.answer").nth(number).locator(".sentence .cite").first.click()
        links = page.evaluate("[...document.links].map((one) => one.href)")
        assert {link.partition("//")[2].partition("/")[0] for link in links} <= {
            "example.org",
            site.served.removeprefix("http://"),
        }
        assert watch.complaints == []


def test_hostile_options_are_text(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site) as visit:
        for text in ALL_PAYLOADS:
            visit.page.evaluate("GoGlobal.destroy()")
            names = ("title", "greeting", "questions", "topics", "name", "accent", "position", "theme", "lang")
            given = {"src": f"{site.served}/widget.js", "options": dict.fromkeys(names, text)}
            visit.page.evaluate(_ADD, given)
            visit.panel().locator("#topics summary").first.wait_for()
            assert visit.panel().locator("#greeting").inner_text().strip()
            _is_inert(visit.frame())
        assert visit.page.evaluate("window.hit ?? Object.prototype.hit ?? null") is None
        assert visit.is_quiet()


def test_hostile_attributes_of_the_tag_are_text(browser: Browser, site: Portal) -> None:
    text = "".join(ALL_PAYLOADS)
    site.text = page_with(tag(site.served, **dict.fromkeys(("title", "greeting", "questions"), str(escape(text)))))
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        expect(panel.locator("#title")).to_have_text(text[:60])
        _is_inert(_shown(visit))
        assert visit.is_quiet()


@pytest.mark.parametrize(
    "kept",
    [
        json.dumps([{"question": text, "answer": _hostile(text, 0), "verdict": text} for text in ALL_PAYLOADS]),
        "[", "{}", "null", '[1, null, "x"]', '[{"question": "x", "answer": {"language": "__proto__", "text": "x"}}]',
    ],
    ids=["hostile", "cut", "an object", "null", "no turns", "no language"],
)  # fmt: skip
def test_a_hostile_or_broken_history_is_text_or_left_out(browser: Browser, site: Portal, kept: str) -> None:
    with visiting(browser, "about:blank", viewport=DESK) as (page, watch):
        page.context.add_init_script(
            f"if (location.origin !== 'null') sessionStorage['goglobal-widget'] = {json.dumps(kept)}"
        )
        page.goto(f"{site.served}/widget?lang=en")
        page.locator("#topics summary").first.wait_for(state="attached")
        if "hit" in kept:
            expect(page.locator("article.answer")).to_have_count(len(ALL_PAYLOADS))
        _is_inert(page)
        assert watch.complaints == []


def test_hostile_options_in_the_configurator_are_text(browser: Browser, site: Portal) -> None:
    with visiting(browser, f"{site.served}/widget/configure?lang=en", viewport=DESK) as (page, watch):
        page.locator("#topics label").first.wait_for()
        for text in ALL_PAYLOADS:
            for field in ("name", "hello", "questions"):
                page.locator(f"#{field}").fill(text)
            kept = page.evaluate("document.querySelector('#tag').textContent")
            parsed = "(t) => new DOMParser().parseFromString(t, 'text/html').querySelector('script').dataset.greeting"
            assert page.evaluate(parsed, kept) == page.locator("#hello").input_value().strip()
            assert page.evaluate("document.querySelectorAll('#tag *').length") == 0
        page.wait_for_timeout(800)
        assert page.evaluate("window.hit ?? null") is None
        assert (watch.strangers, watch.complaints) == ([], [])
