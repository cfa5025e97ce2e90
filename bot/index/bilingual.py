"""Two halves of one space: Chinese text through the n-gram encoder, all other text through MiniLM."""

import re
from collections.abc import Sequence

import numpy as np

from bot.languages.scripts import is_han
from bot.protocols import Embedder, Vectors

_WORD = re.compile(r"[A-Za-z]+")


class BilingualEmbedder:
    """Sends each text to the half that knows its language; both answer in the same space."""

    def __init__(self, english: Embedder, chinese: Embedder) -> None:
        self._english, self._chinese = english, chinese

    @property
    def name(self) -> str:
        """The names of both halves."""
        return f"{self._english.name}+{self._chinese.name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384)."""
        chinese = np.array([is_chinese(text) for text in texts], dtype=bool)
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        for half, mask in ((self._chinese, chinese), (self._english, ~chinese)):
            if mask.any():
                vectors[mask] = half.embed([text for text, wanted in zip(texts, mask, strict=True) if wanted])
        return vectors


def is_chinese(text: str) -> bool:
    """Whether a text has more Han characters than Latin words: `CTC 税率几多` has, `what is 出海` has not."""
    return sum(map(is_han, text)) > len(_WORD.findall(text))
