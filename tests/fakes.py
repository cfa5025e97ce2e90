"""Fakes that satisfy the protocols; the same input gives the same output."""

import hashlib
from collections.abc import Sequence

import numpy as np

from bot.errors import ModelError
from bot.protocols import Completion, Vectors

_DIMENSIONS = 64


class HashEmbedder:
    """A bag of hashed words as a unit vector; remembers what it embedded."""

    def __init__(self, name: str = "hash-64") -> None:
        self._name = name
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % _DIMENSIONS] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        vectors: Vectors = rows / np.maximum(lengths, np.float32(1e-9))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self.embed([text])[0]
        return vector


class ScriptedModel:
    """Says its replies in turn, the last one ever after; a reply that is an error is raised. Remembers its prompts."""

    name = "scripted:model"

    def __init__(self, *replies: str | Completion | ModelError) -> None:
        self._replies = replies
        self.prompts: list[str] = []

    def complete(self, prompt: str) -> Completion:
        self.prompts.append(prompt)
        reply = self._replies[min(len(self.prompts), len(self._replies)) - 1]
        if isinstance(reply, ModelError):
            raise reply
        return reply if isinstance(reply, Completion) else Completion(text=reply)
