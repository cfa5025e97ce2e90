import asyncio
import json
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.interfaces.http.bounds import Bounds

_SCOPE = {"type": "http", "path": "/api/ask", "headers": [(b"content-length", b"4")]}


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the body and what follows, and answers with their types."""
    first, second = await receive(), await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    told = {"body": first.get("body", b"").decode(), "then": second["type"]}
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})


def _served(messages: Iterator[Message | None], seconds: float = 30) -> tuple[int, dict[str, str]]:
    """Status and body of the response to a request that arrives in some messages, and then, at None, no further."""
    sent: list[Message] = []

    async def receive() -> Message:
        message = next(messages)
        if message is None:
            await asyncio.sleep(60)
        return message or {}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Bounds(_echo, 100, seconds)(_SCOPE, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


def _part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_arrives_whole_and_what_follows_after_it() -> None:
    messages = iter([_part(b"ab", more=True), _part(b"cd", more=False), {"type": "http.disconnect"}])
    assert _served(messages) == (200, {"body": "abcd", "then": "http.disconnect"})


def test_a_body_that_does_not_arrive_is_waited_for_no_longer_than_allowed() -> None:
    status, problem = _served(iter([_part(b"ab", more=True), None]), seconds=0.01)
    assert (status, problem["detail"]) == (408, "The request had not arrived after 0.01 seconds.")


@pytest.mark.parametrize("sizes", [[101], [60, 60], [100, 1]])
def test_a_body_over_the_bound_is_refused_before_it_is_passed_on(sizes: list[int]) -> None:
    status, _ = _served(iter([_part(b"x" * size, more=True) for size in sizes]))
    assert status == 413
