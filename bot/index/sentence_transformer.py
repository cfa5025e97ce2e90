"""Any other sentence-transformers model: a multilingual one from the hub or a mirror, or a local folder."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import ModelError
from bot.protocols import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class SentenceTransformerEmbedder:
    """A configured model, loaded on first use through sentence-transformers (which brings torch)."""

    def __init__(self, model: str) -> None:
        self._name = model
        self._model: SentenceTransformer | None = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """The configured name or path."""
        return self._name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        vectors = self._load().encode(list(texts), batch_size=_BATCH, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimensions,)."""
        vector: Vectors = self.embed([text])[0]
        return vector

    def _load(self) -> "SentenceTransformer":
        with self._loading:
            return self._loaded()

    def _loaded(self) -> "SentenceTransformer":
        if self._model is None:
            from sentence_transformers import SentenceTransformer

            try:
                self._model = SentenceTransformer(self._name)
            except (OSError, ValueError) as error:
                raise ModelError(
                    f"GOGLOBAL_EMBEDDING_MODEL={self._name!r} cannot be loaded. Give a local folder, or set "
                    f"GOGLOBAL_EMBEDDING_DOWNLOAD=true to fetch it from the hub. ({str(error).splitlines()[0]})"
                ) from error
        return self._model
