import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
import uvicorn

from bot.app import Bot
from bot.errors import UsageError
from bot.evaluation import targets
from bot.evaluation.questions import read_questions
from bot.evaluation.records import Record
from bot.evaluation.run import RunOptions, generate, read_run
from bot.evaluation.scoring import score, summarise
from bot.evaluation.targets import AskFailedError, LocalTarget, ServerTarget
from bot.interfaces.api import create_api
from bot.interfaces.service import Service
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import JsonObject, Language
from tests.evaluation.factories import answer_json, question
from tests.evaluation.servers import Received, Response, answering

_READY = Response({"status": "ready", "corpus_version": "v1"})


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_PAUSE", 0.01)


def _server(url: str, timeout: float = 5) -> "closing[ServerTarget]":
    return closing(ServerTarget(url, timeout))


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    service = Service(settings)
    service.start().join()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_api(service), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _figures(summary: JsonObject) -> JsonObject:
    """A summary without what tells the two ways of asking apart: how long it took and what was asked."""
    apart = ("latency_ms", "settings", "started_at")
    return {
        name: _figures(value) if isinstance(value, dict) else value
        for name, value in summary.items()
        if name not in apart
    }


def _same(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in Record.__slots__ if name != "latency_ms")


def test_a_server_is_measured_as_the_bot_in_this_process(bot: Bot, indexed: Settings, tmp_path: Path) -> None:
    file = read_questions(Path(__file__).parents[1] / "collection" / "questions.jsonl")
    odd = [question("odd", question="🎉"), question("long", question="tax " * 1000)]
    questions = (*file.questions[::4], *odd)
    local = LocalTarget(bot, indexed, load_words(indexed.prompts_dir, "messages")[Language.EN])
    generate(questions, local, tmp_path / "local", RunOptions(), lambda *step: None)
    with _serving(indexed) as url, _server(url, 60) as target:
        generate(questions, target, tmp_path / "server", RunOptions(workers=4), lambda *step: None)

    here, there = read_run(tmp_path / "local"), read_run(tmp_path / "server")
    assert [_same(record) for record in there.records] == [_same(record) for record in here.records]
    assert _figures(summarise(there, score(there))) == _figures(summarise(here, score(here)))
    assert [record.reason for record in there.records if record.failed] == [
        "Please ask in words: there is nothing in “🎉” to look up.",
        "Your question has 4000 characters; the limit is 2000. Please shorten it.",
    ]


def test_a_server_that_is_not_there_is_an_error_before_anything_is_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with (
        _server(f"http://127.0.0.1:{port}/") as target,
        pytest.raises(UsageError, match=f"No server answers at http://127.0.0.1:{port}.*goglobal serve"),
    ):
        target.describe()


def test_a_server_that_still_builds_its_index_says_so() -> None:
    building = Response({"detail": "The index is being built (40%)."}, status=503)
    with (
        answering(lambda request: building) as (url, _),
        _server(url) as target,
        pytest.raises(UsageError, match=r"not ready: .* \(40%\)"),
    ):
        target.describe()


def test_the_question_its_language_and_its_context_are_sent() -> None:
    asked = question(question="那要多久", context=("怎么申请", "好的"))
    with answering(lambda request: Response(answer_json())) as (url, received), _server(url) as target:
        target.ask(asked, Language.ZH_HANS)

    assert received[0].path == "/api/ask"
    assert received[0].body == {
        "question": "那要多久",
        "language": "zh-Hans",
        "history": [{"role": "user", "text": "怎么申请"}, {"role": "user", "text": "好的"}],
    }
    assert received[1].path == "/api/passages?id=en%2Ftax%23rate"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(status: int) -> None:
    turns = count()

    def busy_twice(request: Received) -> Response:
        if request.method == "POST" and next(turns) < 2:
            return Response({"detail": "busy"}, status=status, headers={"Retry-After": "0"})
        return Response(answer_json())

    with answering(busy_twice) as (url, received), _server(url) as target:
        assert target.ask(question(), None).answer == answer_json()
    assert sum(request.method == "POST" for request in received) == 3


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (Response({"detail": "busy"}, status=503), "HTTP 503: busy"),
        (Response({"detail": "broken"}, status=500), "HTTP 500: broken"),
        (Response({"detail": "Please type a question."}, status=422), "Please type a question."),
        (Response("<html>Bad gateway</html>"), "HTTP 200, not JSON: '<html>Bad gateway</html>'"),
        (Response([1, 2]), "answered '[1, 2]', which is no JSON object"),
    ],
)
def test_a_failing_question_keeps_the_reason(response: Response, reason: str) -> None:
    with (
        answering(lambda request: response) as (url, _),
        _server(url) as target,
        pytest.raises(AskFailedError) as caught,
    ):
        target.ask(question(), None)
    assert str(caught.value) == reason


def test_a_slow_server_fails_the_question_after_the_time_allowed() -> None:
    def slow(request: Received) -> Response:
        time.sleep(0.5)
        return _READY

    with (
        answering(slow) as (url, _),
        _server(url, 0.1) as target,
        pytest.raises(AskFailedError, match=r"no answer within 0\.1 s"),
    ):
        target.ask(question(), None)


def test_a_server_that_goes_away_fails_the_question() -> None:
    with answering(lambda request: _READY) as (url, _):
        gone = url
    with _server(gone) as target, pytest.raises(AskFailedError, match="connection failed"):
        target.ask(question(), None)
