import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.errors import QuestionError
from bot.interfaces.http.events import stream, told_in_full
from bot.interfaces.http.flight import SlowError
from bot.types import Answer, Language, Sentence, Status

_ANSWER = Answer(
    language=Language.EN,
    status=Status.ANSWERED,
    text="It is 8.25%. [1]",
    sentences=(Sentence(text="It is 8.25%.", citations=(1,), figures=("8.25%",), as_of="2025"),),
)


async def _told(*items: str | Answer | Exception) -> AsyncIterator[str | Answer]:
    for item in items:
        if isinstance(item, Exception):
            raise item
        yield item


def _events(*items: str | Answer | Exception) -> list[tuple[str, Any]]:
    async def read() -> str:
        response = await stream(_told(*items), told_in_full)
        return "".join([str(part) async for part in response.body_iterator])

    blocks = [block.split("\n") for block in asyncio.run(read()).strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_stages_come_before_sentences_and_the_answer_last() -> None:
    events = _events("rewrite", "retrieve", _ANSWER)
    assert [name for name, _ in events] == ["stage", "stage", "sentence", "answer"]
    assert [data for _, data in events[:3]] == [
        {"stage": "rewrite"},
        {"stage": "retrieve"},
        {"text": "It is 8.25%.", "citations": [1], "figures": ["8.25%"], "as_of": "2025", "remark": None, "mark": None},
    ]
    assert events[3][1]["text"] == "It is 8.25%. [1]"


def test_what_fails_before_the_first_event_is_raised() -> None:
    with pytest.raises(QuestionError):
        _events(QuestionError("question_empty"))


def test_what_fails_later_is_an_event_without_its_insides() -> None:
    [_, (name, data)] = _events("rewrite", ZeroDivisionError("secret"))
    assert (name, data["status"], data["error"]["type"]) == ("error", 500, "server_error")
    assert "secret" not in str(data)


def test_what_is_refused_later_says_why() -> None:
    [_, (name, data)] = _events("rewrite", SlowError("There was no answer after 5 seconds."))
    assert (name, data["status"], data["detail"]) == ("error", 504, "There was no answer after 5 seconds.")
