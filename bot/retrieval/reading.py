"""Reads running text again, for a question: which sentences hold its words, or words that mean the same, and phrases.

For each word of the question the nearest word of the text is found in the vectors of the n-gram encoder, and the words
are summed by their idf: MaxSim (Khattab and Zaharia, SIGIR 2020) weighted as word movers are in Corley and Mihalcea
(ACL Workshop 2005). It is done for the sentence, for it with a neighbour, and for the passage, which agree where one
sentence answers and the next names what it is about. Phrases are n-grams too long to be indexed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.encoder.encoder import NgramEncoder, Places
from bot.index.sparse import SparseIndex
from bot.languages.tokens import phrases, surfaces

_Scores = npt.NDArray[np.float32]
_Held = npt.NDArray[np.float32]
"""How far each sentence holds each word or phrase, 0..1, shape (sentences, words)."""


@dataclass(frozen=True)
class Text:
    """The sentences of a passage and what can be read off them once."""

    sentences: tuple[str, ...]
    ngrams: NgramEncoder

    @cached_property
    def holders(self) -> Mapping[str, list[int]]:
        """The sentences in which each search token stands."""
        found: dict[str, list[int]] = {}
        for place, tokens in enumerate(self._surfaces):
            for token in tokens:
                found.setdefault(token, []).append(place)
        return found

    @cached_property
    def phrases(self) -> tuple[frozenset[str], ...]:
        """The phrases of each sentence."""
        return tuple(map(phrases, self.sentences))

    @cached_property
    def words(self) -> tuple[Places, ...]:
        """Where the encoder has the words of each sentence that it knows, at least one of them -1."""
        found = (self.ngrams.places(filter(_has_vector, words.values())) for words in self._surfaces)
        return tuple(np.append(places[places >= 0], -1) for places in found)

    @cached_property
    def _surfaces(self) -> tuple[dict[str, str], ...]:
        return tuple(map(surfaces, self.sentences))


def read(question: str, texts: Sequence[Text], sparse: SparseIndex) -> list[_Scores]:
    """A score for each sentence of each text, from 0 to 5: what it and its passage hold of the question's words."""
    words, asked = surfaces(question), sorted(phrases(question))
    lengths = [len(text.sentences) for text in texts]
    starts = np.cumsum([0, *lengths[:-1]])
    weights = np.array([sparse.token_weight(word) for word in words], dtype=np.float32)
    score = _covered(_held_words(words, texts, starts), weights, starts, lengths, neighbours=True)
    held = _held_phrases(asked, texts)
    score += _covered(held, _rarity(np.maximum.reduceat(held, starts)), starts, lengths, neighbours=False)
    return np.split(score, starts[1:])


def _held_words(words: Mapping[str, str], texts: Sequence[Text], starts: npt.NDArray[np.int64]) -> _Held:
    """1 where a word stands in a sentence, else its cosine with the nearest word that does."""
    ngrams = texts[0].ngrams
    of_sentences = [places for text in texts for places in text.words]
    unique, inverse = np.unique(np.concatenate(of_sentences), return_inverse=True)
    asked = ngrams.places(word if _has_vector(word) else "" for word in words.values())
    cosines = np.maximum(ngrams.vectors(asked) @ ngrams.vectors(unique).T, 0)
    firsts = np.cumsum([0, *map(len, of_sentences[:-1])])
    held: _Held = np.maximum.reduceat(cosines[:, inverse], firsts, axis=1).T
    for start, text in zip(starts, texts, strict=True):
        for column, word in enumerate(words):
            held[[start + place for place in text.holders.get(word, ())], column] = 1
    return held


def _held_phrases(asked: Sequence[str], texts: Sequence[Text]) -> _Held:
    rows = [[phrase in held for phrase in asked] for text in texts for held in text.phrases]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(asked))


def _rarity(held: _Held) -> _Scores:
    """The idf of each phrase among the texts that are read; the index does not know it."""
    frequency = held.sum(axis=0)
    rarity: _Scores = np.log(1 + (len(held) - frequency + 0.5) / (frequency + 0.5))
    return rarity


def _covered(
    held: _Held, weights: _Scores, starts: npt.NDArray[np.int64], lengths: Sequence[int], *, neighbours: bool
) -> _Scores:
    """The share of the weights that a sentence holds, plus its passage's, plus that of it with a neighbour."""
    shares = weights / max(float(weights.sum()), 1e-9)
    score: _Scores = held @ shares + np.repeat(np.maximum.reduceat(held, starts) @ shares, lengths)
    if neighbours:
        with_next = np.maximum(held[:-1], held[1:]) @ shares
        with_next[starts[1:] - 1] = 0  # the next sentence is of another passage
        score += np.maximum(np.maximum(np.append(with_next, 0), np.append(0, with_next)), held @ shares)
    return score


def _has_vector(word: str) -> bool:
    """Whether a word's vector means something: that of one Chinese character is that of many words."""
    return len(word) > 1
