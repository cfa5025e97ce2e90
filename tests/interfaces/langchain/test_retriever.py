from langchain_core.runnables import RunnableLambda

from bot.app import Bot
from bot.interfaces.langchain import AdvisorRetriever


def test_the_retriever_gives_the_facts_of_an_answer_with_their_sources(bot: Bot) -> None:
    documents = AdvisorRetriever(advisor=bot.advisor).invoke("企业财资中心的利得税率是多少？")
    assert "8.25%" in documents[0].page_content
    assert documents[0].id == "zh-Hant/corporate-treasury-centres#ctc-half-rate"
    assert documents[0].metadata["source"].startswith("https://")


def test_the_retriever_gives_nothing_where_the_advisor_abstains(bot: Bot) -> None:
    assert AdvisorRetriever(advisor=bot.advisor).invoke("明天上海天气怎么样") == []


def test_the_retriever_is_a_part_of_a_chain(bot: Bot) -> None:
    chain = AdvisorRetriever(advisor=bot.advisor) | RunnableLambda(len)
    assert chain.batch(["What is InvestHK?", "give me a poem"])[1] == 0
