"""Whole procedures and lists: which questions get them, in what order, and how they are set out."""

import pytest

from bot.answer.whole import set_out
from bot.app import Bot
from bot.types import Answer, Language, Status

from .shapes import Labelled, read

_PROCEDURES, _LISTS = read("procedures"), read("lists")


def _shape(bot: Bot, one: Labelled) -> str:
    """The section whose parts an answer sets out; `-` where it sets out none."""
    answer = bot.advisor.answer(one.question, one.language)
    marked = [sentence.citations[0] for sentence in answer.sentences if sentence.mark]
    ids = [citation.passage_id.rpartition("#")[2] for citation in answer.citations if citation.n in marked]
    sections = {bot.advisor.corpus.view(name, one.language).section.id for name in ids}
    return sections.pop() if len(sections) == 1 else "-"


@pytest.mark.parametrize("questions", [_PROCEDURES, _LISTS], ids=["procedures", "lists"])
def test_what_is_set_out_is_what_was_asked_for(bot: Bot, questions: list[Labelled]) -> None:
    found = [(_shape(bot, one), one) for one in questions]
    assert not [(shape, one.question) for shape, one in found if shape not in ("-", one.label)]


@pytest.mark.parametrize(("questions", "least"), [(_PROCEDURES, 4), (_LISTS, 16)], ids=["procedures", "lists"])
def test_procedures_and_lists_are_found(bot: Bot, questions: list[Labelled], least: int) -> None:
    assert sum(one.label != "-" and _shape(bot, one) == one.label for one in questions) >= least


def test_steps_are_numbered_in_the_order_of_the_sheet(bot: Bot) -> None:
    answer = bot.advisor.answer("非香港公司注册手续怎么办", Language.ZH_HANS)
    facts = [citation.passage_id.rpartition("#")[2] for citation in answer.citations]
    assert facts == ["branch-one-month", "branch-documents", "branch-business-registration", "branch-representative"]
    assert [line[:3] for line in answer.text.splitlines()] == ["1. ", "2. ", "3. ", "4. "]


def test_all_members_of_a_list_are_named(bot: Bot) -> None:
    answer = bot.advisor.answer("境外上市的红线有哪些", Language.ZH_HANS)
    assert [sentence.mark for sentence in answer.sentences] == ["•"] * 5
    assert answer.text.startswith("• ")


def test_a_question_for_one_detail_of_a_procedure_is_no_how_to(bot: Bot) -> None:
    answer = bot.advisor.answer("How do I pay the fee to register a branch, and how much is the fee?")
    assert not any(sentence.mark for sentence in answer.sentences)


def test_what_a_model_has_worded_is_left_as_it_is(bot: Bot) -> None:
    answer = Answer(language=Language.EN, status=Status.ANSWERED, text="It is so. [1]", mode="llm")
    assert set_out(answer, "step", bot.advisor.corpus) is answer
