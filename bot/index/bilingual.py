"""Two halves of one space: Chinese text through the n-gram encoder, all other text through MiniLM.

An English question goes through both: MiniLM knows the language, the n-gram encoder how people ask about these matters.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.languages.scripts import is_han
from bot.protocols import Vectors

_NGRAM_SHARE = 0.6  # of an English question's vector; chosen on questions that the encoder was not trained on
_WORD = re.compile(r"[A-Za-z]+")


class Half(Protocol):
    """An encoder of one of the languages."""

    @property
    def name(self) -> str:
        """Model and digest."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384)."""
        ...


class BilingualEmbedder:
    """Sends each text to the half that knows its language; both answer in the same space."""

    def __init__(self, english: "Half", ngrams: "Half") -> None:
        self._english, self._ngrams = english, ngrams

    @property
    def name(self) -> str:
        """The names of both halves."""
        return f"{self._english.name}+{self._ngrams.name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384).

        A Chinese text in which nothing is known goes to MiniLM too: an index takes a vector of zeros for a match of
        everything.
        """
        vectors = self._ngrams.embed(texts)
        others = [row for row, text in enumerate(texts) if not (is_chinese(text) and vectors[row].any())]
        if others:
            vectors[others] = self._english.embed([texts[row] for row in others])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """A question's unit vector, shape (384,); zeros when it is Chinese and nothing in it is known."""
        by_ngrams: Vectors = self._ngrams.embed([text])[0]
        if is_chinese(text):
            return by_ngrams
        mixed: Vectors = _NGRAM_SHARE * by_ngrams + (1 - _NGRAM_SHARE) * self._english.embed([text])[0]
        return mixed / np.float32(np.linalg.norm(mixed))


def is_chinese(text: str) -> bool:
    """Whether a text has more Han characters than Latin words: `CTC 税率几多` has, `what is 出海` has not."""
    return sum(map(is_han, text)) > len(_WORD.findall(text))
