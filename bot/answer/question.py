"""What a question asks for, read from its words: times, places, and the kind of thing that would answer it."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.answer.attributes import LOOSE, SOFT, asked
from bot.answer.future import asks_ahead
from bot.answer.names import companies_in, names_in
from bot.figures import FigureKind, find_figures
from bot.languages.colloquial import to_written
from bot.languages.dates import short_years
from bot.languages.places import places_in
from bot.languages.scripts import fold
from bot.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as retrieval and selection see it."""

    text: str
    language: Language
    years: frozenset[str]
    places: frozenset[str]
    details: frozenset[str]
    """Kinds of detail asked for, by name in `attributes`."""
    parts: tuple[str, ...]
    """The parts that each ask for a detail, as in "who steers it, when was it launched"; empty when there is one."""
    names: frozenset[str]
    """Names that the question quotes or writes with a capital in mid-sentence, folded."""
    companies: frozenset[str] = frozenset()
    """What may be names of companies in a Chinese question, folded."""
    ahead: bool = False
    """Whether it asks what will be, which only what looks ahead can answer."""


_BETWEEN_PARTS = re.compile(r"[，,；;？?。]+|\band\b|(?:以及|同埋|同时|另外)")


def _parts(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _BETWEEN_PARTS.split(text)]
    asking = tuple(part for part in parts if asked(to_written(fold(part))) - LOOSE - SOFT)
    return asking if len(asking) > 1 else ()


def clean(text: str) -> str:
    """The text without control and invisible characters, white space folded to single spaces."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    visible = "".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Co", "Cs", "Cn"))
    return " ".join(visible.split())


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in any script to look up."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def read_question(text: str, language: Language, subject: str = "") -> Question:
    """Read a cleaned question; a follow-up takes from its `subject`, an earlier turn, what it does not say itself."""
    whole = f"{subject} {text}".strip()
    dates = [figure.value for figure in find_figures(whole) if figure.kind is FigureKind.DATE]
    return Question(
        text=whole,
        language=language,
        years=frozenset(date[:4] for date in dates if date[:4].isdigit()) | short_years(whole),
        places=places_in(text) or places_in(whole),
        details=asked(to_written(fold(text))) or asked(to_written(fold(whole))),
        parts=_parts(text),
        names=names_in(whole, language),
        companies=companies_in(whole) if language.is_chinese else frozenset(),
        ahead=asks_ahead(text),
    )


def read_parts(question: Question) -> list[Question]:
    """The parts of a question as questions of their own, each with what the whole says of time and place."""
    return [replace(question, text=part, details=asked(to_written(fold(part))), parts=()) for part in question.parts]
