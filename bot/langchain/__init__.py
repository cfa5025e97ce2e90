"""The advisor as parts of a LangChain or LangGraph application: its answers, its facts and its vectors."""

from bot.langchain.embeddings import GoGlobalEmbeddings
from bot.langchain.retriever import AdvisorRetriever
from bot.langchain.runnable import AdvisorRunnable
from bot.langchain.schemas import AdvisorInput, AdvisorOutput

__all__ = ["AdvisorInput", "AdvisorOutput", "AdvisorRetriever", "AdvisorRunnable", "GoGlobalEmbeddings"]
