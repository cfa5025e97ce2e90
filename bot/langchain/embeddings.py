"""The embedded models as LangChain embeddings, for a vector store of one's own."""

import re

from langchain_core.embeddings import Embeddings

from bot.app import build_bilingual
from bot.protocols import Embedder
from bot.settings import load_settings

_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no character, and the tokenizer cannot take it


class GoGlobalEmbeddings(Embeddings):
    """English and Chinese texts in one space, so that a question finds texts in either language.

    Loads on first use.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder or build_bilingual(load_settings())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text to be found."""
        vectors: list[list[float]] = self._embedder.embed([_whole(text) for text in texts]).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question; that of a text where nothing in the question is known."""
        vector = self._embedder.embed_query(_whole(text))
        # Vector stores divide by the length: LangChain's own raises a ValueError for a vector of zeros.
        found: list[float] = vector.tolist() if vector.any() else self.embed_documents([text])[0]
        return found


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)
