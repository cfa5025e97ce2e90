"""A question put on the page, step by step."""

import logging
from collections.abc import Callable

import pytest

from bot.errors import BotError, QuestionError
from bot.interfaces.web.asking import asked
from bot.interfaces.web.conversation import Turn
from bot.types import Answer, Language, Sentence, Status

_SENTENCES = tuple(Sentence(text=text, citations=(1,), figures=(), as_of="2025") for text in ("One.", "Two."))
_ANSWER = Answer(id="a1", language=Language.EN, status=Status.ANSWERED, text="One. Two.", sentences=_SENTENCES)


def _say(key: str, **values: object) -> str:
    return f"{key} {values}" if values else key


def _turns(answering: Callable[[Callable[[str], None]], Answer], question: str = "Why?") -> list[Turn]:
    return list(asked(question, answering, _say, _say))


def _told(*stages: str) -> Callable[[Callable[[str], None]], Answer]:
    def answering(told: Callable[[str], None]) -> Answer:
        for stage in stages:
            told(stage)
        return _ANSWER

    return answering


def test_sentences_come_one_by_one_and_the_answer_is_named() -> None:
    turns = _turns(_told("embed", "gate"))
    assert [turn.shown for turn in turns] == [1, 2]
    assert {turn.answer_id for turn in turns} == {"a1"}
    assert [turn.complete for turn in turns] == [False, True]


def test_a_model_at_work_is_told_and_then_no_longer() -> None:
    turns = _turns(_told("embed", "word"))
    assert [turn.remark for turn in turns] == ["stage_word", "", ""]


def test_an_answer_that_could_not_be_stored_still_has_a_name_on_the_page() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        return Answer(language=Language.EN, status=Status.GREETING, text="Hello.")

    first, second = _turns(answering), _turns(answering)
    assert first[-1].answer_id
    assert first[-1].answer_id != second[-1].answer_id


def test_a_question_that_cannot_be_looked_up_gets_its_message_and_is_shortened() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        raise QuestionError("question_too_long", found=5000, limit=2000)

    (turn,) = _turns(answering, "x" * 5000)
    assert turn.notice == "question_too_long {'found': 5000, 'limit': 2000}"
    assert len(turn.question) < 500


@pytest.mark.parametrize("error", [BotError("no disk"), RuntimeError("a secret")])
def test_a_failure_is_told_without_its_insides(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        raise error

    with caplog.at_level(logging.ERROR):
        (turn,) = _turns(answering)
    assert (turn.question, turn.notice) == ("Why?", "failed")
    assert str(error) in caplog.text


def test_personal_numbers_do_not_stay_on_the_page() -> None:
    assert all("A123456" not in turn.question for turn in _turns(_told(), "my ID is A123456(3)"))
