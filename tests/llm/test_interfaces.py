"""The interfaces with a model: events, the command, the retriever of LangChain."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from bot.app import build_bot
from bot.errors import UsageError
from bot.evaluation.targets import local_target
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.langchain import AdvisorRetriever
from bot.settings import Settings
from tests.llm.conftest import KEY, with_server
from tests.llm.server import playing

_QUESTION = "Who steers the GoGlobal Task Force?"


@contextmanager
def _client(settings: Settings, *behaviours: str) -> Iterator[TestClient]:
    with playing(*behaviours) as played:
        service = Service(with_server(settings, played))
        service.state = State(bot=build_bot(service.settings), percent=100)
        with TestClient(create_api(service)) as client:
            yield client


def _events(client: TestClient, question: str = _QUESTION) -> list[tuple[str, dict[str, object]]]:
    response = client.post("/api/ask", json={"question": question}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in response.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_events_are_stages_then_sentences_that_passed_then_the_answer(few_indexed: Settings) -> None:
    with _client(few_indexed, "one wrong figure") as client:
        events = _events(client)

    stages = [data["stage"] for name, data in events if name == "stage"]
    sentences = [data for name, data in events if name == "sentence"]
    (answer,) = [data for name, data in events if name == "answer"]
    assert stages == ["rewrite", "embed", "retrieve", "compose", "gate", "word"]
    assert [name for name, _ in events] == ["stage"] * 6 + ["sentence"] * len(sentences) + ["answer"]
    assert (answer["mode"], answer["sentences"]) == ("llm", sentences)
    assert "97.5" not in json.dumps(events)


def test_events_of_a_fallback_hold_nothing_of_the_model(few_indexed: Settings) -> None:
    with _client(few_indexed, "wrong figures") as client:
        events = _events(client)

    assert events[-1][1]["mode"] == "extractive_fallback"
    assert "3136" not in json.dumps(events)


def test_the_command_shows_mode_and_model(few_indexed: Settings) -> None:
    with playing("good") as played:
        variables = {
            **os.environ,
            "GOGLOBAL_DATA_DIR": str(few_indexed.data_dir),
            "GOGLOBAL_MODEL_DIR": str(few_indexed.model_dir),
            "GOGLOBAL_LLM": "openai:played",
            "GOGLOBAL_LLM_BASE_URL": played.url,
            "GOGLOBAL_LLM_API_KEY": KEY,
        }
        command = [sys.executable, "-m", "bot", "ask", _QUESTION, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["mode"], answer["model"], answer["reason"]) == ("llm", "openai:played", None)
    assert "word" in answer["timings_ms"]


@pytest.mark.parametrize(
    ("model", "problem"), [("gpt", "'gpt' is no model"), ("nobody:x", "'nobody:x' cannot be opened")]
)
def test_a_model_that_cannot_be_opened_is_told_at_the_start(few_indexed: Settings, model: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        build_bot(few_indexed.model_copy(update={"llm": model}))


def test_the_retriever_gives_facts_and_asks_no_model(few_indexed: Settings) -> None:
    with playing("good") as played:
        worded = build_bot(with_server(few_indexed, played))
        documents = AdvisorRetriever(advisor=worded.advisor).invoke(_QUESTION)

    assert documents
    assert played.prompts == []


def test_a_run_says_which_model_it_measures(few_indexed: Settings) -> None:
    with playing("good") as played:
        target = local_target(with_server(few_indexed, played))

    assert (target.describe()["mode"], target.describe()["model"]) == ("llm", "openai:played")
