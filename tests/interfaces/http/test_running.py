"""Clients that others wrote, unmodified, and two processes that share an address, against servers on loopback."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from mcp import Client
from openai import OpenAI, UnprocessableEntityError

from bot.settings import Settings
from tests.browser.page import serving, wait_until_ready
from tests.interfaces.http.conftest import ASKED
from tests.interfaces.http.turns import in_turn

_MODEL = "goglobal-advisor"


@pytest.fixture(scope="module")
def replicas(indexed: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    store = {"GOGLOBAL_STORE_URL": f"sqlite:///{tmp_path_factory.mktemp('shared') / 'receipts.sqlite'}"}
    with serving(indexed, more=store) as one, serving(indexed, more=store) as other:
        for address in (one, other):
            wait_until_ready(address)
        yield one, other


@pytest.fixture
def openai(replicas: tuple[str, str]) -> OpenAI:
    return OpenAI(base_url=f"{replicas[0]}/v1", api_key="none", max_retries=0)


def test_the_client_of_openai_gets_an_answer(openai: OpenAI) -> None:
    assert [model.id for model in openai.models.list()] == [_MODEL]
    given = openai.chat.completions.create(model=_MODEL, messages=[{"role": "user", "content": ASKED["question"]}])

    assert "\n\nSources\n[1] " in (given.choices[0].message.content or "")
    assert given.choices[0].finish_reason == "stop"
    extra: dict[str, Any] = given.choices[0].message.model_extra or {}
    assert extra["citations"][0]["source"]["publisher"]


def test_it_gets_a_stream(openai: OpenAI) -> None:
    messages: Any = [
        {"role": "system", "content": "Answer in French."},
        {"role": "user", "content": "How many companies did InvestHK assist in 2025?"},
        {"role": "assistant", "content": "560"},
        {"role": "user", "content": "and in 2024?"},
    ]
    chunks = openai.chat.completions.create(model=_MODEL, messages=messages, stream=True)
    assert "539" in "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def test_it_is_told_what_is_wrong(openai: OpenAI) -> None:
    with pytest.raises(UnprocessableEntityError, match="Please ask in words") as raised:
        openai.chat.completions.create(model=_MODEL, messages=[{"role": "user", "content": "!!"}])
    assert raised.value.type == "invalid_request_error"


def test_a_client_of_mcp_gets_tools_and_answers(replicas: tuple[str, str]) -> None:
    async def use(address: str) -> tuple[list[str], Any]:
        async with Client(f"{address}/mcp") as client:
            tools = await client.list_tools()
            return [tool.name for tool in tools.tools], await client.call_tool("ask", ASKED)

    with in_turn(replicas) as (address, served):
        names, result = asyncio.run(use(address))
    assert names == ["ask", "search", "topics"]
    assert result.structured_content["status"] == "answered"
    assert set(served) == set(replicas)


def test_two_processes_answer_one_conversation_in_turn(replicas: tuple[str, str]) -> None:
    asked = ("How many companies did InvestHK assist in 2025?", "and in 2024?", "and in 2023?")
    with in_turn(replicas) as (address, served), httpx.Client(base_url=address, timeout=60) as client:
        history: list[dict[str, str]] = []
        answers = []
        for question in asked:
            answer = client.post("/api/ask", json={"question": question, "history": history}).json()
            history += [{"role": "user", "text": question}, {"role": "assistant", "text": answer["text"]}]
            answers.append(answer)
        found = [client.get(f"/api/answers/{one['id']}").json() for one in answers for _ in replicas]
        rated = client.post("/api/feedback", json={"answer_id": answers[0]["id"], "verdict": "up"})
        key = {"Idempotency-Key": "one"}
        ids = {client.post("/api/ask", json=ASKED, headers=key).json()["id"] for _ in range(4)}

    assert ["560" in answers[0]["text"], "539" in answers[1]["text"], "InvestHK" in answers[2]["query"]] == [True] * 3
    assert [one["text"] for one in found] == [one["text"] for one in answers for _ in replicas]
    assert rated.status_code == 204
    assert len(ids) == 1
    assert {served.count(one) for one in replicas} == {len(served) // 2}


def test_the_chat_page_may_run_what_gradio_needs_from_its_own_host_and_nothing_else(replicas: tuple[str, str]) -> None:
    headers = httpx.get(replicas[0]).headers
    policy = headers["content-security-policy"]

    assert policy.startswith("default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; ")
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert "server" not in headers
