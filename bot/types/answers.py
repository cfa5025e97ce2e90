"""An answer and its parts, as users, scripts and portals get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.types.knowledge import Source
from bot.types.languages import Language


class Status(StrEnum):
    """How a question was answered; the names are part of the public contract."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CONFLICT = "conflict"
    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    CLARIFICATION = "clarification"
    GREETING = "greeting"
    BLOCKED = "blocked"
    ERROR = "error"

    @property
    def has_evidence(self) -> bool:
        """True for the statuses whose sentences carry citations."""
        return self in (Status.ANSWERED, Status.PARTIAL, Status.CONFLICT)


class Freshness(StrEnum):
    """How far a fact can still be relied on."""

    CURRENT = "current"
    AGEING = "ageing"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered link from a sentence to the fact, quoted word for word, and the source behind it."""

    n: int
    document_id: str
    passage_id: str
    heading: str
    quote: str
    quote_language: Language
    source: Source
    other_sources: tuple[Source, ...]
    as_of: str
    undated: bool
    freshness: Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer, its citations by number, the figures it states, and a remark for its reader."""

    text: str
    citations: tuple[int, ...]
    figures: tuple[str, ...]
    as_of: str
    remark: str = ""
    """What a reader must know of its dates: not in force yet, part of a year, past its review age. Without figures."""
    mark: str = ""
    """What stands before it where it is a step of a procedure, `1.`, or a member of a list, `•`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One value of a series with the source behind it; `mark` says how exact it is: "", about, at_least or at_most."""

    covers: str
    value: float
    part_of: str
    mark: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How a figure that an answer states has moved, in the reader's script, oldest first."""

    indicator_id: str
    name: str
    unit: str
    scope: str
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """What one side has: the words of the fact that citation `n` quotes, and the date at which they held."""

    text: str
    n: int
    as_of: str
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """What the two sides are compared by, and what each has."""

    head: str
    cells: tuple[TableCell, TableCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Two sides set against each other, under the names by which the question or the material has them."""

    heads: tuple[str, str]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer of the public contract, as `to_json` writes it; `notice` warns of something in the question."""

    language: Language
    status: Status
    text: str
    id: str = ""
    question: str = ""
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    mode: str = "extractive"
    model: str | None = None
    confidence: float = 0.0
    """Estimated chance, 0..1, that the evidence found answers the question; low for an answer that declines."""
    query: str = ""
    """What was looked up: the question, or a follow-up together with the turn that it follows."""
    corpus_version: str = ""
    asked_at: str = ""
    reason: str = ""
    notice: str = ""
    correction: str = ""
    """That the material has another figure than the question takes for granted; `text` begins with it."""
    follow_up_suggestions: tuple[str, ...] = ()
    contact: Mapping[str, str] | None = None
    series: Series | None = None
    table: Table | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)


JsonObject = dict[str, Any]
