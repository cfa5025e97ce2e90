"""A line of `answers.jsonl`: an answer of the public contract with the question's id, and what scoring reads of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.languages.personal import mask_personal
from bot.types import JsonObject, Language, Status

_ABSTENTIONS = frozenset((Status.NO_EVIDENCE, Status.OUT_OF_SCOPE, Status.BLOCKED, Status.CLARIFICATION))


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    """A sentence and the numbers of the citations that it names."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A citation as scoring sees it."""

    n: int
    passage_id: str
    quote: str
    as_of: str
    publisher: str
    sources: tuple[str, ...]
    """Ids of the sources behind it."""
    urls: tuple[str, ...]
    """Their addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One answer of a run; `passages` holds the text of each cited passage, None for one that does not exist."""

    question_id: str
    repeat: int
    latency_ms: float
    mode: str
    model: str
    status: Status
    language: Language | None
    text: str
    reason: str
    confidence: float | None
    sentences: tuple[CitedSentence, ...]
    citations: tuple[CitedPassage, ...]
    passages: Mapping[str, str | None]

    @property
    def abstained(self) -> bool:
        """Whether it declines to answer, for whatever reason but a failure."""
        return self.status in _ABSTENTIONS

    @property
    def failed(self) -> bool:
        """Whether there is no answer at all."""
        return self.status is Status.ERROR


def to_line(question_id: str, repeat: int, latency_ms: float, answer: JsonObject, passages: JsonObject) -> str:
    """One answer as a line, without the line's end and without a personal number that was in the question."""
    extra = {"question_id": question_id, "repeat": repeat, "latency_ms": round(latency_ms, 3), "passages": passages}
    asked = {name: mask_personal(answer[name]) for name in ("question", "query") if isinstance(answer.get(name), str)}
    return json.dumps({**extra, **answer, **asked}, ensure_ascii=False)


def failure(question: str, reason: str) -> JsonObject:
    """What stands for the answer of a question that got none."""
    return {
        "question": question,
        "status": Status.ERROR.value,
        "reason": reason,
        "text": "",
        "sentences": [],
        "citations": [],
    }


def parse_record(line: str) -> Record:
    """Read a line; raises `ValueError` when it is not one."""
    entry = json.loads(line)
    try:
        language, confidence = entry.get("language"), entry.get("confidence")
        return Record(
            question_id=entry["question_id"],
            repeat=entry["repeat"],
            latency_ms=float(entry["latency_ms"]),
            mode=entry.get("mode") or "",
            model=entry.get("model") or "",
            status=Status(entry["status"]),
            language=Language(language) if language else None,
            text=entry["text"],
            reason=entry.get("reason") or "",
            confidence=None if confidence is None else float(confidence),
            sentences=tuple(
                CitedSentence(text=one["text"], citations=tuple(one["citations"])) for one in entry["sentences"]
            ),
            citations=tuple(map(_citation, entry["citations"])),
            passages=entry["passages"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"lacks {error}") from error


def _citation(entry: Mapping[str, Any]) -> CitedPassage:
    sources = [entry["source"], *entry.get("other_sources", ())]
    return CitedPassage(
        n=entry["n"],
        passage_id=entry["passage_id"],
        quote=entry["quote"],
        as_of=entry.get("as_of") or "",
        publisher=entry["source"].get("publisher") or "",
        sources=tuple(source["id"] for source in sources),
        urls=tuple(source["url"] for source in sources if source.get("url")),
    )
