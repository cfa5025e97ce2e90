"""Keeps a language model within time, tokens and money; each process counts for itself, from midnight UTC."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.errors import BudgetSpentError, ModelTimeoutError, UsageError
from bot.protocols import ChatModel, Completion

log = logging.getLogger(__name__)

_PER_PRICE = 1_000_000  # tokens that a price is quoted for


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits and prices; a limit of 0 is none, a price of 0 is unknown."""

    seconds: float
    """For one reply, the client's own retries included."""
    reply_tokens: int
    daily_tokens: int = 0
    daily_cost: float = 0.0
    input_price: float = 0.0
    """For a million tokens, in the currency of `daily_cost`; so is `output_price`."""
    output_price: float = 0.0


class LimitedModel:
    """A chat model that refuses when the day's budget is spent and gives up when time is; safe to share."""

    def __init__(
        self, model: ChatModel, limits: Limits, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        if limits.daily_cost and not (limits.input_price or limits.output_price):
            raise UsageError(
                "GOGLOBAL_LLM_DAILY_COST needs the prices, GOGLOBAL_LLM_INPUT_PRICE and GOGLOBAL_LLM_OUTPUT_PRICE."
            )
        self._model, self._limits, self._now = model, limits, now
        self._lock = threading.Lock()
        self._day: date | None = None
        self._tokens, self._cost, self._warned = 0, 0.0, False

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._model.name

    def complete(self, prompt: str) -> Completion:
        """The reply; raises `BudgetSpentError`, `ModelTimeoutError` or what the model raises."""
        asked = len(prompt)  # a token is at least a character in the languages here: never too few
        self._reserve(asked, self._limits.reply_tokens)
        try:
            reply = self._in_time(prompt)
        except Exception:
            # What failed may still be billed for what was read, not for words that never came.
            self._settle(asked, self._limits.reply_tokens, asked, 0)
            raise
        used_in = asked if reply.input_tokens is None else reply.input_tokens
        used_out = len(reply.text) if reply.output_tokens is None else reply.output_tokens
        self._settle(asked, self._limits.reply_tokens, used_in, used_out)
        return reply

    def _reserve(self, tokens_in: int, tokens_out: int) -> None:
        """Take the most that a reply can need, so that replies under way together stay within the budget."""
        with self._lock:
            self._begin_day()
            tokens = self._tokens + tokens_in + tokens_out
            cost = self._cost + self._price(tokens_in, tokens_out)
            if self._is_over(tokens, self._limits.daily_tokens) or self._is_over(cost, self._limits.daily_cost):
                if not self._warned:
                    log.warning("The day's budget for %s is spent; answers are quoted until midnight UTC.", self.name)
                self._warned = True
                raise BudgetSpentError(f"The day's budget for {self.name} is spent.")
            self._tokens, self._cost = tokens, cost

    def _settle(self, reserved_in: int, reserved_out: int, used_in: int, used_out: int) -> None:
        with self._lock:
            self._tokens += used_in + used_out - reserved_in - reserved_out
            self._cost += self._price(used_in, used_out) - self._price(reserved_in, reserved_out)

    def _begin_day(self) -> None:
        today = self._now().date()
        if today != self._day:
            self._day, self._tokens, self._cost, self._warned = today, 0, 0.0, False

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self._limits.input_price + tokens_out * self._limits.output_price) / _PER_PRICE

    @staticmethod
    def _is_over(amount: float, limit: float) -> bool:
        return bool(limit) and amount > limit

    def _in_time(self, prompt: str) -> Completion:
        """The reply within the limit, whatever the client does: its time-out starts anew with each byte and retry."""
        reply: Future[Completion] = Future()

        def work() -> None:
            try:
                reply.set_result(self._model.complete(prompt))
            except BaseException as error:
                reply.set_exception(error)

        threading.Thread(target=work, name="language-model", daemon=True).start()
        try:
            return reply.result(timeout=self._limits.seconds)
        except TimeoutError:
            raise ModelTimeoutError(f"{self.name} did not answer within {self._limits.seconds:g} s.") from None
