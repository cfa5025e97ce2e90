"""A service that keeps failing is left alone, and tried again by one request."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.app import build_bot
from bot.errors import BudgetSpentError, ModelBusyError, ModelError, ModelRestingError, ModelTimeoutError
from bot.llm.breaker import BreakingModel
from bot.protocols import Completion
from bot.settings import Settings
from tests.fakes import ScriptedModel
from tests.llm.conftest import with_server
from tests.llm.server import playing

_REST = 30.0


class _Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


def _outcome(model: BreakingModel) -> str:
    """ "" for a reply, else the reason why there is none."""
    try:
        model.complete("x")
    except ModelError as error:
        return error.reason
    return ""


def _outcomes(model: BreakingModel, count: int) -> list[str]:
    return [_outcome(model) for _ in range(count)]


@pytest.mark.parametrize("error", [ModelError("x"), ModelTimeoutError("x"), ModelBusyError("x")])
def test_after_enough_failures_in_a_row_the_service_is_not_asked(error: ModelError) -> None:
    asked = ScriptedModel(error)

    assert _outcomes(BreakingModel(asked, 3, _REST, _Clock()), 5) == [error.reason] * 3 + ["model_resting"] * 2
    assert len(asked.prompts) == 3


def test_a_reply_between_failures_starts_the_count_anew() -> None:
    asked = ScriptedModel(ModelError("x"), ModelError("x"), "y", ModelError("x"), ModelError("x"), "y")

    assert "model_resting" not in _outcomes(BreakingModel(asked, 3, _REST, _Clock()), 6)


def test_a_spent_budget_is_no_failure_of_the_service() -> None:
    assert _outcomes(BreakingModel(ScriptedModel(BudgetSpentError("x")), 1, _REST, _Clock()), 3) == ["model_budget"] * 3


def test_no_limit_is_no_breaker() -> None:
    assert _outcomes(BreakingModel(ScriptedModel(ModelError("x")), 0, _REST, _Clock()), 9) == ["model_failed"] * 9


def test_after_the_rest_a_reply_opens_the_way() -> None:
    clock = _Clock()
    model = BreakingModel(ScriptedModel(ModelError("x"), "y"), 1, _REST, clock)

    assert _outcomes(model, 2) == ["model_failed", "model_resting"]
    clock.time = _REST
    assert _outcomes(model, 3) == ["", "", ""]


def test_after_the_rest_one_failure_begins_the_next() -> None:
    clock = _Clock()
    model = BreakingModel(ScriptedModel(ModelError("x")), 2, _REST, clock)
    _outcomes(model, 2)
    clock.time = _REST

    assert _outcomes(model, 2) == ["model_failed", "model_resting"]
    clock.time += _REST - 1
    assert _outcome(model) == "model_resting"


def test_one_request_tries_the_rested_service_and_the_others_go_without() -> None:
    clock, tried, answer = _Clock(), threading.Event(), threading.Event()

    class _Slow(ScriptedModel):
        def complete(self, prompt: str) -> Completion:
            if clock.time:
                tried.set()
                answer.wait(5)
            return super().complete(prompt)

    asked = _Slow(ModelError("x"), "y")
    model = BreakingModel(asked, 1, _REST, clock)
    _outcome(model)
    clock.time = _REST
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(_outcome, model)
        tried.wait(5)
        others = _outcomes(model, 3)
        answer.set()

    assert (others, first.result(), len(asked.prompts)) == (["model_resting"] * 3, "", 2)


def test_resting_is_its_own_reason() -> None:
    with pytest.raises(ModelRestingError, match="not asked for now"):
        _rested().complete("x")


def _rested() -> BreakingModel:
    model = BreakingModel(ScriptedModel(ModelError("x")), 1, _REST, _Clock())
    _outcome(model)
    return model


def test_answers_are_quoted_at_once_while_a_broken_service_rests(few_indexed: Settings) -> None:
    with playing("failing") as played:
        bot = build_bot(with_server(few_indexed, played, llm_failures=2, llm_rest=600.0))
        answers = [bot.advisor.answer("Who steers the GoGlobal Task Force?") for _ in range(3)]

    assert [answer.reason for answer in answers] == ["model_failed", "model_failed", "model_resting"]
    assert {answer.mode for answer in answers} == {"extractive_fallback"}
    assert len(played.prompts) == 2
