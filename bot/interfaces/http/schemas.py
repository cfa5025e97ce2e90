"""What the API takes and gives, as its schema tells it; the names are those of the public contract."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.answer.shapes import AnswerShape
from bot.types import JsonObject, Language

LONGEST_HISTORY = 50  # turns
LanguageOrAuto = Literal["auto", "en", "zh-Hans", "zh-Hant"]
_QUESTION = "What tax rate does a corporate treasury centre pay?"
_SOURCE: JsonObject = {
    "id": "mne-tax-2016-06",
    "publisher": "Inland Revenue Department",
    "title": "Corporate Treasury Centres",
    "date": "2016-06",
    "url": "https://www.ird.gov.hk/eng/faq/ctc.htm",
}
_ANSWER: JsonObject = {
    "id": "Zk3b0cXh8t2u1v5Lw9QyAg",
    "question": _QUESTION,
    "language": "en",
    "status": "answered",
    "reason": None,
    "notice": None,
    "correction": None,
    "text": "Qualifying profits are taxed at 8.25%, half of the 16.5% corporate rate. [1]",
    "sentences": [
        {
            "text": "Qualifying profits are taxed at 8.25%, half of the 16.5% corporate rate.",
            "citations": [1],
            "figures": ["8.25%", "16.5%"],
            "as_of": "2016-06",
            "remark": None,
            "mark": None,
        }
    ],
    "citations": [
        {
            "n": 1,
            "document_id": "corporate-treasury-centres",
            "passage_id": "en/corporate-treasury-centres#ctc-half-rate",
            "heading": "What tax rate does a corporate treasury centre pay?",
            "quote": "Qualifying profits are taxed at 8.25%, half of the 16.5% corporate rate.",
            "quote_language": "en",
            "source": _SOURCE,
            "other_sources": [],
            "as_of": "2016-06",
            "undated": False,
            "freshness": "current",
        }
    ],
    "mode": "extractive",
    "model": None,
    "confidence": 0.98,
    "query": _QUESTION,
    "corpus_version": "3f2a9c1b7d04",
    "asked_at": "2026-11-02T09:30:00+00:00",
    "follow_up_suggestions": ["What counts as a qualifying profit?"],
    "contact": {"name": "InvestHK", "url": "https://www.investhk.gov.hk/"},
    "series": None,
    "table": None,
    "timings_ms": {"embed": 2.0, "retrieve": 1.4, "compose": 1.1, "gate": 0.3, "total": 4.9},
}


class Turn(BaseModel):
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    text: str


class AskBody(BaseModel):
    """A question, the language to answer in, and what was said before, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"question": _QUESTION}, {"question": "企业财资中心呢？", "language": "zh-Hans"}]
        }
    )

    question: str = Field(json_schema_extra={"minLength": 1, "pattern": "[0-9A-Za-z一-鿿]"})
    """In words; how long it may be is for the server to say."""
    language: LanguageOrAuto = "auto"
    script: Literal["zh-Hans", "zh-Hant"] = "zh-Hans"
    """In which to answer a Chinese question whose characters are the same in both."""
    history: list[Turn] = Field(default=[], max_length=LONGEST_HISTORY)


class FeedbackBody(BaseModel):
    """A verdict on one answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer_id": _ANSWER["id"], "verdict": "up"}]})

    answer_id: str = Field(min_length=1, max_length=64)
    verdict: Literal["up", "down"]
    comment: str = Field(default="", max_length=2000)


class AnswerOut(AnswerShape):
    """An answer; only `answered`, `partial` and `conflict` have citations, and each of their sentences has one."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})


class PassageOut(BaseModel):
    """A passage of the index."""

    id: str
    language: Language
    text: str


class TopicOut(BaseModel):
    """A topic with questions that it answers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "goglobal-task-force", "title": "内地企业出海专班", "questions": ["专班由谁督导？"]}]
        }
    )

    id: str
    title: str
    questions: list[str]


class HealthOut(BaseModel):
    """That the process is alive."""

    status: Literal["alive"]


class ReadyOut(BaseModel):
    """That the index is loaded, and its version."""

    status: Literal["ready"]
    corpus_version: str


RequestKey = Annotated[str, Field(max_length=255, pattern=r"^[!-~]*$")]
"""A key by which a client marks a request that it may send again."""
