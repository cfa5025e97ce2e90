"""An answer as server-sent events: each stage as it begins, then sentences that passed every check, then all of it."""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from queue import SimpleQueue

from fastapi.responses import StreamingResponse

from bot.answer.serialise import to_json
from bot.types import Answer, JsonObject

log = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the second keeps nginx from collecting events

Answering = Callable[[Callable[[str], None]], Answer]
"""Answers, and tells each stage as it begins."""


def stages(answering: Answering) -> Iterator[str | Answer]:
    """Each stage as it begins, then the answer; raises what answering raises. It goes on if nobody listens further."""
    told: SimpleQueue[str | Answer | Exception] = SimpleQueue()

    def work() -> None:
        try:
            told.put(answering(told.put))
        except Exception as error:  # handed to whoever reads the stages
            told.put(error)

    threading.Thread(target=work, name="answer", daemon=True).start()
    while isinstance(item := told.get(), str):
        yield item
    if isinstance(item, Exception):
        raise item
    yield item


def stream(answering: Answering, failed: JsonObject) -> StreamingResponse:
    """The events of one answer; what fails before the first of them is raised, later it is the event `error`."""
    told = stages(answering)
    first = next(told)
    return StreamingResponse(_events(chain([first], told), failed), headers=_HEADERS, media_type=MEDIA_TYPE)


def _events(told: Iterable[str | Answer], failed: JsonObject) -> Iterator[str]:
    try:
        for item in told:
            yield from [_event("stage", {"stage": item})] if isinstance(item, str) else _answered(item)
    except Exception as error:
        log.error("Answering failed.", exc_info=error)
        yield _event("error", failed)


def _answered(answer: Answer) -> Iterator[str]:
    body = to_json(answer)
    for sentence in body["sentences"]:
        yield _event("sentence", sentence)
    yield _event("answer", body)


def _event(name: str, data: JsonObject) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
