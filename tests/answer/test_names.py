"""When a name that a question gives is held to be known."""

import pytest

from bot.answer.evidence import Thresholds, Verdict
from bot.types import Language, Status
from tests.answer.judging import judged
from tests.factories import fact


def test_an_english_name_that_a_passage_has_need_not_be_in_the_lead() -> None:
    nova = fact(id="nova", text="Project Nova began.")

    assert judged('What is the tax rate of "Project Nova"?', fact(), nova, chances={"rate": 0.8}) == (
        Verdict(status=Status.ANSWERED),
        "rate",
    )


def test_a_name_made_of_words_that_only_stand_apart_is_not_known() -> None:
    apart = (fact(id="project", text="The project began."), fact(id="nova", text="Nova is a star."))

    verdict, _ = judged('What is the tax rate of "Project Nova"?', fact(), *apart, chances={"rate": 0.8})

    assert verdict == Verdict(status=Status.NO_EVIDENCE, reason="name")


def test_the_place_in_a_name_does_not_make_it_known() -> None:
    council = fact(text="The tax rate of the Hong Kong Trade Council is 8.25%.")

    assert judged("What is the tax rate of the Hong Kong Consumer Council?", council)[0].reason == "name"


@pytest.mark.parametrize(("thresholds", "lead"), [(Thresholds(name_held=0.2), "rate"), (Thresholds(name_held=0.3), "")])
def test_a_name_must_be_held_to_its_share(thresholds: Thresholds, lead: str) -> None:
    evidence = fact(text="新星的稅率為8.25%。")
    question = "「新星大樓計劃」的稅率是多少？"

    found = judged(question, evidence, language=Language.ZH_HANT, thresholds=thresholds)

    assert found[1] == lead


def test_a_chinese_company_that_no_passage_knows_is_a_name_without_evidence() -> None:
    evidence = fact(text="公司的稅率為8.25%。")

    found = judged("蚂蚁集团的税率是多少？", evidence, language=Language.ZH_HANS)

    assert found == (Verdict(status=Status.NO_EVIDENCE, reason="name"), "")


@pytest.mark.parametrize("question", ["蚂蚁集团的税率是多少？", "初創公司的稅率是多少？"])
def test_a_company_or_a_kind_of_company_that_a_passage_knows_may_be_answered(question: str) -> None:
    evidence = (fact(text="公司的稅率為8.25%。"), fact(id="known", text="螞蟻集團與初創公司。"))

    assert judged(question, *evidence, language=Language.ZH_HANS, chances={"rate": 0.8})[1] == "rate"


_RENT = fact(id="rent", text="The rent in Wan Chai is HK$50 a square foot.")


@pytest.mark.parametrize(("district", "lead"), [("Kowloon", ""), ("Wan Chai", "rent")])
def test_the_price_of_one_district_is_not_that_of_another(district: str, lead: str) -> None:
    assert judged(f"How much money is the rent in {district}?", _RENT)[1] == lead


def test_a_rule_answers_for_a_case_set_in_any_district() -> None:
    assert judged("Who handles my flat in Kowloon?", fact(text="The Secretary in Wan Chai handles it."))[1] == "rate"
