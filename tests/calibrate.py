"""Fits the weights of `bot/answer/confidence.py` on the calibration questions and prints them: `make calibrate`."""

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot.answer import evidence
from bot.answer.confidence import WEIGHTS
from bot.app import build_bot
from bot.evaluation.questions import read_questions
from bot.evaluation.statistics import auroc
from bot.settings import go_offline, load_settings

_RIDGE = 0.5  # keeps weights small where few questions speak
_FOLDS = 5


def main() -> None:
    """Answer each question, note signals and whether it has an answer, fit, and print weights and held-out AUROC."""
    go_offline()
    bot = build_bot(load_settings())
    seen: list[dict[str, float]] = []
    genuine = evidence.signals
    evidence.signals = lambda *args, **kwargs: seen.append(genuine(*args, **kwargs)) or seen[-1]  # type: ignore[assignment, func-returns-value]
    rows, labels, clusters = [], [], []
    for question in read_questions(Path("tests/collection/calibration.jsonl")).questions:
        seen.clear()
        bot.advisor.answer(question.question, question.language, history=question.context)
        if seen:
            rows.append([seen[0][name] for name in WEIGHTS])
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


def _fit(table: "np.ndarray", wanted: "np.ndarray") -> "np.ndarray":
    def loss(weights: "np.ndarray") -> float:
        margins = np.where(wanted == 1, 1.0, -1.0) * (table @ weights)
        return float(np.logaddexp(0, -margins).sum() + _RIDGE * (weights[1:] ** 2).sum() / 2)

    return np.asarray(minimize(loss, np.zeros(table.shape[1]), method="L-BFGS-B").x)


if __name__ == "__main__":
    main()
