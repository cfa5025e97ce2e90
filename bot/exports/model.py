"""A document before it has a format: what every writer says, in the order in which it says it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.types import Language


class Tone(StrEnum):
    """How words are set off from those around them."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    CITE = "cite"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one tone; `url` is the web address that they open."""

    text: str
    tone: Tone = Tone.PLAIN
    url: str = ""


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    META = "meta"
    NOTICE = "notice"
    QUESTION = "question"
    STATUS = "status"
    WARNING = "warning"
    CORRECTION = "correction"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """1 for the title, 2 for a question, 3 for what belongs to an answer."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    kind: ParagraphKind
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer; `mark` is `1.` for a step, `•` for a member of a list, else empty."""

    mark: str
    runs: tuple[Run, ...]


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under a title; the first cell of a row says what the row is about."""

    title: tuple[Run, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    """How the columns divide the width."""
    figures: tuple[int, ...] = ()
    """The columns that hold figures, counted from 0; these are set flush right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source under its number; `told` says when it was published and held, `others` who else says so."""

    n: int
    name: Run
    told: str
    quote: str
    others: str
    address: Run


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of one answer."""

    title: str
    entries: tuple[SourceEntry, ...]


Block = Heading | Paragraph | Statement | Grid | SourceList


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in one language: the front of the document, or a question with its answer."""

    language: Language
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The parts in order; `author` and `title` go into the properties of the file."""

    title: str
    author: str
    language: Language
    exported: datetime
    parts: tuple[Part, ...]
