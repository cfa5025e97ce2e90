"""Comparisons: which questions get a table, and what stands in it."""

from dataclasses import replace

import pytest

from bot.answer.comparison import MAIN_POINT, Comparison, Pair
from bot.answer.serialise import to_json
from bot.answer.sides import sides_of
from bot.answer.table import with_table
from bot.app import Bot
from bot.figures import missing_figures
from bot.types import Answer, Language, Status

from .shapes import Labelled, read

_QUESTIONS = read("comparisons")
_LEAST_FOUND = {True: 7, False: 9}  # of 18 each, by "held"


@pytest.fixture(scope="module")
def answers(bot: Bot) -> list[tuple[Labelled, Answer]]:
    return [(one, bot.advisor.answer(one.question, one.language)) for one in _QUESTIONS]


def test_no_table_where_nothing_is_compared(answers: list[tuple[Labelled, Answer]]) -> None:
    assert not [one.question for one, answer in answers if answer.table and one.label == "none"]


@pytest.mark.parametrize("held", [True, False])
def test_comparisons_get_a_table(answers: list[tuple[Labelled, Answer]], held: bool) -> None:
    found = [answer for one, answer in answers if answer.table and one.label == "two" and one.is_held is held]
    assert len(found) >= _LEAST_FOUND[held]


def test_each_cell_is_taken_from_the_fact_that_it_cites(bot: Bot, answers: list[tuple[Labelled, Answer]]) -> None:
    for _, answer in answers:
        quotes = {citation.n: citation for citation in answer.citations}
        for cell in (cell for row in (answer.table.rows if answer.table else ()) for cell in row.cells if cell):
            shown = bot.advisor.corpus.view(quotes[cell.n].passage_id.rpartition("#")[2], answer.language)
            assert cell.as_of == shown.fact.as_of
            assert not missing_figures(cell.text, shown.fact.text)


def test_both_sides_stand_in_the_order_of_the_question(bot: Bot) -> None:
    table = bot.advisor.answer("红筹和H股有什么不同").table
    assert table is not None
    assert table.heads == ("红筹", "H股")
    assert [("红筹" in cell.text, "H股" in cell.text) for cell in table.rows[0].cells if cell] == [
        (True, False),
        (False, True),
    ]


def test_a_side_without_evidence_is_named(bot: Bot) -> None:
    answer = bot.advisor.answer("Is a treasury centre taxed less in Dubai or Hong Kong?")
    assert answer.status is Status.PARTIAL
    assert answer.table is None
    assert "Dubai" in answer.text.rpartition("[")[2]


def test_a_cell_that_fails_the_gates_is_not_shown(bot: Bot) -> None:
    answer = bot.advisor.answer("red chip vs H share")
    corpus = bot.advisor.corpus
    views = [corpus.view(one.passage_id.rpartition("#")[2], Language.EN) for one in answer.citations[:2]]
    compared = Comparison(times=("2024", "2025"), pairs=(Pair(kind=MAIN_POINT, facts=(views[0], views[1])),))
    words = bot.advisor._words[Language.EN]
    assert with_table(replace(answer, table=None), compared, corpus, words).table
    forged = tuple(replace(one, quote="Something else.") for one in answer.citations)
    assert with_table(replace(answer, table=None, citations=forged), compared, corpus, words).table is None


def test_a_table_is_written_as_json(bot: Bot) -> None:
    written = to_json(bot.advisor.answer("red chip vs H share"))["table"]
    assert written["heads"] == ["red chip", "H share"]
    assert [set(cell) for cell in written["rows"][0]["cells"]] == [{"text", "citation", "as_of", "undated"}] * 2


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Bond Connect or not?", None),
        ("both Singapore and Hong Kong are ports", None),
        ("TTPS vs QMAS", ("TTPS", "QMAS")),
        ("HKMA and SFC: who is stricter, and is GEM cheaper?", ("HKMA", "SFC")),
    ],
)
def test_sides_are_two_names_that_are_set_against_each_other(
    bot: Bot, question: str, found: tuple[str, str] | None
) -> None:
    sides = sides_of(question, bot.advisor.corpus.terms)
    assert (sides and tuple(side.name for side in sides)) == found
