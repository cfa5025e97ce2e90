"""An answer as server-sent events: each stage as it begins, then sentences that passed every check, then all of it."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue

from fastapi.responses import StreamingResponse

from bot.answer.serialise import to_json
from bot.types import Answer, JsonObject

log = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the second keeps nginx from collecting events

Answering = Callable[[Callable[[str], None]], Answer]
"""Answers, and tells each stage as it begins."""


def stream(answering: Answering, failed: JsonObject) -> StreamingResponse:
    """The events of one answer; what fails before the first of them is raised, later it is the event `error`."""
    told: SimpleQueue[str | Answer | Exception] = SimpleQueue()

    def work() -> None:
        try:
            told.put(answering(told.put))
        except Exception as error:  # handed to whoever reads the stream
            told.put(error)

    threading.Thread(target=work, name="answer", daemon=True).start()
    first = told.get()
    if isinstance(first, Exception):
        raise first
    return StreamingResponse(_events(first, told.get, failed), headers=_HEADERS, media_type=MEDIA_TYPE)


def _events(
    item: str | Answer | Exception, next_item: Callable[[], str | Answer | Exception], failed: JsonObject
) -> Iterator[str]:
    while isinstance(item, str):
        yield _event("stage", {"stage": item})
        item = next_item()
    if isinstance(item, Exception):
        log.error("Answering failed.", exc_info=item)
        yield _event("error", failed)
        return
    body = to_json(item)
    for sentence in body["sentences"]:
        yield _event("sentence", sentence)
    yield _event("answer", body)


def _event(name: str, data: JsonObject) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
