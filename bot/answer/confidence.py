"""How likely a lead answers the question: one number from a few signals, by logistic regression."""

import math
from collections.abc import Collection, Mapping

from bot.answer.ranking import Ranked
from bot.types import Language

# Fitted by `python -m tests.fit_confidence` on tests/collection/users.tsv (ridge); run it again when retrieval or
# ranking change. Most signals are in 0..1, so a weight is what its signal can move, in log-odds.
WEIGHTS: Mapping[Language, Mapping[str, float]] = {
    Language.EN: {
        "bias": -3.05,
        "odds": 0.79,
        "about": 1.50,
        "score": 0.72,
        "chance": 1.21,
        "covered": 0.09,
        "meaning": 1.22,
        "across": 0.50,
        "place": -0.07,
        "name": 0.00,
        "outside": -0.48,
    },
    Language.ZH_HANT: {
        "bias": -4.30,
        "odds": 1.62,
        "about": 1.67,
        "score": 0.42,
        "chance": 1.25,
        "covered": 1.27,
        "meaning": 1.28,
        "across": 1.00,
        "place": -0.85,
        "name": -0.72,
        "outside": 0.00,
    },
}
_FULL_ODDS = 20.0  # log-odds from the ranking above which they say no more
_FULL_SCORE = 2.0  # retrieval score above which it says no more


def signals(lead: Ranked, *, domain: float = 0.0, unmet: Collection[str], is_outside: bool) -> dict[str, float]:
    """The signals of a lead, by the names in `WEIGHTS`.

    `domain` is what the question's subject adds to its log-odds; `unmet` names the demands that it does not meet.
    """
    parts = lead.retrieved.parts
    return {
        "bias": 1.0,
        "odds": _share(lead.score),
        "about": _share(lead.unread + domain),
        "score": min(1.0, lead.retrieved.score / _FULL_SCORE),
        "chance": lead.chance,
        "covered": lead.signals["covered"],
        "meaning": max(parts["fact_dense"], parts["asked_dense"]),
        "across": max(parts["fact_across"], parts["asked_across"]),
        "place": float("place" in unmet),
        "name": float("name" in unmet),
        "outside": float(is_outside),
    }


def _share(odds: float) -> float:
    return max(0.0, min(1.0, odds / _FULL_ODDS))


def confidence(found: Mapping[str, float], language: Language) -> float:
    """The estimated chance that the evidence answers a question of `language`."""
    weights = WEIGHTS[language.indexed]
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in found.items())))
