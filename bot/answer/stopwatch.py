"""How long each step of an answer takes."""

import time
from collections.abc import Callable


class Stopwatch:
    """Milliseconds by step; tells a listener of each step as it begins."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self._start = self._last = time.perf_counter()
        self._laps = dict.fromkeys(("rewrite", "embed", "retrieve", "compose", "gate"), 0.0)
        self._step, self._told = "rewrite", told
        told(self._step)

    def begin(self, step: str) -> None:
        """End the step that runs and begin the next."""
        self._end()
        self._step = step
        self._told(step)

    def timings(self) -> dict[str, float]:
        """What each step took, and all of them together; ends the last."""
        self._end()
        total = (self._last - self._start) * 1000
        return {step: round(value, 2) for step, value in (self._laps | {"total": total}).items()}

    def _end(self) -> None:
        now = time.perf_counter()
        self._laps[self._step] = self._laps.get(self._step, 0.0) + (now - self._last) * 1000
        self._last = now
