"""BM25 over the tokens of passages; the only file that knows bm25s.

Scores are divided by the query's summed idf, so that they are comparable between queries: the share of what the query
asks for, weighted by rarity, that a passage holds. A token that no passage has counts fully against every passage.
"""

import logging
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from bot.errors import IndexDamagedError
from bot.languages.tokens import analyse

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG on import
_K1, _B = 1.2, 0.5  # passages are single sentences: length says little (Lucene's form; Kamphuis et al., ECIR 2020)

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SparseIndex:
    """BM25 scores of every passage for a query's tokens."""

    model: bm25s.BM25
    idf: dict[str, float]
    size: int

    def scores(self, tokens: Sequence[str]) -> Scores:
        """One score a passage in 0..1, shape (size,); zeros when no token is known."""
        unique = list(dict.fromkeys(tokens))
        known = [token for token in unique if token in self.idf]
        if not known or not self.size:
            return np.zeros(self.size, dtype=np.float32)
        raw: Scores = self.model.get_scores(known)
        return raw / np.float32(self.weight(unique))

    def weight(self, tokens: Sequence[str]) -> float:
        """Summed idf of distinct tokens; an unknown token weighs as one that occurs nowhere."""
        return sum(self.token_weight(token) for token in set(tokens))

    def token_weight(self, token: str) -> float:
        """The idf of one token."""
        return self.idf.get(token, _idf(self.size, 0))

    def has_together(self, tokens: Collection[str]) -> bool:
        """Whether one passage has all of some tokens."""
        if not all(token in self.idf for token in tokens):
            return False
        starts, rows = self.model.scores["indptr"], self.model.scores["indices"]
        columns = [self.model.vocab_dict[token] for token in tokens]
        held = [frozenset(rows[starts[column] : starts[column + 1]].tolist()) for column in columns]
        return bool(held and frozenset.intersection(*held))


def _idf(size: int, frequency: int) -> float:
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def build_sparse(texts: Sequence[str]) -> SparseIndex:
    """Index texts in the order given."""
    tokens = [analyse(text) or [""] for text in texts]
    model = bm25s.BM25(k1=_K1, b=_B, method="lucene")
    vocabulary = sorted({token for row in tokens for token in row})
    numbers = {token: number for number, token in enumerate(vocabulary)}
    corpus = bm25s.tokenization.Tokenized(ids=[[numbers[token] for token in row] for row in tokens], vocab=numbers)
    model.index(corpus, show_progress=False, create_empty_token=False)
    return _wrap(model, len(texts))


def save_sparse(index: SparseIndex, folder: Path) -> None:
    """Write the index to a new folder."""
    index.model.save(folder, show_progress=False)


def load_sparse(folder: Path) -> SparseIndex:
    """Read what `save_sparse` wrote; raises `IndexDamagedError`."""
    try:
        model = bm25s.BM25.load(folder)
        return _wrap(model, model.scores["num_docs"])
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamagedError(f"{folder} cannot be read ({error}). Run: goglobal ingest --rebuild") from error


def _wrap(model: bm25s.BM25, size: int) -> SparseIndex:
    frequencies = np.diff(model.scores["indptr"])
    idf = {token: _idf(size, int(frequencies[number])) for token, number in model.vocab_dict.items() if token}
    return SparseIndex(model=model, idf=idf, size=size)
