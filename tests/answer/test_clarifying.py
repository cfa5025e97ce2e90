from pathlib import Path

import pytest

from bot.answer.follow_up import is_short
from bot.app import Bot
from bot.evaluation.questions import read_questions
from bot.types import Language, Status
from tests.labelled import read_asked, read_labelled

_COLLECTION = Path(__file__).parent.parent / "collection"
_MOST_ASKED_BACK = 0.005  # of the questions that the sheets answer


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how much is the fee", Language.EN),
        ("How long does it take?", Language.EN),
        ("tax rate?", Language.EN),
        ("税率？", Language.ZH_HANS),
        ("要多久", Language.ZH_HANS),
        ("申请条件", Language.ZH_HANS),
        ("要幾耐", Language.ZH_HANT),
        ("有咩條件", Language.ZH_HANT),
        ("稅率係幾多", Language.ZH_HANT),
    ],
)
def test_a_question_without_a_subject_is_asked_back(bot: Bot, question: str, language: Language) -> None:
    answer = bot.advisor.answer(question, language)
    headings = {
        question
        for document in bot.advisor.corpus.documents(language)
        for question in (section.heading for section in document.sections)
    }

    assert (answer.status, answer.citations) == (Status.CLARIFICATION, ())
    assert 2 <= len(answer.follow_up_suggestions) <= 4
    assert all(choice in answer.text for choice in answer.follow_up_suggestions)
    if language is not Language.ZH_HANS:  # derived, and so in no sheet
        assert headings.issuperset(answer.follow_up_suggestions)


@pytest.mark.parametrize("question", ["minimum wage?", "最低工资多少", "office rent", "投资移民", "HKIAC"])
def test_a_short_question_with_a_subject_is_answered(bot: Bot, question: str) -> None:
    assert bot.advisor.answer(question).status.has_evidence


def test_a_follow_up_has_the_subject_of_its_conversation(bot: Bot) -> None:
    answer = bot.advisor.answer("how long does it take?", history=["How do we register a company in Hong Kong?"])

    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    ("earlier", "question", "topic"),
    [
        ("What tax rate does a corporate treasury centre pay?", "how much is the fee", "corporate-treasury-centres"),
        ("what's the minimum wage", "how much is the fee", "travel-and-employment"),
        ("BUD Fund amount", "how long does it take?", "export-support-and-funding"),
    ],
)
def test_what_is_asked_back_in_a_conversation_is_of_its_subject_first(
    bot: Bot, earlier: str, question: str, topic: str
) -> None:
    answer = bot.advisor.answer(question, history=[earlier])
    asked_back = answer.follow_up_suggestions[:1] if answer.status is Status.CLARIFICATION else ()
    headings = {
        section.heading
        for document in bot.advisor.corpus.documents(Language.EN)
        if document.topic == topic
        for section in document.sections
    }

    assert {*asked_back} <= headings
    assert answer.status is Status.CLARIFICATION or answer.citations[0].document_id == topic


def test_what_is_no_subject_here_is_declined_rather_than_asked_back(bot: Bot) -> None:
    assert bot.advisor.answer("讲笑话").status is Status.OUT_OF_SCOPE


def test_hardly_any_question_that_the_sheets_answer_is_asked_back(bot: Bot) -> None:
    labelled = [one for one in (*read_labelled("users.tsv"), *read_labelled("fresh.tsv"), *read_asked()) if one.facts]
    gold = [
        one
        for path in sorted(_COLLECTION.glob("*.jsonl"))
        for one in read_questions(path).questions
        if not (one.should_abstain or one.context)
    ]
    questions = [*((one.text, one.language) for one in labelled), *((one.question, one.language) for one in gold)]
    short = [(text, language) for text, language in questions if is_short(text)]  # no other can be asked back
    asked_back = [text for text, language in short if bot.advisor.answer(text, language).status is Status.CLARIFICATION]

    assert len(asked_back) <= _MOST_ASKED_BACK * len(questions), asked_back
