"""What the advisor takes and gives as a part of a chain, as schemas; the names are those of the public contract."""

from typing import Any, Literal

from langchain_core.messages import BaseMessage, HumanMessage, MessageLikeRepresentation, convert_to_messages
from pydantic import BaseModel, field_validator

from bot.types import Freshness, Language, Status


class AdvisorInput(BaseModel, frozen=True):
    """A question, the language to answer in, and what was said before, oldest first; a graph's other keys are let be.

    A turn is a message, a pair of role and text, or a dict of them; a text alone is the user's.
    """

    question: str
    language: Language | Literal["auto"] = "auto"
    history: list[MessageLikeRepresentation] = []

    @field_validator("history", mode="before")
    @classmethod
    def _as_messages(cls, turns: list[MessageLikeRepresentation]) -> list[BaseMessage]:
        return convert_to_messages([_with_content(turn) for turn in turns])

    @property
    def asked_before(self) -> list[str]:
        """What the user asked in earlier turns."""
        return [str(turn.text) for turn in self.history if isinstance(turn, HumanMessage)]


def _with_content(turn: MessageLikeRepresentation) -> MessageLikeRepresentation:
    """The API's `{"role", "text"}` with the name that LangChain has for the text."""
    if isinstance(turn, dict) and "text" in turn:
        return {"role": turn.get("role"), "content": turn["text"]}
    return turn


class SourceOutput(BaseModel):
    """A published page."""

    id: str
    publisher: str
    title: str
    date: str | None
    url: str | None


class CitationOutput(BaseModel):
    """A passage that the answer quotes."""

    n: int
    document_id: str
    passage_id: str
    heading: str
    quote: str
    quote_language: Language
    source: SourceOutput
    other_sources: list[SourceOutput]
    as_of: str
    undated: bool
    freshness: Freshness


class SentenceOutput(BaseModel):
    """A sentence of the answer, checked."""

    text: str
    citations: list[int]
    figures: list[str]
    as_of: str
    remark: str | None
    mark: str | None


class AdvisorOutput(BaseModel):
    """An answer, as `goglobal ask --json` and the API give it."""

    id: str
    question: str
    language: Language
    status: Status
    reason: str | None
    notice: str | None
    correction: str | None
    text: str
    sentences: list[SentenceOutput]
    citations: list[CitationOutput]
    mode: str
    model: str | None
    confidence: float
    query: str
    corpus_version: str
    asked_at: str
    follow_up_suggestions: list[str]
    contact: dict[str, str] | None
    series: dict[str, Any] | None
    table: dict[str, Any] | None
    timings_ms: dict[str, float]
