"""Small builders of questions and answers with sensible defaults; a test names only what it is about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict, Unpack

from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import CitedPassage, CitedSentence, Record
from bot.types import JsonObject, Language, Status

ENGLISH = "The rate is 8.25% since 2016."
TRADITIONAL = "稅率自2016年起為8.25%。"
URL = "https://gov.hk/tax"


class QuestionFields(TypedDict, total=False):
    """The fields of a question that a test may set."""

    language: Language | None
    question: str
    kind: str
    topic: str
    group: str
    context: tuple[str, ...]
    gold_facts: tuple[str, ...]
    gold_source_urls: tuple[str, ...]
    should_abstain: bool


class RecordFields(TypedDict, total=False):
    """The fields of an answer that a test may set."""

    text: str
    status: Status
    language: Language | None
    repeat: int
    latency_ms: float
    confidence: float | None
    reason: str
    sentences: tuple[CitedSentence, ...]
    citations: tuple[CitedPassage, ...]
    passages: Mapping[str, str | None]


def question(id: str = "q1", **fields: Unpack[QuestionFields]) -> GoldQuestion:
    """An answerable question, in a group of its own; one that should be declined has no gold facts."""
    one = GoldQuestion(
        id=id,
        language=Language.EN,
        question="What is the rate?",
        kind="fact",
        topic="tax",
        group=id,
        gold_facts=("8.25%",),
    )
    one = replace(one, **fields)
    return replace(one, gold_facts=()) if one.should_abstain else one


def citation(n: int = 1, *, quote: str = ENGLISH, passage_id: str = "en/tax#rate", url: str = URL) -> CitedPassage:
    return CitedPassage(
        n=n, passage_id=passage_id, quote=quote, as_of="2016-06", publisher="Government", sources=("gov",), urls=(url,)
    )


def record(question_id: str = "q1", **fields: Unpack[RecordFields]) -> Record:
    """An answer that cites its passage; one without evidence has neither sentences nor citations."""
    one = Record(
        question_id=question_id,
        repeat=0,
        latency_ms=5.0,
        mode="extractive",
        model="",
        status=Status.ANSWERED,
        language=Language.EN,
        text=f"{ENGLISH} [1]",
        reason="",
        confidence=0.9,
        sentences=(),
        citations=(),
        passages={},
    )
    one = replace(one, **fields)
    if not one.status.has_evidence:
        return one
    cited = replace(one, sentences=(sentence(one.text),), citations=(citation(),), passages={"en/tax#rate": ENGLISH})
    return replace(cited, **fields)


def sentence(text: str = ENGLISH, *numbers: int) -> CitedSentence:
    return CitedSentence(text=text, citations=numbers or (1,))


def declined(question_id: str = "q1", *, confidence: float | None = 0.1, language: Language = Language.EN) -> Record:
    text = "I have no evidence for that." if language is Language.EN else "这里没有相关依据。"
    return record(question_id, text=text, status=Status.NO_EVIDENCE, language=language, confidence=confidence)


def answer_json(
    text: str = ENGLISH, *, status: str = "answered", language: str = "en", confidence: float = 0.9
) -> JsonObject:
    """An answer of the public contract that cites one passage, or declines."""
    answered = status == "answered"
    return {
        "status": status,
        "language": language,
        "text": text,
        "reason": None,
        "mode": "extractive",
        "model": None,
        "confidence": confidence,
        "sentences": [{"text": text, "citations": [1], "figures": [], "as_of": "2016"}] if answered else [],
        "citations": [_citation_json(text)] if answered else [],
    }


def _citation_json(text: str) -> JsonObject:
    source = {"id": "gov", "publisher": "Government", "title": "A page", "date": "2016", "url": URL}
    return {
        "n": 1,
        "passage_id": "en/tax#rate",
        "quote": text,
        "quote_language": "en",
        "as_of": "2016",
        "source": source,
    }
