"""Turns that point at the last answer, on conversations of this file's own: `pointing_back.tsv`."""

from pathlib import Path

import pytest

from bot.answer.pointing_back import Meant, read_pointing
from bot.app import Bot
from bot.types import Answer, Language, Status
from tests.labelled import read_asked, read_labelled

_FOLDER = Path(__file__).parent
_LEAST_RIGHT = {"seen": 1.0, "kept": 0.8}


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _cited(answer: Answer) -> list[str]:
    return [citation.passage_id.rpartition("#")[2] for citation in answer.citations]


def _is_right(bot: Bot, meant: str, script: str, turns: list[str], question: str, wanted: str) -> bool:
    answer = bot.advisor.answer(question, Language(script), history=turns)
    if meant == Meant.STILL:
        return wanted in _cited(answer)
    if meant == Meant.CONTACT:
        views = [bot.advisor.corpus.view(name, Language(script)) for name in _cited(answer)]
        return bool(views) and all(view.section.is_contact and view.document.topic == wanted for view in views)
    last = bot.advisor.answer(turns[-1], Language(script), history=turns[:-1]).citations
    place = int(wanted) - 1 if int(wanted) > 0 else -1
    return {citation.heading for citation in answer.citations} == {last[place].heading}


@pytest.mark.parametrize("meant", list(Meant))
@pytest.mark.parametrize("split", ["seen", "kept"])
def test_what_a_turn_points_at_is_answered(bot: Bot, split: str, meant: Meant) -> None:
    rows = [row[1:] for row in _rows("pointing_back.tsv") if row[:2] == [split, meant] and row[-1] != "-"]
    wrong = [row[3] for row in rows if not _is_right(bot, row[0], row[1], row[2].split(" // "), row[3], row[4])]

    assert 1 - len(wrong) / len(rows) >= _LEAST_RIGHT[split], wrong


def test_a_question_of_its_own_points_at_nothing() -> None:
    questions = [*read_labelled("users.tsv"), *read_labelled("fresh.tsv"), *read_asked()]

    assert [one.text for one in questions if read_pointing(one.text, one.language)] == []


@pytest.mark.parametrize(
    ("before", "turn"),
    [
        ("What is InvestHK?", "how do I contact them?"),
        ("What is InvestHK?", "How can we get in touch?"),
        ("投资推广署是做什么的？", "怎么联系？"),
        ("投資推廣署是做甚麼的？", "點樣聯絡佢哋"),
        ("投资推广署是做什么的？", "谢谢，如何跟他们联系"),
    ],
)
def test_how_to_reach_a_body_gives_its_own_address_and_not_another_desks(bot: Bot, before: str, turn: str) -> None:
    answer = bot.advisor.answer(turn, history=[before])

    assert "https://www.investhk.gov.hk" in answer.text
    assert "newcies@" not in answer.text


@pytest.mark.parametrize("turn", ["怎么联系投资推广署", "how do I contact HKEX?", "點樣聯絡稅局"])
def test_whoever_is_named_is_looked_up(turn: str) -> None:
    assert read_pointing(turn, Language.ZH_HANS) is None


def test_without_an_answer_before_nothing_is_pointed_at(bot: Bot) -> None:
    assert bot.advisor.answer("tell me more about the second point").query != ""


def test_more_of_a_point_begins_with_it_and_repeats_nothing_else_that_was_said(bot: Bot) -> None:
    first = "how much does HKIAC arbitration cost"
    said = _cited(bot.advisor.answer(first))
    more = _cited(bot.advisor.answer("tell me more about the second point", history=[first]))

    assert more[0] == said[1]
    assert len(more) > 1
    assert not {*more[1:]} & {*said}


@pytest.mark.parametrize(
    ("question", "number"),
    [("tell me more about the fifth point", "4"), ("第八點講多啲", "4"), ("第七点展开讲讲", "4")],
)
def test_a_point_that_there_was_not_is_said_to_be_none(bot: Bot, question: str, number: str) -> None:
    answer = bot.advisor.answer(question, history=["how much does HKIAC arbitration cost"])

    assert (answer.status, answer.reason, answer.citations) == (Status.NO_EVIDENCE, "point", ())
    assert number in answer.text


def test_a_turn_that_points_back_leaves_the_subject(bot: Bot) -> None:
    first = "what tax does a treasury centre pay"
    alone = bot.advisor.answer("tell me more about the second point", history=[first])
    after = bot.advisor.answer("tell me more about the second point", history=[first, "thanks, and who do I contact?"])

    assert _cited(after) == _cited(alone)


def test_a_replaced_fact_is_no_longer_so(bot: Bot) -> None:
    answer = bot.advisor.answer("而家仲係咪咁", history=["2025年5月香港最低工資係幾多"])

    assert _cited(answer) == ["minimum-wage-2026"]
