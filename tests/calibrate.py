"""Fits the weights of `bot/answer/confidence.py` on the calibration questions: `python -m tests.calibrate`."""

import sys
from pathlib import Path

import numpy as np

from bot.answer.confidence import WEIGHTS
from bot.answer.question import clean, read_question
from bot.answer.select import rank
from bot.app import build_bot, build_retriever
from bot.evaluation.questions import read_questions
from bot.evaluation.statistics import Table, auroc
from bot.settings import go_offline, load_settings
from bot.types import Language, Query

_RIDGE = 0.5  # keeps weights small where few questions speak
_FOLDS = 5
_STEPS = 30  # Newton converges in fewer
_CANDIDATES = 40


def main() -> None:
    """Answer each question, note signals and whether it has an answer, fit, and print weights and held-out AUROC."""
    go_offline()
    settings = load_settings()
    bot, retriever = build_bot(settings), build_retriever(settings)
    rows, labels, clusters = [], [], []
    for question in read_questions(Path("tests/collection/calibration.jsonl")).questions:
        language = question.language or Language.EN
        asked = read_question(clean(question.question), language)
        query = Query(text=asked.text, language=language)
        ranked = rank(asked, retriever.retrieve(query, retriever.embed(query), _CANDIDATES), bot.advisor.corpus)
        found = bot.advisor.judge.signals(asked, ranked)
        rows.append([found[name] for name in WEIGHTS])
        labels.append(not question.should_abstain)
        clusters.append(question.group)
    table, wanted = np.array(rows), np.array(labels, dtype=np.float64)
    folds = np.array([sorted(set(clusters)).index(cluster) % _FOLDS for cluster in clusters])
    held_out = np.zeros(len(wanted))
    for fold in range(_FOLDS):
        held_out[folds == fold] = table[folds == fold] @ _fit(table[folds != fold], wanted[folds != fold])
    area = auroc(list(held_out[wanted == 1]), list(held_out[wanted == 0]))
    for name, weight in zip(WEIGHTS, _fit(table, wanted), strict=True):
        sys.stdout.write(f'    "{name}": {weight:.2f},\n')
    sys.stdout.write(f"AUROC {area:.3f} on {_FOLDS} folds held out by question, n {len(wanted)}\n")


def _fit(table: Table, wanted: Table) -> Table:
    """Ridge logistic regression by Newton's method; the first column, the bias, is not held back."""
    penalty = np.full(table.shape[1], _RIDGE)
    penalty[0] = 0.0
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - wanted) + penalty * weights
        curvature = (table * (chances * (1 - chances))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(curvature, slope)
    return weights


if __name__ == "__main__":
    main()
