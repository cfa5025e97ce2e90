"""What a question asks for, read from its words: times, places, and the kind of thing that would answer it."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.answer.attributes import LOOSE, SOFT, asked
from bot.answer.ellipsis import moves
from bot.answer.follow_up import join, leaves_unsaid
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
    own: str
    """What the user typed this time; `text` has the earlier turns too that a follow-up is about."""
    companies: frozenset[str] = frozenset()
    """What may be names of companies in a Chinese question, folded."""
    moved: bool = False
    """Whether it is a follow-up that asks the same of another place, which a rule for Hong Kong is no answer to."""
    ahead: bool = False
    """Whether it asks what will be, which only what looks ahead can answer."""

    @property
    def is_follow_up(self) -> bool:
        """Whether it was read together with earlier turns."""
        return self.own != self.text


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
    """Read a cleaned question; a follow-up takes from its `subject`, earlier turns, what it leaves unsaid.

    The kind of detail is left unsaid only by an ellipsis ("and for Shanghai?"), and a name is asked for by a turn that
    gives it.
    """
    whole = join(subject, text)
    unsaid = whole if leaves_unsaid(text) else text
    dates = [figure.value for figure in find_figures(whole) if figure.kind is FigureKind.DATE]
    return Question(
        text=whole,
        language=language,
        years=frozenset(date[:4] for date in dates if date[:4].isdigit()) | short_years(whole),
        places=places_in(text) or places_in(whole),
        details=asked(to_written(fold(text))) or asked(to_written(fold(unsaid))),
        parts=_parts(text),
        names=names_in(text, language),
        companies=companies_in(text) if language.is_chinese else frozenset(),
        moved=bool(subject) and moves(text),
        ahead=asks_ahead(text),
        own=text,
    )


def read_parts(question: Question) -> list[Question]:
    """The parts of a question as questions of their own, each with what the whole says of time and place."""
    return [
        replace(question, text=part, own=part, details=asked(to_written(fold(part))), parts=())
        for part in question.parts
    ]
