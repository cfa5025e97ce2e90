"""A question as the API takes it, through whichever route it came; the same request again gets the same answer."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from bot.interfaces.http.flight import Flight
from bot.interfaces.http.problems import ApiError
from bot.interfaces.service import Service
from bot.languages.personal import mask_personal
from bot.receipts.requests import AnsweredRequest
from bot.receipts.store import Receipts
from bot.types import Answer, Citation, Language

KEY_HEADER = "Idempotency-Key"


class KeyReusedError(ApiError):
    """A key that another request was sent with within the last day."""

    status, title = 422, "Key used for another request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, the language to answer in where one is named, what its asker asked before, and the request's key."""

    question: str
    language: Language | None = None
    script: Language = Language.ZH_HANS
    """In which to answer a Chinese question that shows none."""
    history: tuple[str, ...] = ()
    key: str = ""
    client: str = ""
    """Whose key it is: the name of a client that is known by an API key; empty for all others together."""


class Asking:
    """Answers from the service, as many at once as there is room for."""

    def __init__(self, service: Service, flight: Flight) -> None:
        self._service, self._flight = service, flight

    async def answer(self, asked: Asked) -> Answer:
        """The answer; raises what the service and the flight raise, and `KeyReusedError`."""
        return await self._flight.answer(lambda told: self._once(asked, told))

    def stages(self, asked: Asked) -> AsyncIterator[str | Answer]:
        """The same, with each stage as it begins."""
        return self._flight.stages(lambda told: self._once(asked, told))

    async def search(self, text: str, language: Language | None, count: int) -> tuple[Citation, ...]:
        """The facts nearest to what a text asks, likeliest first."""
        return await self._flight.do(lambda: self._service.search(text, language, count))

    def _once(self, asked: Asked, told: Callable[[str], None]) -> Answer:
        receipts = self._service.receipts
        if not asked.key or receipts is None:
            return self._fresh(asked, told)
        key, body = (
            _digest(asked.client, asked.key),
            _digest(asked.question, asked.language or "", asked.script, *asked.history),
        )
        if (earlier := receipts.requests.find(key)) and (given := _given(earlier, body, asked, receipts)):
            return given
        answer = self._fresh(asked, told)
        if answer.id:
            first = receipts.requests.note(key, AnsweredRequest(body_digest=body, answer_id=answer.id))
            return _given(first, body, asked, receipts) or answer if first.answer_id != answer.id else answer
        return answer

    def _fresh(self, asked: Asked, told: Callable[[str], None]) -> Answer:
        return self._service.answer(
            asked.question, asked.language, history=asked.history, default_script=asked.script, told=told
        )


def _given(earlier: AnsweredRequest, body: str, asked: Asked, receipts: Receipts) -> Answer | None:
    """The answer that was given before; without what was looked up, unless questions are stored."""
    if earlier.body_digest != body:
        raise KeyReusedError(f"This {KEY_HEADER} came with another request within the last day. Send a new one.")
    receipt = receipts.find(earlier.answer_id)
    return replace(receipt.answer, question=mask_personal(asked.question)) if receipt else None


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
