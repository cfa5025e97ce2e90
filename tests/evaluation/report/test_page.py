import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.evaluation.compare import compare_runs
from bot.evaluation.measures import MEASURES
from bot.evaluation.report.numbers import percent
from bot.evaluation.report.page import render
from bot.evaluation.report.wording import HEADLINE, MEASURE_WORDS, STATUS_WORDS
from bot.types import Language, Status
from tests.evaluation.factories import question, record
from tests.evaluation.report.runs import HOSTILE, Scored, made, worse_records

_VOID = frozenset(("meta", "link", "input", "br"))


class _Outline(HTMLParser):
    """What the structure of a page says: elements in order, and whether each was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def run() -> Scored:
    return made()


@pytest.fixture(scope="module")
def page(run: Scored) -> str:
    return render(run.summary, run.scored)


def _text(html: str) -> str:
    """What a reader sees."""
    return " ".join(unescape(re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def test_every_measure_is_named_and_explained() -> None:
    assert set(MEASURE_WORDS) == set(MEASURES)
    assert {name for names in HEADLINE.values() for name in names} == set(MEASURES) - {"handled_rightly"}
    assert set(STATUS_WORDS) == set(Status)


def test_the_figures_shown_are_those_of_the_summary(run: Scored, page: str) -> None:
    shown = _text(page[page.index('id="figures"') : page.index('id="parts"')])

    for name in MEASURES:
        assert MEASURE_WORDS[name].label in shown
        assert percent(run.summary[name]) in shown
        assert f"{run.summary['measured'][name]:.0f} {MEASURE_WORDS[name].of}" in shown


def test_the_verdict_counts_and_names_the_interval(page: str) -> None:
    assert "5 of 7 questions are handled rightly (71.4%; 95% interval " in page
    assert "every figure in the answers stands in a cited passage." in page


def test_what_was_measured_stands_at_the_top(page: str) -> None:
    top = _text(page[: page.index("<main")])

    for words in ("7 questions", "extractive", "c0ffee", "0123456789, modified", "1 March 2026, 09:05 UTC"):
        assert words in top
    assert "not complete" not in top


def test_a_run_that_is_not_complete_says_so() -> None:
    run = made(expected=9)

    assert "This run is not complete." in _text(render(run.summary, run.scored))


def test_what_cannot_be_measured_is_never_zero() -> None:
    run = made([question("open", gold_facts=())], [record("open", confidence=None, text="Well. [1]")])

    shown = _text(render(run.summary, run.scored))

    assert "nothing can be said of how many are handled rightly; no answer states a figure" in shown
    assert "Handled rightly Answered with every expected fact" in shown
    assert "no answer to a labelled question exports a confidence" in shown
    assert shown.count("not measurable") >= 8


def test_data_is_text_and_never_markup(page: str) -> None:
    outline = _Outline(page)

    assert outline.open == []
    assert len(outline.all("script")) == 1
    assert not outline.all("i")
    assert HOSTILE in _text(page)
    assert type(page) is str
    assert "javascript:alert(1)" in page
    assert all((link["href"] or "").startswith(("#", "https://")) for link in outline.all("a"))


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    outline = _Outline(page)

    assert not [tag for tag, _ in outline.found if tag in ("img", "iframe", "object", "video", "audio")]
    assert [link["href"] for link in outline.all("link")] == ["data:,"]
    assert all("src" not in attributes for attributes in outline.all("script"))
    assert "url(" not in page
    assert "@import" not in page


def test_answers_to_mend_come_first_with_their_reason(page: str) -> None:
    cards = [card for card in _Outline(page).all("details") if "data-show" in card]

    assert [card["data-show"] for card in cards] == ["mend", "mend", *["right"] * 5]
    assert "cites the right source, lacks 2015|二零一五年" in page
    assert "failed: timed out" in page


def test_expected_facts_are_marked_in_words(page: str) -> None:
    shown = _text(page)

    assert "✕ Missing 2015 or 二零一五年" in shown
    assert "✓ Found 8.25%" in shown
    assert "✓ Declined Nothing in the material answers this" in shown


def test_questions_and_answers_carry_their_language(page: str) -> None:
    for language, text in ((Language.ZH_HANS, "税率是多少？"), (Language.ZH_HANT, "稅率是多少？")):
        assert f'<span class="asked" lang="{language}">{text}</span>' in page
    assert '<blockquote lang="zh-Hant">稅率自2016年起為8.25%。</blockquote>' in page


def test_headings_are_in_order_and_every_table_and_chart_is_named(page: str) -> None:
    outline = _Outline(page)
    levels = [int(tag[1]) for tag, _ in outline.found if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(outline.all("caption")) == len(outline.all("table"))
    charts = [svg for svg in outline.all("svg") if svg.get("class") == "chart"]
    assert all(chart["role"] == "img" and chart["aria-labelledby"] for chart in charts)
    assert len(charts) == 5
    ids = [attributes["id"] for _, attributes in outline.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(link["href"] or "")[1:] for link in outline.all("a") if (link["href"] or "").startswith("#")} <= set(ids)


def test_a_comparison_shows_settings_figures_and_the_worse_answers_first(run: Scored) -> None:
    after = made(answers=worse_records(), documents=("en/tax",))
    comparison = compare_runs(run.run, after.run)

    page = render(after.summary, after.scored, comparison)

    shown = _text(page[page.index('id="comparison"') : page.index('id="parts"')])
    assert "1 ↓ worse 0 ↔ changed 1 ↑ better" in shown
    assert "document zh-Hant/tax present absent" in shown
    assert "No answer at all 14.3% 0% −14.3" in shown
    assert shown.index("Worse rate-en Answered → Declined: no evidence") < shown.index("Better slow Failed → Answered")


def test_without_a_comparison_nothing_is_said_of_one(page: str) -> None:
    assert "What changed" not in page


def test_scripts_that_differ_are_named() -> None:
    run = made(answers=worse_records())

    shown = _text(render(run.summary, run.scored))

    assert "rate : status, figures, sources differ in rate-en (declined: no evidence), rate-hans" in shown


def test_a_models_opinion_is_shown_as_advice_only_when_there_is_one(run: Scored, page: str) -> None:
    aspect = {"value": 0.9, "low": 0.8, "high": 1.0, "sd": 0.125, "n": 4}
    judge = {"model": "some-model", "n": 5, "malformed": 1}
    judge |= dict.fromkeys(("correctness", "groundedness"), aspect)
    judge |= {"completeness": {"value": None, "low": None, "high": None, "sd": None, "n": 0}}

    judged = _text(render(run.summary | {"judge": judge}, run.scored))

    assert "A model’s opinion, as advice" in judged
    assert "Agrees with the reference 90.0% 80.0 to 100% 12.5 4" in judged
    assert "Covers the expected facts not measurable" in judged
    assert "opinion" not in _text(page)


def test_repeats_are_told_apart_and_their_spread_is_shown() -> None:
    again = made([question("a")], [record("a"), record("a", repeat=1, text="It is 16.5%. [1]")], repeat=2)

    shown = _text(render(again.summary, again.scored))

    assert "1 of 2 answers are handled rightly" in shown
    assert "a, repeat 2" in shown
    assert "Handled rightly 100% 0% 70.7" in shown
