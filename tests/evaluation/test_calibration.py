import pytest

from bot.evaluation.calibration import CurvePoint, calibrate
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.types import Language
from tests.evaluation.factories import declined, question, record

_WRONG = ("16.5%",)


def _pairs() -> list[tuple[GoldQuestion, Record]]:
    """Four questions of each script's user: two right answers, a wrong one between them, one declined."""
    return [
        (question("a"), record("a", confidence=0.9)),
        (question("b", language=Language.ZH_HANS, gold_facts=_WRONG), record("b", confidence=0.7)),
        (question("c", language=Language.ZH_HANT), record("c", confidence=0.6)),
        (question("d", should_abstain=True), declined("d", confidence=0.1)),
    ]


def test_the_curve_runs_from_the_most_confident_answer_to_all_that_were_given() -> None:
    found = calibrate(_pairs())

    assert found.points == (
        CurvePoint(confidence=0.9, coverage=1 / 4, risk=0.0),
        CurvePoint(confidence=0.7, coverage=2 / 4, risk=1 / 2),
        CurvePoint(confidence=0.6, coverage=3 / 4, risk=1 / 3),
    )
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert found.n == 4


def test_confidence_is_judged_on_right_answers_and_on_answerable_questions() -> None:
    found = calibrate(_pairs())

    assert found.auroc_right == 0.5  # right 0.9 and 0.6 against wrong 0.7
    assert found.auroc_answerable == 1.0  # 0.9, 0.7, 0.6 against 0.1


def test_answers_of_one_confidence_stand_or_fall_together() -> None:
    pairs = [
        (question("a"), record("a", confidence=0.8)),
        (question("b", gold_facts=_WRONG), record("b", confidence=0.8)),
    ]
    assert calibrate(pairs).points == (CurvePoint(confidence=0.8, coverage=1.0, risk=0.5),)


def test_what_exports_no_confidence_or_has_no_label_takes_no_part() -> None:
    found = calibrate([(question("a"), record("a", confidence=None)), (question("b", gold_facts=()), record("b"))])
    assert (found.points, found.area, found.auroc_right, found.n) == ((), None, None, 0)
