"""How often one visitor may ask: a moving window, counted in this process."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Pace:
    """Counts questions by visitor; safe for many threads."""

    def __init__(self, per_minute: int) -> None:
        """`per_minute` questions in any sixty seconds; 0 for no limit."""
        self._limit = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, visitor: str) -> int:
        """Count a question; how many seconds to wait if it is one too many, else 0."""
        if self._limit is None or self._limiter.hit(self._limit, visitor):
            return 0
        free_at = self._limiter.get_window_stats(self._limit, visitor).reset_time
        return max(1, math.ceil(free_at - time.time()))
