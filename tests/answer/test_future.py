"""Questions about the future, and the facts that can answer them."""

import pytest

from bot.answer.evidence import EvidenceJudge, Verdict
from bot.answer.future import asks_ahead, speaks_ahead
from bot.answer.question import read_question
from bot.languages.terms import TermIndex
from bot.types import Language, Status
from tests.answer.judging import OUTSIDE, judge_of, judged, ranked_facts
from tests.factories import corpus_of, fact


@pytest.mark.parametrize(
    "text",
    [
        "will our shares go up after the listing",
        "how many filings will be approved next year",
        "is the levy going to rise",
        "what are our chances of approval",
        "三年后会不会加到300间",
        "明年利得稅會唔會加",
        "專班明年有幾多個團",
        "我哋有幾成把握",
    ],
)
def test_what_will_be_is_asked_ahead(text: str) -> None:
    assert asks_ahead(text)


@pytest.mark.parametrize(
    "text",
    [
        "will I have to pay tax on it",
        "how long will the bank take",
        "we want to list next year, what profit do we need",
        "what is the target for next year",
        "我們會唔會被徵稅",
        "明年我们想去香港上市，利润要多少",
        "公众持股不够了，会不会停牌",
        "如果升級，費用會不會加",
    ],
)
def test_a_rule_a_plan_or_the_askers_own_plan_is_not(text: str) -> None:
    assert not asks_ahead(text)


def test_a_fact_of_today_does_not_answer_what_will_be() -> None:
    assert judged("Is the tax rate going to rise?", fact())[0] == Verdict(status=Status.NO_EVIDENCE, reason="future")


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("人才通行證計劃的名單涵蓋200所院校。", False),
        ("政府計劃在明年增加名額。", True),
        ("截至2024年10月共有185所。", False),
    ],
)
def test_neither_the_name_of_a_scheme_nor_a_past_date_looks_ahead(text: str, ahead: bool) -> None:
    assert speaks_ahead(text) is ahead


def test_a_fact_that_looks_ahead_does() -> None:
    plan = fact(text="The Government plans a tax rate of 8.25%.")

    assert judged("Is the tax rate going to rise?", fact(id="now"), plan) == (Verdict(status=Status.ANSWERED), "rate")


def test_a_year_after_the_material_lies_in_the_future() -> None:
    one = corpus_of(fact(text="Some 500 taxpayers joined in 2026."))
    judge = EvidenceJudge(judge_of(one)._sparse, TermIndex([]), OUTSIDE, newest="2026-11")
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN)

    assert judge(read_question("How many taxpayers are there in 2030?", Language.EN), found)[0].reason == "future"
