"""What LangChain can use of the advisor: its facts by a retriever, its vectors by embeddings."""

from bot.interfaces.langchain.embeddings import GoGlobalEmbeddings
from bot.interfaces.langchain.retriever import AdvisorRetriever

__all__ = ["AdvisorRetriever", "GoGlobalEmbeddings"]
