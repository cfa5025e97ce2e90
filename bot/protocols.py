"""Every role that has more than one player."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.types import Query, ScoredFact

Vectors = npt.NDArray[np.float32]
Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) as work goes on; never raises."""


class Embedder(Protocol):
    """Text to unit vectors of one space, in which the dot product is the cosine."""

    @property
    def name(self) -> str:
        """What the index manifest remembers: model and digest of its weights."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), dimensions)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,); zeros where nothing in it is known."""
        ...


class Retriever(Protocol):
    """Query to candidate facts."""

    def embed(self, query: Query) -> Vectors | None:
        """The query's vector, or None where no embedder knows its language."""
        ...

    def retrieve(self, query: Query, vector: Vectors | None, count: int) -> tuple[ScoredFact, ...]:
        """The `count` best facts, best first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a language model returned; a count is None where the service does not tell it."""

    text: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cut: bool = False
    """It stopped before its end: at the limit of tokens, or at a filter of the service."""


class ChatModel(Protocol):
    """A language model: one message in, one completion out."""

    @property
    def name(self) -> str:
        """Provider and model."""
        ...

    def complete(self, prompt: str) -> Completion:
        """The reply; raises `ModelError` when there is none."""
        ...
