"""Every value that passes between the stages, in the order in which they appear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Language(StrEnum):
    """A language and script that a user can ask and be answered in (BCP 47)."""

    EN = "en"
    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"

    @property
    def is_chinese(self) -> bool:
        """True for both Chinese scripts."""
        return self is not Language.EN

    @property
    def indexed(self) -> "Language":
        """The language under which its texts are indexed: both Chinese scripts are one, under the Traditional."""
        return Language.ZH_HANT if self.is_chinese else Language.EN


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
class Source:
    """A published page that facts rest on; `date` is ISO and may be partial, or empty when the page shows none."""

    id: str
    publisher: str
    title: str
    date: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One self-contained, dated, sourced statement, as written in one language."""

    id: str
    text: str
    as_of: str
    """ISO date (may be partial) at which the statement held; for an undated page, when it was read."""
    undated: bool = False
    source_ids: tuple[str, ...]
    covers: str = ""
    """ISO period that a statistic describes: `2024`, `2025-01/2025-09`; empty for a rule or an event."""
    conflicts: tuple[str, ...] = ()
    disputed: bool = False
    superseded_by: str = ""
    gap: bool = False
    inference: bool = False
    part: str = ""
    """What it is of its section: a `step` of a procedure, an `item` of a list, both in the sheet's order."""
    phrasings: tuple[str, ...] = ()
    """How people ask for just this fact; indexed, never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question that users ask, with other phrasings of it (indexed, never shown) and the facts that answer it."""

    id: str
    heading: str
    phrasings: tuple[str, ...]
    facts: tuple[Fact, ...]
    is_contact: bool = False
    is_text: bool = False
    """The facts are the sentences of a running text, which is indexed as a whole too."""
    is_anywhere: bool = False
    """The rules and services in it hold wherever the asker's business goes; its statistics need not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One sheet in one language, listed by `order`; `topic` is the same for its parallel in the other language."""

    topic: str
    language: Language
    title: str
    updated: str
    order: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An official term in three scripts and what users type for it."""

    en: str
    zh_hans: str
    zh_hant: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a user can turn to, for some topics or for kinds of question that are declined; with neither, for any."""

    id: str
    name: Mapping[str, str]
    url: str
    source_id: str
    topics: tuple[str, ...]
    declined: tuple[str, ...] = ()


class IndicatorKind(StrEnum):
    """What an indicator's values are: over a period, at a date, or a share of something."""

    FLOW = "flow"
    STOCK = "stock"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """A dated value with its sources; `part_of` names the year of which it is only a part."""

    covers: str
    """ISO period or date that it describes: `2024`, `2025-01/2025-09`, `2025-06-30`."""
    value: float
    as_of: str
    source_ids: tuple[str, ...]
    fact_id: str = ""
    part_of: str = ""
    approximate: bool = False
    at_least: bool = False
    at_most: bool = False
    conflicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure that moves: its names by written language, and its values, oldest first."""

    id: str
    name: Mapping[str, str]
    unit: Mapping[str, str]
    scope: Mapping[str, str]
    kind: IndicatorKind
    topics: tuple[str, ...]
    values: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything that a knowledge folder holds, parsed."""

    documents: tuple[Document, ...]
    sources: Mapping[str, Source]
    terms: tuple[Term, ...]
    contacts: tuple[Contact, ...]
    outside: Mapping[str, tuple[str, ...]]
    """Words that give away a subject which is out of scope, by subject."""
    indicators: tuple[Indicator, ...] = ()


class PassageKind(StrEnum):
    """What a passage's text is: a way to ask, a statement, or a paragraph of statements."""

    QUESTION = "question"
    FACT = "fact"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is indexed: a fact, a way to ask for one, or what stands for a whole section (then no fact id)."""

    id: str
    kind: PassageKind
    language: Language
    topic: str
    section_id: str
    fact_id: str
    text: str


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
