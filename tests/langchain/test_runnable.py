import asyncio
from collections.abc import Callable
from typing import Any, TypedDict

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_core.runnables.utils import add
from pydantic import ValidationError

from bot.answer.serialise import to_json
from bot.app import Bot
from bot.errors import QuestionError
from bot.langchain import AdvisorInput, AdvisorOutput, AdvisorRetriever, AdvisorRunnable

_QUESTION = "企业财资中心的利得税率是多少？"
_ABSTAINED = "明天上海天气怎么样"
_PARTIAL = "How many companies did InvestHK help in 2024 and in 1999?"
_VARYING = {"id", "asked_at", "timings_ms"}


@pytest.fixture
def runnable(bot: Bot) -> AdvisorRunnable:
    return AdvisorRunnable(advisor=bot.advisor)


def _lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """What of an answer is the same each time."""
    return {name: value for name, value in answer.items() if name not in _VARYING}


async def _collected(runnable: AdvisorRunnable, question: str) -> list[dict[str, Any]]:
    return [chunk async for chunk in runnable.astream(question)]


def test_a_text_is_answered_with_the_object_of_the_contract(runnable: AdvisorRunnable, bot: Bot) -> None:
    assert _lasting(runnable.invoke(_QUESTION)) == _lasting(to_json(bot.advisor.answer(_QUESTION)))


def test_the_language_can_be_chosen_and_other_keys_are_let_be(runnable: AdvisorRunnable) -> None:
    answer = runnable.invoke({"question": _QUESTION, "language": "en", "messages": []})
    assert answer["language"] == "en"
    assert "8.25%" in answer["text"]


@pytest.mark.parametrize(
    "history",
    [
        [HumanMessage("What is a corporate treasury centre?"), AIMessage("A centre that …")],
        [("user", "What is a corporate treasury centre?"), ("assistant", "A centre that …")],
        [("human", "What is a corporate treasury centre?"), ("ai", "A centre that …")],
        [{"role": "user", "text": "What is a corporate treasury centre?"}, {"role": "assistant", "text": "A …"}],
        [{"role": "user", "content": "What is a corporate treasury centre?"}],
        ["What is a corporate treasury centre?"],
    ],
)
def test_a_follow_up_takes_its_subject_from_the_users_turns(
    runnable: AdvisorRunnable, bot: Bot, history: list[object]
) -> None:
    expected = bot.advisor.answer("And the tax rate?", history=["What is a corporate treasury centre?"])
    answer = runnable.invoke({"question": "And the tax rate?", "history": history})
    assert _lasting(answer) == _lasting(to_json(expected))
    assert "8.25%" in answer["text"]


def test_many_questions_are_answered_in_their_order(runnable: AdvisorRunnable) -> None:
    answers = runnable.batch([_QUESTION, _ABSTAINED, "Who steers the Task Force?"], {"max_concurrency": 3})
    assert [answer["question"] for answer in answers] == [_QUESTION, _ABSTAINED, "Who steers the Task Force?"]
    assert [answer["status"] for answer in answers] == ["answered", "out_of_scope", "answered"]


@pytest.mark.parametrize("question", [_QUESTION, _ABSTAINED, _PARTIAL, "Who steers the Task Force?", "hello"])
def test_what_is_streamed_adds_up_to_the_answer(runnable: AdvisorRunnable, question: str) -> None:
    answer = runnable.invoke(question)
    for chunks in (list(runnable.stream(question)), asyncio.run(_collected(runnable, question))):
        assert _lasting(add(chunks) or {}) == _lasting(answer)  # type: ignore[type-var]
        assert [one for chunk in chunks[:-1] for one in chunk["sentences"]] == answer["sentences"]
        assert all(chunk.keys() == {"text", "sentences"} for chunk in chunks[:-1])


def test_the_text_is_streamed_sentence_by_sentence(runnable: AdvisorRunnable) -> None:
    answer = runnable.invoke(_PARTIAL)
    pieces = [piece for piece in runnable.pick("text").stream(_PARTIAL) if piece]
    assert answer["status"] == "partial"
    assert "".join(pieces) == answer["text"]
    assert len(pieces) == len(answer["sentences"]) + 1  # and the words on the year that has no evidence


def test_the_loop_goes_on_while_a_question_is_answered() -> None:
    class Waiting:
        """Answers only once the loop has run another task."""

        def __init__(self) -> None:
            self.loop, self.released = asyncio.get_running_loop(), asyncio.Event()

        def answer(self, *_: object, **__: object) -> None:
            asyncio.run_coroutine_threadsafe(self.released.wait(), self.loop).result(timeout=10)
            raise QuestionError("question_empty")

    async def ask(asking: Callable[[AdvisorRunnable], Any]) -> None:
        advisor = Waiting()
        task = asyncio.ensure_future(asking(AdvisorRunnable(advisor=advisor)))
        await asyncio.sleep(0.05)
        advisor.released.set()
        with pytest.raises(QuestionError):
            await task

    asyncio.run(ask(lambda runnable: runnable.ainvoke("?")))
    asyncio.run(ask(lambda runnable: _collected(runnable, "?")))


@pytest.mark.parametrize("question", ["", "？！", "x" * 2001])
def test_a_question_that_cannot_be_looked_up_is_raised_as_it_is(runnable: AdvisorRunnable, question: str) -> None:
    with pytest.raises(QuestionError):
        runnable.invoke(question)
    with pytest.raises(QuestionError):
        list(runnable.stream(question))
    with pytest.raises(QuestionError):
        asyncio.run(runnable.ainvoke(question))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"question": 1},
        {"question": "Who?", "language": "fr"},
        {"question": "Who?", "history": [("nobody", "…")]},
        {"question": "Who?", "history": [{"text": "…"}]},
    ],
)
def test_what_is_no_question_is_told_so(runnable: AdvisorRunnable, given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        runnable.invoke(given)


def test_the_schemas_name_what_goes_in_and_out(runnable: AdvisorRunnable) -> None:
    given = runnable.get_input_jsonschema()
    assert {"type": "string"} in given["anyOf"]
    assert given["$defs"]["AdvisorInput"]["required"] == ["question"]
    for question in (_QUESTION, _ABSTAINED, "How many companies did InvestHK help in 2024?"):
        answer = runnable.invoke(question)
        assert runnable.get_output_schema().model_validate(answer).model_dump() == answer
    assert runnable.get_output_jsonschema()["required"] == list(AdvisorOutput.model_fields)


def test_the_advisor_is_a_tool_for_an_agent(runnable: AdvisorRunnable) -> None:
    tool = runnable.as_tool(args_schema=AdvisorInput, name="advisor", description="Hong Kong as a gateway")
    assert "8.25%" in tool.invoke({"question": _QUESTION, "history": [("user", "你好")]})["text"]


def test_the_retriever_feeds_a_model_in_a_chain(bot: Bot) -> None:
    model = FakeListChatModel(responses=["It is 8.25%."])
    prompt = ChatPromptTemplate.from_template("From {context} answer {question}")
    facts = {"context": AdvisorRetriever(advisor=bot.advisor, k=1), "question": RunnablePassthrough()} | prompt
    assert "8.25%" in facts.invoke(_QUESTION).to_string()
    chain = facts | model | StrOutputParser()
    assert chain.invoke(_QUESTION) == "".join(chain.stream(_QUESTION)) == "It is 8.25%."


def test_the_advisor_stands_in_the_middle_of_a_chain(runnable: AdvisorRunnable) -> None:
    chain = RunnableLambda(str.strip) | runnable | (lambda answer: answer["text"].upper())
    kept = RunnablePassthrough.assign(answer=runnable)
    assert chain.invoke(f" {_QUESTION} ") == "".join(chain.stream(_QUESTION)) == runnable.invoke(_QUESTION)["text"]
    assert asyncio.run(kept.ainvoke({"question": _QUESTION, "id": 7}))["answer"]["status"] == "answered"


class _State(TypedDict, total=False):
    question: str
    language: str
    text: str
    status: str
    facts: list[str]


def test_the_parts_are_nodes_of_a_graph(bot: Bot, runnable: AdvisorRunnable) -> None:
    langgraph = pytest.importorskip("langgraph.graph")
    retriever = AdvisorRetriever(advisor=bot.advisor)
    graph = langgraph.StateGraph(_State)
    graph.add_node("advise", runnable.pick(["text", "status"]))
    graph.add_node("look", lambda state: {"facts": [one.page_content for one in retriever.invoke(state["question"])]})
    graph.add_edge(langgraph.START, "advise")
    graph.add_edge("advise", "look")
    graph.add_edge("look", langgraph.END)

    state = graph.compile().invoke({"question": "What is the profits tax rate of a treasury centre?"})

    assert state["status"] == "answered"
    assert "8.25%" in state["text"]
    assert "8.25%" in state["facts"][0]
