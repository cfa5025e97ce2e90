"""Leaves a service that keeps failing alone for a while, so that its users do not wait for each failure anew."""

import logging
import threading
import time
from collections.abc import Callable

from bot.errors import ModelError, ModelRestingError, ModelUnaskedError
from bot.protocols import ChatModel, Completion

log = logging.getLogger(__name__)


class BreakingModel:
    """A chat model that is not asked while it rests; safe to share.

    After `failures` errors in a row it rests for `seconds`. Then one request tries it, while the others still go
    without: its success ends the rest, its failure begins the next. No failures are too many where `failures` is 0.
    """

    def __init__(
        self, model: ChatModel, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._model, self._failures, self._seconds, self._clock = model, failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._rests_until: float | None = None

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._model.name

    def complete(self, prompt: str) -> Completion:
        """The reply; raises `ModelRestingError` without asking, or what the model raises."""
        self._admit()
        try:
            reply = self._model.complete(prompt)
        except ModelUnaskedError:
            raise  # says nothing about the service: it was not asked
        except ModelError:
            self._fail()
            raise
        self._succeed()
        return reply

    def _admit(self) -> None:
        """Let a request through, or the one that tries a rested service; that keeps the others out meanwhile."""
        with self._lock:
            if self._rests_until is None:
                return
            if self._clock() < self._rests_until:
                raise ModelRestingError(f"{self.name} failed too often and is not asked for now.")
            self._rests_until = self._clock() + self._seconds

    def _fail(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failures and self._failed >= self._failures:
                if self._rests_until is None:
                    log.warning(
                        "%s failed %d times in a row; for %g s it is not asked.", self.name, self._failed, self._seconds
                    )
                self._rests_until = self._clock() + self._seconds

    def _succeed(self) -> None:
        with self._lock:
            if self._rests_until is not None:
                log.info("%s answers again.", self.name)
            self._failed, self._rests_until = 0, None
