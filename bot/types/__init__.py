"""Every value that passes between the stages."""

from bot.types.answers import (
    Answer,
    Citation,
    Freshness,
    JsonObject,
    Sentence,
    Series,
    SeriesPoint,
    Status,
    Table,
    TableCell,
    TableRow,
)
from bot.types.knowledge import (
    Contact,
    Document,
    Fact,
    Indicator,
    IndicatorKind,
    IndicatorValue,
    Knowledge,
    Passage,
    PassageKind,
    Section,
    Source,
    Term,
)
from bot.types.languages import (
    Language,
)
from bot.types.retrieval import (
    Query,
    ScoredFact,
)

__all__ = [
    "Answer",
    "Citation",
    "Contact",
    "Document",
    "Fact",
    "Freshness",
    "Indicator",
    "IndicatorKind",
    "IndicatorValue",
    "JsonObject",
    "Knowledge",
    "Language",
    "Passage",
    "PassageKind",
    "Query",
    "ScoredFact",
    "Section",
    "Sentence",
    "Series",
    "SeriesPoint",
    "Source",
    "Status",
    "Table",
    "TableCell",
    "TableRow",
    "Term",
]
