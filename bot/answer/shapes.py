"""The shape of the JSON that `serialise` writes, for whoever hands it on and says what it will be."""

from typing import Any

from pydantic import BaseModel

from bot.types import Freshness, Language, Status


class SourceShape(BaseModel):
    """A published page."""

    id: str
    publisher: str
    title: str
    date: str | None
    url: str | None


class CitationShape(BaseModel):
    """A passage that the answer quotes."""

    n: int
    document_id: str
    passage_id: str
    heading: str
    quote: str
    quote_language: Language
    source: SourceShape
    other_sources: list[SourceShape]
    as_of: str
    undated: bool
    freshness: Freshness


class SentenceShape(BaseModel):
    """A sentence of the answer, checked."""

    text: str
    citations: list[int]
    figures: list[str]
    as_of: str
    remark: str | None
    mark: str | None


class AnswerShape(BaseModel):
    """An answer; only `answered`, `partial` and `conflict` have citations, and each of their sentences has one."""

    id: str
    question: str
    language: Language
    status: Status
    reason: str | None
    notice: str | None
    correction: str | None
    text: str
    sentences: list[SentenceShape]
    citations: list[CitationShape]
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
