"""What is exported: the questions and answers of one visitor."""

from dataclasses import dataclass
from datetime import datetime

from bot.types import Answer, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTurn:
    """A question as its asker wrote it, and its answer; None where the answer is no longer kept."""

    question: str
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Turns, oldest first; the frame around them is in `language`, and days are those of the zone of `exported`."""

    turns: tuple[ExportedTurn, ...]
    language: Language
    exported: datetime
