"""Fits `bot/answer/domain.npz`, which tells whether a question is about the sheets: `python -m tests.fit_domain`.

About them are the questions that the encoder and the matcher were trained on; about other things are `off_topic.tsv`
and the questions about the world at large in the encoder's pairs. How much to hold the weights back is chosen on kinds
of question and on topics that were left out; what the signal counts beside the ranking, on `users.tsv`. Prints how well
off-topic questions are told from those that have an answer, without and with it, on that and on `fresh.tsv`, on which
nothing is fitted. Run it when the encoder or the ranking change or topics are added, and then
`python -m tests.fit_confidence`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answer.domain import WEIGHTS, save
from bot.answer.question import clean, read_question
from bot.app import Bot, build_bot, build_retriever
from bot.encoder.encoder import NgramEncoder
from bot.encoder.training.data import OWN_PAIRS, QUESTIONS
from bot.evaluation.statistics import Table, auroc
from bot.retrieval.hybrid import HybridRetriever
from bot.settings import go_offline, load_settings
from bot.types import Language, Query
from tests.labelled import COLLECTION

_GENERAL = ("culture-sport-life", "history-geography", "science-technology", "state-law-society")
_ASKING = ("?", "？")  # what a question of those pairs ends with
_ABOUT = ("taught", "matched")
_COUNTS = {"taught": 2500.0, "matched": 2500.0, "off_topic": 3500.0, "general": 1500.0}  # questions it counts for
_RIDGES = (0.1, 0.3, 1.0, 3.0)
_AS_GOOD = 0.005  # of an AUROC: of ridges this near the best the one that holds back most is taken
_FOLDS = 5
_STEPS = 15
_CANDIDATES = 40
_OFF_TOPIC = "off-topic"
_BARS = (5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0, 8.5, 9.0)

_Labels = npt.NDArray[np.bool_]
_Folds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Taught:
    """Vectors of questions, whether each is about the sheets' subjects, what it counts, and the fold that it is in."""

    vectors: Table
    is_about: _Labels
    counts: Table
    folds: _Folds


def main() -> None:
    """Fit, write the weights, and measure."""
    go_offline()
    ngrams = NgramEncoder()
    taught = _read(ngrams)
    held_out = {ridge: _held_out(taught, ridge) for ridge in _RIDGES}
    found = " ".join(f"{ridge}: {area:.3f}" for ridge, area in held_out.items())
    sys.stdout.write(f"questions of kinds left out, AUROC by ridge: {found}\n")
    ridge = max(ridge for ridge, area in held_out.items() if area > max(held_out.values()) - _AS_GOOD)
    weights = _newton(_with_bias(taught.vectors), taught.is_about, taught.counts, ridge)
    bot, retriever = build_bot(load_settings()), build_retriever(load_settings())
    ranked = {name: _ranked(name, bot, retriever, ngrams) for name in ("users.tsv", "fresh.tsv")}
    share = _share(ranked["users.tsv"], weights)
    sys.stdout.write(f"a unit of it counts for {share:.2f} of the ranking's\n")
    save((share * weights).astype(np.float32), WEIGHTS)
    for name, measured in ranked.items():
        for chinese in (False, True):
            title = f"{name}, {'Chinese' if chinese else 'English'}"
            sys.stdout.write(f"{title}: {_report(measured, share * weights, chinese)}\n")


def _read(ngrams: NgramEncoder) -> _Taught:
    sources = {
        "taught": [(fact.split("-")[0], text) for fact, _, text in _rows(QUESTIONS)],
        "matched": [(fact.split("-")[0], text) for fact, _, text in _rows(COLLECTION / "matched.tsv")],
        "off_topic": [(kind, text) for kind, _, text, _ in _rows(COLLECTION / "off_topic.tsv")],
        "general": [(name, text) for name in _GENERAL for text in _asking(name)],
    }
    kinds = {name: {kind: place for place, kind in enumerate(dict(rows))} for name, rows in sources.items()}
    sizes = [len(rows) for rows in sources.values()]
    return _Taught(
        ngrams.embed([text for rows in sources.values() for _, text in rows]).astype(np.float64),
        np.repeat([name in _ABOUT for name in sources], sizes),
        np.repeat([_COUNTS[name] / len(rows) for name, rows in sources.items()], sizes),
        np.array([kinds[name][kind] % _FOLDS for name, rows in sources.items() for kind, _ in rows]),
    )


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _asking(name: str) -> list[str]:
    return [text for row in _rows(OWN_PAIRS / f"{name}.tsv") for text in row if text.endswith(_ASKING)]


def _with_bias(vectors: Table) -> Table:
    return np.hstack([vectors, np.ones((len(vectors), 1))])


def _held_out(taught: _Taught, ridge: float) -> float:
    """The AUROC over questions of kinds and topics that each fit has not seen, the mean of the folds."""
    table, areas = _with_bias(taught.vectors), []
    for fold in range(_FOLDS):
        kept, left = taught.folds != fold, taught.folds == fold
        weights = _newton(table[kept], taught.is_about[kept], taught.counts[kept], ridge)
        odds = table[left] @ weights
        areas.append(auroc(list(odds[taught.is_about[left]]), list(odds[~taught.is_about[left]])) or 0.0)
    return float(np.mean(areas))


def _newton(table: Table, wanted: _Labels, counts: Table, ridge: float) -> Table:
    """Logistic regression; the last column, the bias, is not held back."""
    penalty = np.full(table.shape[1], ridge)
    penalty[-1] = 0.0
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (chances - wanted)) + penalty * weights
        curvature = (table * (counts * chances * (1 - chances))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(curvature, slope)
    return weights


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The vector of each question, the log-odds of its likeliest fact, whether it has an answer and is Chinese."""

    vectors: Table
    odds: Table
    has_answer: _Labels
    is_chinese: _Labels


def _ranked(name: str, bot: Bot, retriever: HybridRetriever, ngrams: NgramEncoder) -> _Ranked:
    """The questions with an answer and those off topic; others are on topic and tell nothing."""
    rows = [row for row in _rows(COLLECTION / name) if row[3] != "NONE" or row[0] == _OFF_TOPIC]
    texts, languages = [clean(row[2]) for row in rows], [Language(row[1]) for row in rows]
    odds = []
    for text, language in zip(texts, languages, strict=True):
        query = Query(text=text, language=language)
        found = retriever.retrieve(query, retriever.embed(query), _CANDIDATES)
        odds.append(max(one.unread for one in bot.advisor.ranker(read_question(text, language), found)))
    return _Ranked(
        ngrams.embed(texts).astype(np.float64),
        np.array(odds),
        np.array([row[3] != "NONE" for row in rows]),
        np.array([language.is_chinese for language in languages]),
    )


def _share(taught: _Ranked, weights: Table) -> float:
    """What the signal counts as a share of what the log-odds of the ranking do, both told from the same questions."""
    signals = np.stack([taught.odds, _with_bias(taught.vectors) @ weights, taught.is_chinese], axis=1)
    of_odds, of_signal, *_ = _newton(_with_bias(signals), taught.has_answer, np.ones(len(signals)), 0.0)
    return float(of_signal / of_odds)


def _report(measured: _Ranked, weights: Table, chinese: bool) -> str:
    among = measured.is_chinese == chinese
    has_answer = measured.has_answer[among]
    areas, shares = [], []
    odds = measured.odds[among]
    for one in (odds, odds + _with_bias(measured.vectors[among]) @ weights):
        areas.append(f"{auroc(list(one[has_answer]), list(one[~has_answer])):.3f}")
        shares = [f"{bar}: {np.mean(one[has_answer] < bar):.3f}/{np.mean(one[~has_answer] < bar):.3f}" for bar in _BARS]
    return f"AUROC {' -> '.join(areas)}; share below, answerable/off topic: {' '.join(shares)}"


if __name__ == "__main__":
    main()
