from collections.abc import Callable

import pytest

from bot.interfaces.streaming import stages
from bot.types import Answer, Language, Status

_ANSWER = Answer(language=Language.EN, status=Status.ANSWERED, text="It is 8.25%. [1]")


def test_stages_come_before_the_answer() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        told("rewrite")
        told("retrieve")
        return _ANSWER

    assert list(stages(answering)) == ["rewrite", "retrieve", _ANSWER]


def test_what_fails_is_raised_where_the_stages_are_read() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        told("rewrite")
        raise ZeroDivisionError("secret")

    read = stages(answering)
    assert next(read) == "rewrite"
    with pytest.raises(ZeroDivisionError):
        next(read)
