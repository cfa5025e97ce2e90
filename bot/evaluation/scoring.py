"""Scoring a run: a row of shares a question in `scores.jsonl`, and their sums, with intervals, in `summary.json`."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.evaluation.calibration import calibrate
from bot.evaluation.diagnosis import diagnose
from bot.evaluation.measures import LOWER_IS_BETTER, MEASURES, Share, measure
from bot.evaluation.parity import parallel_groups, parity
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.evaluation.run import Run
from bot.evaluation.statistics import Table, estimate, percentiles
from bot.files import write_atomically
from bot.types import JsonObject

_PERCENTILES = (50, 95, 99)
_SLICES: Mapping[str, Callable[[GoldQuestion], str]] = {
    "by_language": lambda question: question.language.value if question.language else "",
    "by_kind": lambda question: question.kind,
    "by_topic": lambda question: question.topic,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAnswer:
    """A question, its answer, every measure of it and, when something is wrong, the reason found."""

    question: GoldQuestion
    record: Record
    shares: Mapping[str, Share]
    reason: str


def score(run: Run) -> tuple[ScoredAnswer, ...]:
    """Measure every answer of a run, in the order of the questions."""
    by_id = {question.id: question for question in run.questions}
    return tuple(_scored(by_id[record.question_id], record) for record in run.records)


def _scored(question: GoldQuestion, record: Record) -> ScoredAnswer:
    shares = measure(question, record)
    return ScoredAnswer(question=question, record=record, shares=shares, reason=diagnose(question, record, shares))


def summarise(run: Run, scored: Sequence[ScoredAnswer]) -> JsonObject:
    """The figures of a run: of all questions at the top, then by language, kind and topic."""
    about = run.about
    target = about["target"]
    groups = parallel_groups((one.question, one.record) for one in scored)
    return {
        "n": len({one.question.id for one in scored}),
        "n_answers": len(scored),
        "n_questions": about["n_questions"],
        "complete": len(scored) == about["n_questions"] * about["repeat"],
        **_figures(scored),
        "statuses": dict(sorted(Counter(one.record.status.value for one in scored).items())),
        "parity": {
            "n": len(groups),
            **{aspect: share.value for aspect, share in parity(groups).items()},
            "differing": {group.name: list(group.differs) for group in groups if group.differs},
        },
        "calibration": asdict(calibrate((one.question, one.record) for one in scored)),
        "spread": _spread(scored, about["repeat"]),
        **{name: _sliced(scored, key) for name, key in _SLICES.items()},
        "commit": about["commit"],
        "mode": _named(one.record.mode for one in scored),
        "model": _named(one.record.model for one in scored),
        "corpus_version": target.get("corpus_version"),
        "settings": {name: about[name] for name in ("ask_in", "repeat", "workers", "questions_sha256")}
        | {"target": target},
        "started_at": about["started_at"],
    }


def write_scores(run: Run, scored: Sequence[ScoredAnswer], summary: JsonObject) -> None:
    """Write `scores.jsonl` and `summary.json` into the run's folder."""
    rows = "".join(json.dumps(_row(one), ensure_ascii=False) + "\n" for one in scored)
    write_atomically(run.folder / "scores.jsonl", rows, option="--out")
    write_json(run.folder / "summary.json", summary)


def write_json(path: Path, content: JsonObject) -> None:
    """Write an object as readable JSON."""
    write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n", option="--out")


def tables(scored: Sequence[ScoredAnswer]) -> tuple[Table, Table]:
    """What is as it should be, and of how much, shape (answers, measures) each."""
    part = [[one.shares[name].part for name in MEASURES] for one in scored]
    of = [[one.shares[name].of for name in MEASURES] for one in scored]
    shape = (len(scored), len(MEASURES))
    return np.array(part, dtype=np.float64).reshape(shape), np.array(of, dtype=np.float64).reshape(shape)


def _figures(scored: Sequence[ScoredAnswer]) -> JsonObject:
    part, of = tables(scored)
    found = dict(zip(MEASURES, estimate(part, of, [one.question.group for one in scored]), strict=True))
    return {
        **{name: one.value for name, one in found.items()},
        "intervals": {name: [one.low, one.high] for name, one in found.items()},
        "measured": {name: one.n for name, one in found.items()},
        "latency_ms": percentiles([one.record.latency_ms for one in scored if not one.record.failed], _PERCENTILES),
    }


def _sliced(scored: Sequence[ScoredAnswer], key: Callable[[GoldQuestion], str]) -> JsonObject:
    names = sorted({key(one.question) for one in scored} - {""})
    return {name: _slice([one for one in scored if key(one.question) == name]) for name in names}


def _slice(scored: Sequence[ScoredAnswer]) -> JsonObject:
    return {"n": len({one.question.id for one in scored}), **_figures(scored)}


def _spread(scored: Sequence[ScoredAnswer], repeats: int) -> JsonObject:
    """Of each measure, its value in every repeat and their standard deviation; empty when all was asked once."""
    if repeats == 1:
        return {}
    by_repeat = [_figures([one for one in scored if one.record.repeat == repeat]) for repeat in range(repeats)]
    spread = {}
    for name in MEASURES:
        values = [figures[name] for figures in by_repeat]
        known = [value for value in values if value is not None]
        spread[name] = {"values": values, "sd": float(np.std(known, ddof=1)) if len(known) > 1 else None}
    return spread


def _row(one: ScoredAnswer) -> JsonObject:
    record = one.record
    return {
        "question_id": record.question_id,
        "repeat": record.repeat,
        "language": one.question.language,
        "topic": one.question.topic,
        "kind": one.question.kind,
        "group": one.question.group,
        "status": record.status.value,
        "confidence": record.confidence,
        "latency_ms": record.latency_ms,
        **{name: share.value for name, share in one.shares.items()},
        "measured": {name: share.of for name, share in one.shares.items() if share.of},
        "reason": one.reason,
    }


def _named(names: Iterable[str]) -> str | None:
    return ", ".join(sorted(set(filter(None, names)))) or None


def is_better(name: str, change: float) -> bool:
    """Whether a change of a measure is for the better."""
    return change < 0 if name in LOWER_IS_BETTER else change > 0
