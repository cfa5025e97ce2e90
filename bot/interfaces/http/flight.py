"""Answers in flight: worked at on threads of their own, so many at once and for so long, and no more."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from bot.answer.advisor import nobody
from bot.interfaces.http.problems import ApiError
from bot.interfaces.streaming import Answering
from bot.types import Answer

T = TypeVar("T")


class BusyError(ApiError):
    """As many answers are in flight as may be."""

    status, title, retry_after = 503, "Busy", 1


class SlowError(ApiError):
    """An answer took longer than a client is kept waiting."""

    status, title = 504, "No answer in time"


class Flight:
    """Takes questions from the event loop and answers them beside it."""

    def __init__(self, most: int, seconds: float, threads: int) -> None:
        """At most `most` are in flight, `threads` of them at work; a client waits for `seconds` at most."""
        self._most, self._seconds = most, seconds
        self._pool = ThreadPoolExecutor(min(threads, most), thread_name_prefix="answer")
        self._lock, self._count = threading.Lock(), 0

    @property
    def count(self) -> int:
        """How many are in flight now."""
        return self._count

    async def answer(self, answering: Answering) -> Answer:
        """The answer; raises what `do` raises."""
        return await self.do(lambda: answering(nobody))

    async def do(self, work: Callable[[], T]) -> T:
        """What work gives; raises `BusyError` at once where there is no room, `SlowError`, and what work raises."""
        future = self._begin(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError as error:
            raise self._slow() from error

    async def stages(self, answering: Answering) -> AsyncIterator[str | Answer]:
        """The same with each stage as it begins; it goes on if nobody listens further."""
        loop, told = asyncio.get_running_loop(), asyncio.Queue[str | Future[Answer]]()

        def tell(item: str | Future[Answer]) -> None:
            loop.call_soon_threadsafe(told.put_nowait, item)

        future = self._begin(lambda: answering(tell))
        future.add_done_callback(tell)
        until = loop.time() + self._seconds
        try:
            while isinstance(item := await asyncio.wait_for(told.get(), until - loop.time()), str):
                yield item
        except TimeoutError as error:
            future.cancel()
            raise self._slow() from error
        yield item.result()

    def _begin(self, work: Callable[[], T]) -> Future[T]:
        with self._lock:
            if self._count >= self._most:
                raise BusyError(f"{self._most} answers are being worked at. Try again in a second.")
            self._count += 1
        future = self._pool.submit(work)
        future.add_done_callback(self._end)
        return future

    def _end(self, future: Future[T]) -> None:
        with self._lock:
            self._count -= 1

    def _slow(self) -> SlowError:
        return SlowError(f"There was no answer after {self._seconds:g} seconds.")
