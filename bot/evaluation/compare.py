"""What changed between two runs, question by question, and whether the figures' changes are more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.evaluation.measures import MEASURES
from bot.evaluation.parity import stated_magnitudes
from bot.evaluation.run import Run
from bot.evaluation.scoring import ScoredAnswer, is_better, score, tables
from bot.evaluation.statistics import Difference
from bot.evaluation.statistics import compare as differences
from bot.figures import values
from bot.types import JsonObject

_CALLED = {True: "better", False: "worse"}
_IGNORED = ("started_at", "questions_sha256", "n_questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One question whose answer is not what it was."""

    question_id: str
    question: str
    verdict: str
    """`better`, `worse`, or `changed` where the measures see no difference."""
    status: tuple[str, str]
    figures: tuple[tuple[str, ...], tuple[str, ...]]
    """Figures that only the first and only the second answer states."""
    measures: Mapping[str, tuple[float | None, float | None]]
    reason: str
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs, the second seen from the first."""

    before: str
    after: str
    n: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    settings: Mapping[str, tuple[object, object]]
    """What the runs were made with, where it differs, by dotted name."""
    measures: Mapping[str, Difference]
    changes: tuple[Change, ...]


def compare_runs(before: Run, after: Run) -> Comparison:
    """Pair the first answers of two runs by question id."""
    old, new = _by_question(score(before)), _by_question(score(after))
    shared = [name for name in old if name in new]
    pairs = [(old[name], new[name]) for name in shared]
    found = differences(
        tables([one for one, _ in pairs]),
        tables([other for _, other in pairs]),
        [one.question.group for one, _ in pairs],
    )
    return Comparison(
        before=str(before.folder),
        after=str(after.folder),
        n=len(shared),
        only_before=tuple(name for name in old if name not in new),
        only_after=tuple(name for name in new if name not in old),
        settings=_changed_settings(before.about, after.about),
        measures=dict(zip(MEASURES, found, strict=True)),
        changes=tuple(change for one, other in pairs if (change := _change(one, other))),
    )


def to_json(comparison: Comparison) -> JsonObject:
    """The comparison as `compare.json`: counts of each verdict, then all of it."""
    verdicts = [change.verdict for change in comparison.changes]
    counts = {verdict: verdicts.count(verdict) for verdict in ("better", "worse", "changed")}
    found = asdict(comparison)
    return {
        **counts,
        "changed_status": sum(change.status[0] != change.status[1] for change in comparison.changes),
        "changed_figures": sum(any(change.figures) for change in comparison.changes),
        **found,
    }


def _by_question(scored: Sequence[ScoredAnswer]) -> dict[str, ScoredAnswer]:
    return {one.question.id: one for one in scored if one.record.repeat == 0}


def _change(one: ScoredAnswer, other: ScoredAnswer) -> Change | None:
    moved = {
        name: (one.shares[name].value, other.shares[name].value)
        for name in MEASURES
        if one.shares[name].value != other.shares[name].value
    }
    same_text = one.record.text == other.record.text
    if not moved and same_text and one.record.status is other.record.status:
        return None
    return Change(
        question_id=one.question.id,
        question=one.question.question,
        verdict=_verdict(moved),
        status=(one.record.status.value, other.record.status.value),
        figures=_figures(one, other),
        measures=moved,
        reason=other.reason,
        texts=("", "") if same_text else (one.record.text, other.record.text),
    )


def _verdict(moved: Mapping[str, tuple[float | None, float | None]]) -> str:
    """By the first measure, in their order of weight, that both runs have and that differs."""
    for name, (before, after) in moved.items():
        if before is not None and after is not None:
            return _CALLED[is_better(name, after - before)]
    return "changed"


def _figures(one: ScoredAnswer, other: ScoredAnswer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if stated_magnitudes(one.record) == stated_magnitudes(other.record):
        return (), ()
    before, after = (
        values("\n".join(sentence.text for sentence in answer.record.sentences)) for answer in (one, other)
    )
    return tuple(sorted(before - after)), tuple(sorted(after - before))


def _changed_settings(before: JsonObject, after: JsonObject) -> dict[str, tuple[object, object]]:
    old, new = _flat(before), _flat(after)
    names = sorted(old.keys() | new.keys())
    return {n: (old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n) and n not in _IGNORED}


def _flat(content: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in content.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat
