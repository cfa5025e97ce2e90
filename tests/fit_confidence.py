"""Fits the weights of `bot/answer/confidence.py` on `users.tsv` and measures them on `fresh.tsv`.

`python -m tests.fit_confidence` prints the weights; run it when retrieval or ranking change.
"""

import sys
from collections.abc import Sequence

import numpy as np

from bot.answer.question import clean, read_question
from bot.app import Bot, build_bot, build_retriever
from bot.evaluation.statistics import Table, auroc
from bot.retrieval.hybrid import HybridRetriever
from bot.settings import go_offline, load_settings
from bot.types import Query
from tests.labelled import Labelled, read_labelled

_RIDGE = 2.0  # keeps weights small where few questions speak
_STEPS = 300
_CANDIDATES = 40
_HURTS = frozenset(("place", "name", "outside"))


def main() -> None:
    """Note signals of each question and whether it has an answer; fit, print weights, and the AUROC on both files."""
    go_offline()
    settings = load_settings()
    bot, retriever = build_bot(settings), build_retriever(settings)
    for chinese in (False, True):
        names, table, wanted = _signals(read_labelled("users.tsv"), bot, retriever, chinese=chinese)
        weights = _fit(table, wanted, names)
        sys.stdout.write(f"    Language.{'ZH_HANT' if chinese else 'EN'}: {{\n")
        for name, weight in zip(names, weights, strict=True):
            sys.stdout.write(f'        "{name}": {weight:.2f},\n')
        sys.stdout.write("    },\n")
        _, fresh, has_answer = _signals(read_labelled("fresh.tsv"), bot, retriever, chinese=chinese)
        for title, data, labels in (("taught", table, wanted), ("fresh", fresh, has_answer)):
            sys.stderr.write(f"{title}: {_report(data @ weights, labels)}\n")


def _signals(
    questions: Sequence[Labelled], bot: Bot, retriever: HybridRetriever, *, chinese: bool
) -> tuple[list[str], Table, Table]:
    ranker, judge = bot.advisor.ranker, bot.advisor.judge
    rows, labels = [], []
    for one in questions:
        if one.language.is_chinese is chinese:
            asked = read_question(clean(one.text), one.language)
            query = Query(text=asked.text, language=asked.language)
            ranked = ranker(asked, retriever.retrieve(query, retriever.embed(query), _CANDIDATES))
            if lead := judge.lead(asked, ranked):
                rows.append(judge.signals(asked, lead))
                labels.append(bool(one.facts))
    names = list(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows]), np.array(labels, dtype=np.float64)


def _fit(table: Table, wanted: Table, names: Sequence[str]) -> Table:
    """Ridge logistic regression by Newton's method; the bias is not held back, and no weight has the wrong sign."""
    signs = np.array([-1.0 if name in _HURTS else 1.0 for name in names])
    free = np.ones(len(names), dtype=bool)
    weights = np.zeros(len(names))
    while True:
        weights[:] = 0.0
        weights[free] = _newton(table[:, free], wanted, names.index("bias"))
        wrong = free & (weights * signs < 0) & (np.array(names) != "bias")
        if not wrong.any():
            return weights
        free &= ~wrong


def _newton(table: Table, wanted: Table, bias: int) -> Table:
    penalty = np.full(table.shape[1], _RIDGE)
    penalty[bias] = 0.0
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - wanted) + penalty * weights
        curvature = (table * (chances * (1 - chances))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(curvature, slope)
    return weights


def _report(odds: Table, labels: Table) -> str:
    area = auroc(list(odds[labels == 1]), list(odds[labels == 0]))
    chances = 1 / (1 + np.exp(-odds))
    at = " ".join(
        f"{least}: {np.mean(chances[labels == 1] < least):.3f}/{np.mean(chances[labels == 0] < least):.3f}"
        for least in (0.25, 0.3, 0.35, 0.4, 0.5)
    )
    return f"n {len(labels)} AUROC {area:.3f}; share below a chance of, answerable/not: {at}"


if __name__ == "__main__":
    main()
