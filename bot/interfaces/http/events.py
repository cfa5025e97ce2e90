"""An answer as server-sent events: each stage as it begins, then sentences that passed every check, then all of it."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable

from fastapi.responses import StreamingResponse

from bot.answer.serialise import to_json
from bot.interfaces.http.problems import FAILED, ApiError, in_two_forms
from bot.types import Answer, JsonObject

log = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the second keeps nginx from collecting events

Write = Callable[[str | Answer], Iterable[str]]
"""The events for a stage or an answer."""


async def stream(told: AsyncIterator[str | Answer], write: Write) -> StreamingResponse:
    """The events of one answer; what fails before the first of them is raised, later it is the event `error`."""
    first = await anext(told)
    return StreamingResponse(_events(first, told, write), headers=_HEADERS, media_type=MEDIA_TYPE)


async def _events(first: str | Answer, told: AsyncIterator[str | Answer], write: Write) -> AsyncIterator[str]:
    try:
        for event in write(first):
            yield event
        async for item in told:
            for event in write(item):
                yield event
    except ApiError as error:
        told_of = {**FAILED, "title": error.title, "status": error.status, "detail": str(error)}
        yield event_of("error", in_two_forms(told_of))
    except Exception as error:
        log.error("Answering failed.", exc_info=error)
        yield event_of("error", in_two_forms(FAILED))


def told_in_full(item: str | Answer) -> Iterable[str]:
    """The events of the public contract: `stage`, `sentence`, `answer`."""
    if isinstance(item, str):
        return [event_of("stage", {"stage": item})]
    body = to_json(item)
    return [*(event_of("sentence", sentence) for sentence in body["sentences"]), event_of("answer", body)]


def event_of(name: str, data: JsonObject) -> str:
    """One event as it goes over the wire."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
