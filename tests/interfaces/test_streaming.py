import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from bot.errors import QuestionError
from bot.interfaces.streaming import stream
from bot.types import Answer, Language, Sentence, Status

_ANSWER = Answer(
    language=Language.EN,
    status=Status.ANSWERED,
    text="It is 8.25%. [1]",
    sentences=(Sentence(text="It is 8.25%.", citations=(1,), figures=("8.25%",), as_of="2025"),),
)


def _events(answering: Callable[[Callable[[str], None]], Answer]) -> list[tuple[str, Any]]:
    api = FastAPI()

    @api.get("/")
    def ask() -> StreamingResponse:
        return stream(answering, {"title": "Failed"})

    with TestClient(api) as client:
        blocks = [block.split("\n") for block in client.get("/").text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_stages_come_before_sentences_and_the_answer_last() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        told("rewrite")
        told("retrieve")
        return _ANSWER

    events = _events(answering)
    assert [name for name, _ in events] == ["stage", "stage", "sentence", "answer"]
    assert [data for _, data in events[:3]] == [
        {"stage": "rewrite"},
        {"stage": "retrieve"},
        {"text": "It is 8.25%.", "citations": [1], "figures": ["8.25%"], "as_of": "2025", "remark": None, "mark": None},
    ]
    assert events[3][1]["text"] == "It is 8.25%. [1]"


def test_what_fails_before_the_first_event_is_raised() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        raise QuestionError("question_empty")

    with pytest.raises(QuestionError):
        stream(answering, {})


def test_what_fails_later_is_an_event_without_its_insides() -> None:
    def answering(told: Callable[[str], None]) -> Answer:
        told("rewrite")
        raise ZeroDivisionError("secret")

    assert _events(answering) == [("stage", {"stage": "rewrite"}), ("error", {"title": "Failed"})]
