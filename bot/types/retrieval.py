"""What retrieval is asked and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.types.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What retrieval sees of a question."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredFact:
    """A candidate fact with the score that ranked it and the parts that score is made of."""

    fact_id: str
    section_id: str
    topic: str
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
