import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult

from bot.app import Bot
from bot.exports.words import load_export_words
from bot.interfaces.http.asking import Asking
from bot.interfaces.http.flight import Flight
from bot.interfaces.http.mcp import Tools
from bot.interfaces.http.state import HttpState
from bot.interfaces.service import Service, State
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import Language
from tests.interfaces.http.conftest import Serve

Call = Callable[..., Any]


@pytest.fixture
def call(indexed: Settings, bot: Bot) -> Call:
    """Calls a tool by its name and arguments."""

    def now(name: str, **arguments: object) -> CallToolResult:
        service = Service(indexed.model_copy(update={"store_answers": False}))
        service.state = State(bot=bot, percent=100)
        state = HttpState(service, Asking(service, Flight(2, 30, 2)), load_export_words(indexed.prompts_dir))
        tools = Tools(state, load_words(indexed.prompts_dir, "messages")[Language.EN])

        async def run() -> CallToolResult:
            async with Client(tools.server()) as client:
                return await client.call_tool(name, arguments)

        return asyncio.run(run())

    return now


def test_ask_gives_text_with_numbered_sources_and_the_answer_of_the_contract(call: Call) -> None:
    result = call("ask", question="Who steers the GoGlobal Task Force?")
    text, answer = result.content[0].text, result.structured_content

    assert answer["status"] == "answered"
    assert text.startswith(answer["text"])
    assert f"\n\nSources\n[1] {answer['citations'][0]['source']['publisher']}" in text


def test_ask_understands_a_follow_up_and_a_language(call: Call) -> None:
    asked = "How many companies did InvestHK assist in 2025?"
    answer = call("ask", question="and in 2024?", history=[asked], language="zh-Hant").structured_content
    assert answer["language"] == "zh-Hant"
    assert "539" in answer["text"]


def test_search_gives_facts_with_their_sources_likeliest_first(call: Call) -> None:
    found = call("search", query="tax rate of a corporate treasury centre", count=3).structured_content["result"]
    assert len(found) == 3
    assert "8.25%" in found[0]["quote"]
    assert all(one["source"]["publisher"] and one["as_of"] for one in found)


def test_search_never_gives_what_only_says_that_something_is_not_known(call: Call, bot: Bot) -> None:
    gaps = {one.fact.text for one in bot.advisor.corpus.views(Language.EN).values() if one.fact.gap}
    assert gaps
    for gap in sorted(gaps)[:5]:
        found = call("search", query=gap[:200], count=20).structured_content["result"]
        assert gaps.isdisjoint(one["quote"] for one in found)


def test_topics_come_in_the_asked_script(call: Call) -> None:
    topics = call("topics", language="zh-Hans").structured_content["result"]
    assert topics[0]["title"] == "内地企业出海专班"


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {"question": " "}, "Please type a question."),
        ("search", {"query": "!!"}, "Please ask in words"),
        ("search", {"query": "tax", "count": 100}, "less than or equal to 20"),
    ],
)
def test_what_is_wrong_is_told_to_the_model(call: Call, name: str, arguments: dict[str, object], told: str) -> None:
    result = call(name, **arguments)
    assert result.is_error
    assert told in result.content[0].text


_LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
_ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://evil.example", 403), ("https://portal.example", 200), ("http://testserver", 200), ("null", 403)],
)
def test_pages_of_other_sites_may_not_call_tools(serve: Serve, origin: str, status: int) -> None:
    client = serve(allowed_origins=("https://portal.example",))
    assert client.post("/mcp", json=_LIST, headers={**_ACCEPT, "Origin": origin}).status_code == status


def test_any_replica_serves_any_message_and_limits_hold_here_too(serve: Serve) -> None:
    client, other = serve(api_per_minute=2), serve()
    for one in (client, other, client):
        answer = one.post("/mcp", json=_LIST, headers=_ACCEPT)
        assert [tool["name"] for tool in answer.json()["result"]["tools"]] == ["ask", "search", "topics"]
        assert "mcp-session-id" not in answer.headers
    assert client.post("/mcp", json=_LIST, headers=_ACCEPT).status_code == 429
