from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from bot.evaluation.compare import compare_runs
from bot.evaluation.report.page import render
from bot.evaluation.report.retrieval import render_retrieval
from tests.browser.page import Scheme, violations, visiting
from tests.evaluation.report.runs import made, retrieval_summary, worse_records

pytestmark = pytest.mark.browser
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_FITS = "document.documentElement.scrollWidth <= window.innerWidth"
_SMALLEST = "Math.min(...[...document.querySelectorAll('svg text')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
_CUT = """[...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const box = svg.parentElement.getBoundingClientRect()
    return [...svg.querySelectorAll('text')].filter(text => {
        const {left, right} = text.getBoundingClientRect()
        return left < box.left || right > box.right
    }).map(text => text.textContent)
})"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report with everything in it: a comparison, failures, three scripts."""
    before, after = made(), made(answers=worse_records(), documents=("en/tax",))
    page = render(after.summary, after.scored, compare_runs(before.run, after.run))
    return _written(tmp_path_factory.mktemp("report") / "report.html", page)


@pytest.fixture(scope="module")
def retrieval(tmp_path_factory: pytest.TempPathFactory) -> str:
    page = render_retrieval(retrieval_summary(), "beir/scifact")
    return _written(tmp_path_factory.mktemp("retrieval") / "report.html", page)


def _written(path: Path, page: str) -> str:
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["report", "retrieval"])
def test_a_report_is_accessible_fits_and_asks_nobody(
    request: pytest.FixtureRequest,
    browser: Browser,
    name: str,
    viewport: ViewportSize,
    scheme: Scheme,
) -> None:
    address = request.getfixturevalue(name)
    with visiting(browser, address, viewport=viewport, color_scheme=scheme) as (page, watch):
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert violations(page) == []
        assert page.evaluate(_FITS)
        assert page.evaluate(_SMALLEST) >= 11
        assert page.evaluate(_CUT) == []
        assert (watch.strangers, watch.complaints) == ([], [])


def test_the_answers_to_mend_are_shown_first_and_all_of_them_on_demand(browser: Browser, report: str) -> None:
    with visiting(browser, report, viewport=_PHONE) as (page, watch):
        count, cards = page.locator("#filters output"), page.locator("#cards > details:visible")
        expect(count).to_have_text("2 of 7 answers shown")
        page.get_by_label("To mend").focus()
        page.keyboard.press("ArrowRight")
        expect(count).to_have_text("7 of 7 answers shown")
        expect(cards).to_have_count(7)
        assert count.get_attribute("aria-live") == "polite"
        assert watch.complaints == []


def test_filter_and_search_work_by_keyboard_alone(browser: Browser, report: str) -> None:
    with visiting(browser, report, viewport=_DESK) as (page, watch):
        count, cards = page.locator("#filters output"), page.locator("#cards > details:visible")
        page.get_by_role("radio", name="All").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("Traditional")
        expect(count).to_have_text("1 of 7 answers shown")
        expect(cards.locator(".asked")).to_have_text("稅率是多少？")
        page.get_by_role("button", name="Clear").focus()
        page.keyboard.press("Enter")
        expect(count).to_have_text("2 of 7 answers shown")
        page.get_by_role("radio", name="All").check()
        page.get_by_label("Search").focus()
        page.keyboard.type("dubai NOTHING")
        expect(count).to_have_text("1 of 7 answers shown")
        expect(cards.locator(".asked")).to_have_text("And in Dubai?")
        cards.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(cards.get_by_text("Nothing in the material answers this")).to_be_visible()
        assert watch.complaints == []


def test_a_link_to_an_answer_that_is_filtered_away_shows_it(browser: Browser, report: str) -> None:
    with visiting(browser, report, viewport=_DESK) as (page, _):
        change = page.locator("#comparison details.better")
        change.locator("summary").click()
        change.get_by_role("link").click()
        shown = page.locator("#cards > details[open]")
        expect(shown).to_have_count(1)
        expect(shown.locator(".asked")).to_have_text("Does it answer?")
        expect(shown).to_be_in_viewport()


def test_without_scripts_every_answer_can_be_read(browser: Browser, report: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=_PHONE)
    page = context.new_page()
    page.goto(report)
    expect(page.locator("#cards > details:visible")).to_have_count(7)
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#cards summary").nth(1).click()
    expect(page.locator("#cards blockquote").first).to_be_visible()
    context.close()


def test_paper_shows_what_is_to_be_mended_in_full_and_no_controls(browser: Browser, report: str) -> None:
    with visiting(browser, report, viewport=_DESK, color_scheme="dark") as (page, _):
        page.emulate_media(media="print")
        failing = page.locator("#cards > .mend")
        expect(failing).to_have_count(2)
        for card in failing.all():
            expect(card.locator(".body")).to_be_visible()
        expect(page.locator("#filters")).to_be_hidden()
        expect(page.get_by_role("navigation")).to_be_hidden()
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
