"""What a knowledge folder holds, parsed, and the passages that are indexed of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.types.languages import Language


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
