"""Fits `bot/answer/ranking_weights.py` on questions labelled with the facts that answer them.

`python -m tests.fit_ranking` prints the weights and how the ranking does on `fresh.tsv`, which is never fitted on.
Run it when retrieval changes or the labelled questions do.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answer.corpus import Corpus
from bot.answer.question import clean, read_question
from bot.answer.ranking import Ranker
from bot.app import build_bot, build_retriever
from bot.settings import go_offline, load_settings
from bot.types import Query
from tests.labelled import Labelled, read_asked, read_labelled

_CANDIDATES = 40
_HELPS = (
    *(f"{what}_{how}" for how in ("sparse", "dense", "across") for what in ("fact", "asked", "section")),
    *("covered", "figures", "year_match", "detail"),
)
_HURTS = (
    "year_miss",
    "older_year",
    "city_miss",
    "other_place",
    "terms_missing",
    "no_detail",
    "superseded",
    "inference",
)
# Rules of the house, which questions of the collection touch too seldom to be learnt from.
_RULES = {
    "text": 5.0,
    "gap": -0.7,
    "full_year": 0.5,
    "other_span": -1.5,
    "place_miss": -2.0,
    "contact": -0.5,
    "disputed": -1.5,
}
_RIDGE = 0.003
_STEPS = 800
_RATE = 0.05

_Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Set:
    """Signals of candidates, shape (questions, candidates, signals), and which of them answer."""

    signals: _Table
    offsets: _Table
    answers: npt.NDArray[np.bool_]


def main() -> None:
    """Fit each language on `asked.tsv` and `users.tsv`, print the weights, and measure on `fresh.tsv`."""
    go_offline()
    settings = load_settings()
    retriever, bot = build_retriever(settings), build_bot(settings)
    corpus: Corpus = bot.advisor.corpus
    ranker = Ranker(corpus, bot.index.sparse)
    names = (*_HELPS, *_HURTS)

    def signals(questions: Sequence[Labelled], *, chinese: bool) -> _Set:
        tables, offsets, answers = [], [], []
        for one in questions:
            if one.language.is_chinese is not chinese or not one.facts:
                continue
            query = Query(text=clean(one.text), language=one.language)
            found = retriever.retrieve(query, retriever.embed(query), _CANDIDATES)
            rows = ranker.signals(read_question(query.text, query.language), found)
            tables.append([[row[name] for name in names] for row in rows])
            offsets.append([sum(weight * row.get(name, 0.0) for name, weight in _RULES.items()) for row in rows])
            answers.append([candidate.fact_id in one.facts for candidate in found])
        return _Set(np.array(tables), np.array(offsets), np.array(answers))

    for chinese in (False, True):
        taught = signals([*read_asked(), *read_labelled("users.tsv")], chinese=chinese)
        weights = _fit(taught, names)
        sys.stdout.write(f"    Language.{'ZH_HANT' if chinese else 'EN'}: {{\n")
        for name, weight in (*zip(names, weights, strict=True), *_RULES.items()):
            sys.stdout.write(f'        "{name}": {weight:.2f},\n')
        sys.stdout.write("    },\n")
        for title, data in (("taught", taught), ("fresh", signals(read_labelled("fresh.tsv"), chinese=chinese))):
            sys.stderr.write(f"{title}: {_report(data, weights)}\n")


def _fit(data: _Set, names: Sequence[str]) -> _Table:
    """Weights of least cross-entropy, each of the sign that its meaning demands, by projected gradient (Adam)."""
    known = data.answers.any(axis=1)
    table, offsets, answers = data.signals[known], data.offsets[known], data.answers[known]
    spread = table.std(axis=(0, 1)) + 1e-6
    table = table / spread
    least = np.array([0.0 if name in _HELPS else -np.inf for name in names])
    most = np.array([0.0 if name in _HURTS else np.inf for name in names])
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(_STEPS):
        chances = _softmax(table @ weights + offsets)
        wanted = np.where(answers, chances, 0.0)
        wanted /= wanted.sum(axis=1, keepdims=True)
        slope = np.einsum("qc,qcs->s", chances - wanted, table) / len(table) + 2 * _RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = np.clip(weights - _RATE * (1 - step / _STEPS) * mean / (np.sqrt(square) + 1e-8), least, most)
    fitted: _Table = weights / spread
    return fitted


def _softmax(scores: _Table) -> _Table:
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: _Table = shares / shares.sum(axis=1, keepdims=True)
    return chances


def _report(data: _Set, weights: _Table) -> str:
    chances = _softmax(data.signals @ weights + data.offsets)
    order = np.argsort(-chances, axis=1, kind="stable")
    answers = np.take_along_axis(data.answers, order, axis=1)
    shares = " ".join(f"R@{depth} {answers[:, :depth].any(axis=1).mean():.3f}" for depth in (1, 2, 4, 8))
    first = chances.max(axis=1)
    bands = [(first >= low) & (first < low + 0.25) for low in (0.0, 0.25, 0.5, 0.75)]
    bands[-1] |= first >= 1.0
    calibrated = " ".join(f"{first[band].mean():.2f}:{answers[band, 0].mean():.2f}" for band in bands if band.any())
    return f"n {len(answers)} {shares}; chance of the first and how often it answers, by quarter: {calibrated}"


if __name__ == "__main__":
    main()
