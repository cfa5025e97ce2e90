"""How likely a lead answers the question: one number from a few signals, by logistic regression."""

import math
from collections.abc import Collection, Mapping

from bot.answer.ranking import Ranked
from bot.types import Language

# Fitted by `python -m tests.fit_confidence` on tests/collection/users.tsv (ridge); run it again when retrieval or
# ranking change. Most signals are in 0..1, so a weight is what its signal can move, in log-odds.
WEIGHTS: Mapping[Language, Mapping[str, float]] = {
    Language.EN: {
        "bias": -2.88,
        "odds": 1.22,
        "score": 1.11,
        "chance": 1.31,
        "covered": 0.26,
        "meaning": 1.52,
        "across": 0.76,
        "place": -0.11,
        "name": 0.00,
        "outside": -0.57,
    },
    Language.ZH_HANT: {
        "bias": -4.07,
        "odds": 2.07,
        "score": 0.74,
        "chance": 1.37,
        "covered": 1.64,
        "meaning": 1.60,
        "across": 1.30,
        "place": -0.86,
        "name": -0.74,
        "outside": -0.11,
    },
}
_FULL_ODDS = 20.0  # log-odds from the ranking above which they say no more
_FULL_SCORE = 2.0  # retrieval score above which it says no more


def signals(lead: Ranked, *, unmet: Collection[str], is_outside: bool) -> dict[str, float]:
    """The signals of a lead, by the names in `WEIGHTS`; `unmet` names the demands that it does not meet."""
    parts = lead.retrieved.parts
    return {
        "bias": 1.0,
        "odds": max(0.0, min(1.0, lead.score / _FULL_ODDS)),
        "score": min(1.0, lead.retrieved.score / _FULL_SCORE),
        "chance": lead.chance,
        "covered": lead.signals["covered"],
        "meaning": max(parts["fact_dense"], parts["asked_dense"]),
        "across": max(parts["fact_across"], parts["asked_across"]),
        "place": float("place" in unmet),
        "name": float("name" in unmet),
        "outside": float(is_outside),
    }


def confidence(found: Mapping[str, float], language: Language) -> float:
    """The estimated chance that the evidence answers a question of `language`."""
    weights = WEIGHTS[language.indexed]
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in found.items())))
