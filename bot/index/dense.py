"""Vectors in a persistent Chroma collection; the only file that knows chromadb.

Ids are digests of model and text, so adding is idempotent: a build that was killed is completed by the next one, and
two passages with one text share one vector.
"""

import hashlib
import os
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import DataFolderError, IndexDamagedError
from bot.protocols import Vectors

if TYPE_CHECKING:
    import chromadb

_COLLECTION = "passages"
_PAGE = 1000  # rows fetched from Chroma at once


def vector_id(embedder_name: str, text: str) -> str:
    """The id under which the vector of `text` is kept."""
    return hashlib.sha256(f"{embedder_name}\0{text}".encode()).hexdigest()[:32]


class DenseIndex:
    """Cosine search over the vectors in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: chromadb.Collection | None = None
        self._opening = threading.Lock()  # Chroma cannot be opened by two threads at once

    def ids(self) -> frozenset[str]:
        """All ids in the collection."""
        with _reported(self._folder):
            return frozenset(self._collection().get(include=[])["ids"])

    def add(self, ids: Sequence[str], texts: Sequence[str], vectors: Vectors) -> None:
        """Write vectors under their ids; an id that is there is overwritten."""
        with _reported(self._folder):
            self._collection().upsert(ids=list(ids), documents=list(texts), embeddings=vectors)

    def delete(self, ids: Collection[str]) -> None:
        """Remove vectors by id."""
        remaining = sorted(ids)
        for start in range(0, len(remaining), _PAGE):
            self._collection().delete(ids=remaining[start : start + _PAGE])

    def search(self, vector: Vectors, count: int) -> Mapping[str, float]:
        """The `count` nearest ids with their cosines."""
        query: Any = [vector]
        with _reported(self._folder):
            found: Any = self._collection().query(query_embeddings=query, n_results=count, include=["distances"])
        return {name: 1.0 - distance for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)}

    def contents(self) -> dict[str, tuple[str, Vectors]]:
        """Every id with its text and vector: what a test compares."""
        found: Any = self._collection().get(include=["documents", "embeddings"])
        rows = zip(found["ids"], found["documents"], found["embeddings"], strict=True)
        return {name: (text, np.asarray(vector, dtype=np.float32)) for name, text, vector in rows}

    def _collection(self) -> "chromadb.Collection":
        with self._opening:
            if self._opened is None:
                self._opened = _open(self._folder)
            return self._opened


def _open(folder: Path) -> "chromadb.Collection":
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=folder, settings=Settings(anonymized_telemetry=False))
    return client.get_or_create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Turns Chroma's failures into one line that says what to do."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError) as error:
        if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
            raise DataFolderError(f"Cannot write to {folder.parent}. Choose another with --data-dir.") from error
        raise IndexDamagedError(
            f"The vectors in {folder} cannot be read ({error}). Run: goglobal ingest --rebuild"
        ) from error
    except OSError as error:
        raise DataFolderError(f"Cannot use {folder} ({error.strerror}). Choose another with --data-dir.") from error
