"""When a statement is due to be looked at again: one definition for what is overdue and for what answers remark."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

from bot.types import Fact

_BUDGET_TOPIC = "policy-address-and-budget"
_ANNOUNCED = re.compile(
    r"(?<![Ff]or the )(?:(?<!'s )|(?<=Hong Kong's ))\b\d{4}(?:-\d{2,4})? (?:Budget|Policy Address)\b"
    r"|\b(?:Budget|Policy Address) (?:of (?:[A-Z][a-z]+ )?)?\d{4}\b"
)
"""A budget or address named with its year; not what was proposed for one, nor that of another government."""


class ReviewRule(StrEnum):
    """Why a statement must be looked at again after some time."""

    BUDGET = "budget"
    COUNT = "count"
    RULE = "rule"

    @property
    def months(self) -> int:
        """How long after its date a statement is due."""
        return {ReviewRule.BUDGET: 12, ReviewRule.COUNT: 18, ReviewRule.RULE: 36}[self]


def review_rule(topic: str, fact: Fact) -> ReviewRule:
    """The rule that applies to a fact of a topic, as written in English; of several the one with the shortest time."""
    if topic == _BUDGET_TOPIC or _ANNOUNCED.search(fact.text):
        return ReviewRule.BUDGET
    return ReviewRule.COUNT if fact.covers else ReviewRule.RULE


def due(as_of: str, rule: ReviewRule) -> date:
    """The last day on which what held at `as_of`, an ISO date that may be partial, needs no review."""
    end = last_day(as_of)
    years, month = divmod(end.month - 1 + rule.months, 12)
    year, month = end.year + years, month + 1
    return date(year, month, min(end.day, monthrange(year, month)[1]))


def is_overdue(topic: str, fact: Fact, today: date) -> bool:
    """Whether a fact in force has a date and should have been reviewed before `today`."""
    replaced = bool(fact.superseded_by) or fact.gap
    return bool(fact.as_of) and not replaced and due(fact.as_of, review_rule(topic, fact)) < today


def last_day(partial: str) -> date:
    """The last day of a full or partial ISO date."""
    year, month, day = ([int(part) for part in partial.split("-")] + [0, 0])[:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1])
