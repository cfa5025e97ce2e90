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
