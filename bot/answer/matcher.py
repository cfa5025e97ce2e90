"""Reads a question against facts word by word: what each of its words finds in a fact, and how much that matters.

Decomposable attention (Parikh et al., EMNLP 2016) over the vectors of the n-gram encoder: each word of the question is
aligned with the words of the fact (attend), a small network judges it beside what it found (compare), and the
judgements are summed by how much each word matters to the question (aggregate). One set of weights serves both
languages, whose words share a space.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answer.corpus import FactView
from bot.answer.matcher_weights import Array, MatcherWeights, load
from bot.encoder.encoder import NgramEncoder, Places
from bot.encoder.features import features
from bot.languages.scripts import is_han

WEIGHTS = Path(__file__).parent / "matcher.npz"
SPREAD = np.float32(5)  # brings a weighted mean of judgements to the range of log-odds
_OF_QUESTION, _OF_FACT, _OF_PASSAGE = 24, 60, 100  # words read of a question, of a fact, of it and the ways to ask
_LEAST_LENGTH = np.float32(1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words of a fact that the encoder knows; `segments` has 0 for each that stands in its text, 1 for others."""

    words: Places
    segments: Places


class Matcher:
    """Scores facts for a question; loads its weights on first use, safe to share between threads."""

    def __init__(self, ngrams: NgramEncoder, path: Path = WEIGHTS) -> None:
        self._ngrams, self._path = ngrams, path
        self._weights: MatcherWeights | None = None
        self._loading = threading.Lock()
        self._readings: dict[tuple[str, str], Reading] = {}

    @property
    def prior(self) -> float:
        """What the log-odds of the ranking count beside this reading."""
        return self._load().prior

    def __call__(self, question: str, views: Sequence[FactView]) -> Array:
        """What reading adds to the log-odds of each fact, shape (len(views),); 0 where no word is known."""
        asked = self.words(question)
        found = np.zeros(len(views), dtype=np.float32)
        if not len(asked) or not views:
            return found
        weights, readings = self._load(), [self._reading(view) for view in views]
        known, places = np.unique(np.concatenate([one.words for one in readings]), return_inverse=True)
        vectors, others = self._ngrams.vectors(asked), self._ngrams.vectors(known)
        lengths = self._log_lengths(asked)
        cosines = vectors @ others.T
        attend, project = weights.layers["attend"], weights.layers["project"]
        likeness = np.float32(weights.sharpness) * (_unit(attend(vectors)) @ _unit(attend(others)).T + cosines)
        own, projected = project(vectors), project(others)
        matters = self._matters(np.hstack([vectors, lengths]), weights)
        ends = np.cumsum([len(one.words) for one in readings])[:-1]
        for number, (one, columns) in enumerate(zip(readings, np.split(places, ends), strict=True)):
            if len(columns):
                aligned = _softmax(likeness[:, columns]) @ (projected[columns] + weights.segments[one.segments])
                nearest = cosines[:, columns].max(axis=1, keepdims=True)
                pairs = np.hstack([own, aligned, own * aligned, np.abs(own - aligned), nearest, lengths])
                hidden = np.maximum(weights.layers["compare"](pairs), 0)
                found[number] = SPREAD * (matters @ weights.layers["judge"](hidden)[:, 0])
        return found

    def words(self, question: str) -> Places:
        """The words of a question that are read."""
        return self._known(question)[:_OF_QUESTION]

    def reading(self, view: FactView) -> Reading:
        """The words of a fact's own text, then those of its section's question and of the ways to ask for it."""
        section = view.section
        asking = (section.heading, view.document.title, *view.fact.phrasings, *section.phrasings)
        own = self._known(view.fact.text)[:_OF_FACT]
        others = self._known("\n".join(asking))[: _OF_PASSAGE - len(own)]
        segments = np.repeat(np.arange(2), (len(own), len(others)))
        return Reading(words=np.concatenate([own, others]), segments=segments)

    def _reading(self, view: FactView) -> Reading:
        key = (view.document.language, view.fact.id)
        if key not in self._readings:
            self._readings[key] = self.reading(view)
        return self._readings[key]

    def _known(self, text: str) -> Places:
        """Where the encoder has the words of a text, each once; a single Chinese character is no word."""
        grams = dict.fromkeys(gram for gram in features(text) if len(gram) > 1 or not is_han(gram))
        places = self._ngrams.places(grams)
        return places[places >= 0]

    def _log_lengths(self, words: Places) -> Array:
        """The logarithm of the length of each word's vector, which training made longer for words that tell more."""
        logarithms: Array = np.log(np.maximum(self._ngrams.lengths(words), _LEAST_LENGTH))[:, None]
        return logarithms

    def _matters(self, words: Array, weights: MatcherWeights) -> Array:
        """How much each word of a question matters to it; the shares add up to 1."""
        hidden = np.tanh(weights.layers["weigh"](words))
        return _softmax(weights.layers["matter"](hidden)[:, 0])

    def _load(self) -> MatcherWeights:
        with self._loading:
            if self._weights is None:
                self._weights = load(self._path)
            return self._weights


def _unit(rows: Array) -> Array:
    unit: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12))
    return unit


def _softmax(scores: Array) -> Array:
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    normal: Array = shares / shares.sum(axis=-1, keepdims=True)
    return normal
