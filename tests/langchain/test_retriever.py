import asyncio

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from bot.app import Bot
from bot.langchain import AdvisorRetriever

_QUESTION = "企业财资中心的利得税率是多少？"


def test_the_retriever_gives_the_facts_of_an_answer_with_their_sources(bot: Bot) -> None:
    documents = AdvisorRetriever(advisor=bot.advisor).invoke(_QUESTION)
    [first] = [one for one in bot.advisor.answer(_QUESTION).citations if one.n == 1]
    assert "8.25%" in documents[0].page_content
    assert documents[0].id == first.passage_id == "zh-Hant/corporate-treasury-centres#ctc-half-rate"
    assert documents[0].metadata == {
        "passage_id": first.passage_id,
        "document_id": "corporate-treasury-centres",
        "heading": first.heading,
        "quote_language": "zh-Hant",
        "as_of": first.as_of,
        "undated": False,
        "freshness": first.freshness,
        "source_id": first.source.id,
        "publisher": first.source.publisher,
        "title": first.source.title,
        "date": first.source.date,
        "url": first.source.url,
        "source": first.source.url,
    }


def test_no_more_facts_are_given_than_are_wanted(bot: Bot) -> None:
    every = AdvisorRetriever(advisor=bot.advisor).invoke(_QUESTION)
    assert len(every) > 1
    assert AdvisorRetriever(advisor=bot.advisor, k=1).invoke(_QUESTION) == every[:1]
    with pytest.raises(ValidationError):
        AdvisorRetriever(advisor=bot.advisor, k=0)


def test_the_retriever_can_be_awaited(bot: Bot) -> None:
    retriever = AdvisorRetriever(advisor=bot.advisor)
    assert asyncio.run(retriever.ainvoke(_QUESTION)) == retriever.invoke(_QUESTION)


def test_the_retriever_gives_nothing_where_the_advisor_abstains(bot: Bot) -> None:
    assert AdvisorRetriever(advisor=bot.advisor).invoke("明天上海天气怎么样") == []


def test_the_retriever_is_a_part_of_a_chain(bot: Bot) -> None:
    chain = AdvisorRetriever(advisor=bot.advisor) | RunnableLambda(len)
    assert chain.batch(["What is InvestHK?", "give me a poem"])[1] == 0
