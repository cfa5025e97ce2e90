"""How likely the evidence found answers the question: one number from a few signals, by logistic regression."""

import math
from collections.abc import Mapping, Sequence

from bot.answer.select import Ranked

# Fitted by `python -m tests.calibrate` on tests/collection/calibration.jsonl (ridge); run it again when
# retrieval or the witness test changes. Signals are in 0..1, so a weight is what its signal can move, in log-odds.
WEIGHTS: Mapping[str, float] = {
    "bias": -2.36,
    "score": 1.12,
    "margin": 1.32,
    "witness": 2.86,
    "gap": -0.98,
    "outside": -3.34,
}
_FULL_SCORE = 3.0  # retrieval scores above this say no more: the fact, its own question and its section all match


def signals(ranked: Sequence[Ranked], *, has_witness: bool, is_outside: bool) -> dict[str, float]:
    """The signals of a question with at least one ranked fact, by the names in `WEIGHTS`."""
    first = ranked[0]
    score = min(1.0, first.score / _FULL_SCORE)
    rival = next((one.score for one in ranked[1:] if one.view.section.id != first.view.section.id), 0.0)
    return {
        "bias": 1.0,
        "score": score,
        "margin": 1 - rival / first.score if first.score > 0 else 0.0,
        "witness": float(has_witness),
        "gap": float(first.view.fact.gap),
        "outside": float(is_outside),
    }


def confidence(found: Mapping[str, float]) -> float:
    """The estimated chance that the evidence answers the question."""
    return 1 / (1 + math.exp(-sum(WEIGHTS[name] * value for name, value in found.items())))
