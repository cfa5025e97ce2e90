"""What is told of an answer while it is made: each stage as it begins, then all of it."""

import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue

from bot.types import Answer

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
