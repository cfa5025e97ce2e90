"""Whether the register of figures agrees with itself, with the sources and with the facts it rests on."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from bot.documents.checks.sheets import facts_of
from bot.documents.places import Problem
from bot.documents.sheets import is_date
from bot.figures import magnitudes
from bot.types import Fact, Indicator, IndicatorValue, Knowledge, Language

_WORDS = {  # how sentences write small values, ranks and a half
    1: "one|first|top", 2: "two|second", 3: "three|third", 4: "four|fourth", 5: "five|fifth", 6: "six|sixth",
    7: "seven|seventh", 8: "eight|eighth", 9: "nine|ninth", 10: "ten|tenth", 50: "half",
}  # fmt: skip
_SCALES = {"billion": 10**9, "million": 10**6, "thousand": 10**3, "trillion": 10**12}


def check_register(knowledge: Knowledge) -> Iterator[Problem]:
    """Values without source or date, two values for one time, values that their fact does not state."""
    facts = {name: fact for name, (_, _, fact) in facts_of(knowledge, Language.EN).items()}
    topics = {document.topic for document in knowledge.documents}
    for indicator in knowledge.indicators:
        messages = [
            *(f"names unknown topic {topic!r}" for topic in sorted(set(indicator.topics) - topics)),
            *_contradictions(indicator),
            *(message for value in indicator.values for message in _value(indicator, value, knowledge, facts)),
        ]
        for message in messages:
            yield Problem(place=("figures.toml", indicator.id), message=f"figures.toml: {indicator.id!r} {message}")


def _contradictions(indicator: Indicator) -> Iterator[str]:
    for one, other in combinations(indicator.values, 2):
        if one.covers == other.covers and not (one.conflicts and other.conflicts):
            yield f"has two values for {one.covers} ({one.value:g}, {other.value:g}) that are not marked conflicts"


def _value(indicator: Indicator, value: IndicatorValue, knowledge: Knowledge, facts: dict[str, Fact]) -> Iterator[str]:
    dates = (*value.covers.split("/"), value.as_of)
    if not all(map(is_date, dates)):
        yield f"has a value for {value.covers!r} as of {value.as_of!r}; wanted ISO dates"
    if not value.source_ids:
        yield f"has a value for {value.covers} without a source"
    for name in value.source_ids:
        if name not in knowledge.sources:
            yield f"names unknown source {name!r}"
    if value.fact_id and value.fact_id not in facts:
        yield f"names unknown fact {value.fact_id!r}"
    elif value.fact_id and not _states(facts[value.fact_id], indicator, value):
        yield f"has {value.value:g} for {value.covers}, which its fact {value.fact_id!r} does not state"


def _states(fact: Fact, indicator: Indicator, value: IndicatorValue) -> bool:
    scale = next((scale for word, scale in _SCALES.items() if word in indicator.unit["en"]), 1)
    wanted = Decimal(str(value.value))
    words = _WORDS.get(int(value.value)) if value.value.is_integer() else None
    in_words = bool(words and re.search(rf"\b(?:{words})\b", fact.text, re.IGNORECASE))
    return in_words or bool({wanted, wanted * scale} & magnitudes(fact.text))
