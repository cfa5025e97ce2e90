import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import BudgetSpentError, ModelError, ModelTimeoutError, UsageError
from bot.llm.limits import LimitedModel, Limits
from bot.protocols import Completion
from tests.fakes import ScriptedModel

_PROMPT = "x" * 100
_REPLY = Completion(text="y", input_tokens=40, output_tokens=10)


class _Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 29, 23, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


def _limits(**more: float) -> Limits:
    return Limits(**{"seconds": 5, "reply_tokens": 50, **more})  # type: ignore[arg-type]


def _asked(model: LimitedModel) -> int:
    """How many replies there are before the budget is spent."""
    for count in range(100):
        try:
            model.complete(_PROMPT)
        except BudgetSpentError:
            return count
    return 100


def test_without_a_budget_there_is_no_end() -> None:
    assert _asked(LimitedModel(ScriptedModel(_REPLY), _limits())) == 100


def test_the_tokens_that_the_service_counts_are_counted() -> None:
    # 150 are reserved for each reply, of which 50 are used.
    assert _asked(LimitedModel(ScriptedModel(_REPLY), _limits(daily_tokens=300))) == 4


def test_tokens_that_the_service_does_not_tell_are_taken_as_characters() -> None:
    model = ScriptedModel(Completion(text="y" * 50))

    assert _asked(LimitedModel(model, _limits(daily_tokens=300))) == 2


def test_money_is_counted_at_the_prices() -> None:
    # A reply costs 40 × 1 + 10 × 4 = 80 millionths, at most 100 × 1 + 50 × 4 = 300.
    limits = _limits(daily_cost=500e-6, input_price=1, output_price=4)

    assert _asked(LimitedModel(ScriptedModel(_REPLY), limits)) == 3


def test_a_request_that_failed_counts_for_what_was_sent() -> None:
    model = LimitedModel(ScriptedModel(ModelError("x")), _limits(daily_tokens=350))
    for _ in range(3):
        with pytest.raises(ModelError, match=r"^x$"):
            model.complete(_PROMPT)

    with pytest.raises(BudgetSpentError):
        model.complete(_PROMPT)


def test_a_day_has_a_budget_of_its_own_and_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    clock = _Clock()
    model = LimitedModel(ScriptedModel(_REPLY), _limits(daily_tokens=150), clock)
    assert [_asked(model), _asked(model)] == [1, 0]
    clock.time += timedelta(hours=1)

    assert [_asked(model), _asked(model)] == [1, 0]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "scripted:model is spent" in caplog.text


def test_a_limit_in_money_needs_prices() -> None:
    with pytest.raises(UsageError, match="GOGLOBAL_LLM_DAILY_COST needs the prices"):
        LimitedModel(ScriptedModel(_REPLY), _limits(daily_cost=1))


class _Waiting:
    """Replies when it is released."""

    name = "waiting:model"

    def __init__(self) -> None:
        self.released = threading.Event()

    def complete(self, prompt: str) -> Completion:
        self.released.wait(5)
        return _REPLY


def test_a_reply_that_does_not_come_is_not_waited_for() -> None:
    waiting = _Waiting()
    with pytest.raises(ModelTimeoutError, match=r"^waiting:model did not answer within 0\.05 s\.$"):
        LimitedModel(waiting, _limits(seconds=0.05)).complete(_PROMPT)
    waiting.released.set()


def test_replies_under_way_together_stay_within_the_budget() -> None:
    waiting = _Waiting()
    model = LimitedModel(waiting, _limits(daily_tokens=300))
    threads = [threading.Thread(target=model.complete, args=(_PROMPT,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    while model._tokens < 300:  # both have reserved what they can need
        pass
    with pytest.raises(BudgetSpentError):
        model.complete(_PROMPT)
    waiting.released.set()
    for thread in threads:
        thread.join()
