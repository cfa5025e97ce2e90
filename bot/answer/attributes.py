"""What detail a question asks for, and whether a fact states such a detail.

A near miss has the right subject and lacks the detail: asked for a fee, it gives a form. Expected answer types are the
classic way to tell (Li and Roth, COLING 2002); the types here are the ones that business users ask for, each with the
words that ask for it and the words or figures without which a text cannot answer it. All patterns are on folded text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer.attribute_table import TABLE, Figures
from bot.figures import find_figures


@dataclass(frozen=True, slots=True)
class Attribute:
    """A kind of detail: `asks` finds it in a question, `states` tells whether a text holds it."""

    name: str
    asks: re.Pattern[str]
    states: Callable[[str, Figures], bool]


ATTRIBUTES = tuple(Attribute(name, re.compile(asks), states) for name, asks, states in TABLE)
# A special detail silences the general ones that the same words also ask for.
_SILENCES = {
    "telephone": {"date"},
    "figure": {"quantity"},
    "count": {"figure", "quantity"},
    "people": {"count"},
    "headcount": {"count", "people"},
    "area": {"count"},
    "weight": {"count"},
    "fee": {"money"},
    "penalty": {"money"},
    "premium": {"rate", "percentage", "money"},
    "claims": {"money"},
    "capital": {"money"},
    "rate": {"percentage"},
}
LOOSE = frozenset(("figure", "quantity", "rank"))  # asked by so many words that they tell no facts of a section apart
SOFT = frozenset(("definition",))  # preferred where there is one, never missed
_GENERAL = {"count", "figure", "quantity", "definition"}  # asked only when nothing more special is
_FORGIVEN = frozenset(("quantity", "rank", *SOFT))  # asked by words that ask for other things too: 上限, first


def asked(folded: str) -> frozenset[str]:
    """Names of the details that a folded question asks for; empty when it asks for none in particular."""
    found = {attribute.name for attribute in ATTRIBUTES if attribute.asks.search(folded)}
    silenced = {general for name in found for general in _SILENCES.get(name, ())}
    special = found - silenced
    return frozenset(special - _GENERAL or special)


def demanded(details: frozenset[str]) -> frozenset[str]:
    """Those of the details asked for without one of which a text is no answer."""
    return details - _FORGIVEN


def stated(text: str, folded: str) -> frozenset[str]:
    """Names of the details that a text states."""
    figures = find_figures(text)
    return frozenset(attribute.name for attribute in ATTRIBUTES if attribute.states(folded, figures))
