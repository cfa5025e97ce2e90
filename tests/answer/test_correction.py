"""A figure that a question takes for granted is set right only where the answer's lead states another of its kind."""

import pytest

from bot.answer.correction import contradicted
from bot.app import Bot
from bot.types import Fact, Language, Status
from tests.factories import corpus_of, fact

_LEAD = fact(id="lead", text="The tax rate is 8.25% and the fee is HK$2,000, paid within 14 days.")


def _found(question: str, *facts: Fact) -> str:
    one = corpus_of(*(facts or (_LEAD,)))
    return contradicted(question, [one.view((facts or (_LEAD,))[0].id, Language.EN)])


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("The rate is 15%, right?", "15%"),
        ("Is it true that the fee is HK$5,000?", "HK$5,000"),
        ("I heard it takes 30 days", "30 days"),
        ("听说费用要5000元", "5000元"),
        ("稅率係咪15%", "15%"),
        ("聽講要三十日內交", "三十日"),
        ("我听说税率是15%", "15%"),
        ("税率是15%吗", "15%"),
        ("稅率是不是15%？費用是5000元嗎", "15%"),
    ],
)
def test_a_figure_assumed_that_the_lead_states_otherwise_is_named(question: str, figure: str) -> None:
    assert _found(question) == figure


@pytest.mark.parametrize(
    "question",
    [
        "The rate is 8.25%, right?",
        "What is left of 15%?",
        "Our margin is 15%, is it true that we pay tax?",
        "Is HK$5,000 enough, right?",
        "我们公司的利润率15%，是不是要交税",
        "打算投5000元，系咪得",
        "听说费用要5000元人民币",
        "听说要三个月",
        "Is it true that the fee is HK$5 million?",
        "15% or 20%, right?",
    ],
    ids=[
        "the same",
        "not assumed",
        "own",
        "enough",
        "own in Chinese",
        "a plan",
        "another currency",
        "another kind",
        "far",
        "two",
    ],
)
def test_what_is_no_false_claim_about_the_lead_is_left_alone(question: str) -> None:
    assert _found(question) == ""


@pytest.mark.parametrize(
    "others",
    [
        (fact(id="sibling", text="Another rate is 15%."),),
        (fact(id="lead", text="The rate lies between 10% and 20%."),),
        (fact(id="lead", text="The rate is 8.25%.", superseded_by="sibling"),),
        (fact(id="lead", text="The rate is 8.25%.", disputed=True),),
        (fact(id="lead", text="The rate is about 14%."),),
    ],
    ids=["another fact has it", "within", "replaced", "disputed", "about"],
)
def test_a_figure_that_may_be_right_is_left_alone(others: tuple[Fact, ...]) -> None:
    lead, *rest = others if others[0].id == "lead" else (_LEAD, *others)

    assert _found("The rate is 15%, right?", lead, *rest) == ""


def test_a_figure_that_has_been_replaced_is_wrong_even_within_those_of_the_lead() -> None:
    lead = fact(id="lead", text="The profit is HK$20 million a year and HK$80 million in all.")
    old = fact(id="old", text="The profit was HK$50 million.", superseded_by="lead")

    assert _found("I heard the profit must be HK$50 million", lead) == ""
    assert _found("I heard the profit must be HK$50 million", lead, old) == "HK$50 million"


_MISTAKEN = [
    ("I heard Hong Kong's minimum wage is HK$50 an hour, is it true?", "HK$50"),
    ("听说最低工资是50块一小时，是吗", "50块"),
    ("聽講最低工資係五十蚊一個鐘，係咪", "五十蚊"),
]


@pytest.mark.parametrize(("question", "figure"), _MISTAKEN)
def test_the_answer_begins_with_what_the_question_has_wrong(bot: Bot, question: str, figure: str) -> None:
    answer = bot.advisor.answer(question)

    assert answer.status is Status.ANSWERED
    assert figure in answer.correction
    assert answer.text.startswith(answer.correction)
    assert "43.1" in answer.sentences[0].text


@pytest.mark.parametrize(("question", "figure"), _MISTAKEN)
def test_no_sentence_states_the_mistaken_figure_and_each_is_cited(bot: Bot, question: str, figure: str) -> None:
    answer = bot.advisor.answer(question)

    assert all(sentence.citations and figure not in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "What is the minimum wage?",
        "听说最低工资是43.1港元，是吗",
        "I pay my staff HK$50 an hour, is it true that the minimum wage rose?",
    ],
)
def test_an_answer_to_a_question_without_a_mistake_begins_with_its_evidence(bot: Bot, question: str) -> None:
    answer = bot.advisor.answer(question)

    assert answer.correction == ""
    assert answer.text.startswith(answer.sentences[0].text)
