"""How well the exported confidence tells when to answer: risk against coverage, and areas under ROC curves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.measures import handled_rightly
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.evaluation.statistics import auroc


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Were only answers of at least this confidence given: which share of questions, and which share of those wrong."""

    confidence: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The curve, from the most confident answer to all that were given: its last point is the chosen one.

    `area` is the mean risk over the curve (AURC; Geifman and El-Yaniv, NeurIPS 2017), None without answers.
    `auroc_right`: does confidence tell right answers from wrong ones, among those given? `auroc_answerable`: does it
    tell questions that have an answer from those that have none, among all? `n` counts the labelled questions.
    """

    points: tuple[CurvePoint, ...]
    area: float | None
    auroc_right: float | None
    auroc_answerable: float | None
    n: int


def calibrate(pairs: Iterable[tuple[GoldQuestion, Record]]) -> Calibration:
    """Read the curve off labelled questions whose answers export a confidence."""
    labelled = [(q, r, r.confidence) for q, r in pairs if q.is_labelled and r.confidence is not None]
    given = [(level, bool(handled_rightly(q, r).part)) for q, r, level in labelled if not (r.abstained or r.failed)]
    points = _curve(sorted(given, key=lambda one: -one[0]), len(labelled))
    return Calibration(
        points=points,
        area=sum(point.risk for point in points) / len(points) if points else None,
        auroc_right=auroc([c for c, right in given if right], [c for c, right in given if not right]),
        auroc_answerable=auroc(
            [level for q, _, level in labelled if not q.should_abstain],
            [level for q, _, level in labelled if q.should_abstain],
        ),
        n=len(labelled),
    )


def _curve(given: Sequence[tuple[float, bool]], total: int) -> tuple[CurvePoint, ...]:
    points, wrong = [], 0
    for count, (level, right) in enumerate(given, 1):
        wrong += not right
        last_of_its_level = count == len(given) or given[count][0] != level
        if last_of_its_level:  # answers of one confidence stand or fall together
            points.append(CurvePoint(confidence=level, coverage=count / total, risk=wrong / count))
    return tuple(points)
