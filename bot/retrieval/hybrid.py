"""Hybrid retrieval of facts: BM25 and cosine summed with weights that know the language.

Scores are summed, not ranks: on public reading-comprehension sets a weighted sum of BM25 and cosine ranks the right
passage first more often than reciprocal rank fusion does, because a rank forgets how good a match was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from bot.encoder.encoder import NgramEncoder
from bot.index.build import LoadedIndex
from bot.index.dense import vector_id
from bot.index.sparse import SparseIndex
from bot.languages.scripts import is_han
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.passages import embedded_text
from bot.protocols import Embedder, Vectors
from bot.retrieval.reading import Text, read
from bot.types import Language, PassageKind, Query, ScoredFact

_Scores = npt.NDArray[np.float32]
_OTHER = {Language.EN: Language.ZH_HANT, Language.ZH_HANT: Language.EN}
_DENSE_CANDIDATES = 800
_DENSE_FLOOR = 0.15  # cosine of unrelated business sentences in all-MiniLM-L6-v2; what is below it counts as that


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each signal counts towards the score of a fact."""

    sparse: float
    """BM25 of the fact's own words."""
    dense: float
    """Cosine with the fact."""
    asked_sparse: float
    """BM25 of the nearest way to ask for the fact, and again of the nearest for its section."""
    asked_dense: float
    text_dense: float = 1.0
    """What cosines count in running text, as a share of what they count otherwise."""
    across: float = 0.0
    """What cosines with the passages of the other language count, as a share of those with the question's own."""
    read: float = 0.0
    """What the question's words and phrases count that are found on reading the best running text again."""


class Mode(StrEnum):
    """Which half of retrieval ranks; only evaluation asks for less than both."""

    DENSE = "dense"
    SPARSE = "sparse"
    HYBRID = "hybrid"


_SPARSE = Weights(sparse=1.0, dense=0.0, asked_sparse=0.8, asked_dense=0.0)
_DENSE = Weights(sparse=0.0, dense=1.0, asked_sparse=0.0, asked_dense=1.0)
# Chosen on the questions of tests/collection, topics.jsonl among them. MiniLM reads English better than n-grams read
# Chinese, and Chinese bigrams match by meaning more often than English stems do: hence the difference. Running text is
# often asked for in its own words: what is read there counts as much as what is indexed.
_HYBRID = {
    Language.EN: Weights(
        sparse=1.0, dense=0.8, asked_sparse=0.6, asked_dense=0.5, text_dense=1.33, across=0.33, read=1.5
    ),
    Language.ZH_HANT: Weights(
        sparse=1.0, dense=0.3, asked_sparse=0.6, asked_dense=0.19, text_dense=2.0, across=1.0, read=1.5
    ),
}
_READ = 30  # passages of running text that are read again: the first stage leaves out the right one 2 times in 1,000


def weights_for(mode: Mode, language: Language, *, has_vector: bool) -> Weights:
    """The weights of a mode for questions of a language; hybrid without a vector is sparse."""
    if mode is Mode.HYBRID:
        return _HYBRID[language.indexed] if has_vector else _SPARSE
    return _DENSE if mode is Mode.DENSE else _SPARSE


class HybridRetriever:
    """Ranks the facts of an index for a query."""

    def __init__(self, index: LoadedIndex, embedder: Embedder, ngrams: NgramEncoder) -> None:
        self._index, self._embedder = index, embedder
        self._terms = TermIndex(index.knowledge.terms)
        self._pools = {language: _Pool(index, language, embedder.name, ngrams) for language in index.passages}
        self._parallel = {
            language: pool.places_in(self._pools[_OTHER[language]]) for language, pool in self._pools.items()
        }

    def embed(self, query: Query) -> Vectors | None:
        """The query's vector, or None where the embedder knows nothing in it."""
        mixed = query.language is Language.EN and any(map(is_han, query.text))
        text = self._terms.official(query.text, chinese=False) if mixed else query.text
        # How people ask here is known of the sheets alone; running text is compared with a question as with other text.
        of_text = query.language is Language.EN and all(pool.is_text for pool in self._pools.values())
        vector = self._embedder.embed([text])[0] if of_text else self._embedder.embed_query(text)
        return vector if vector.any() else None

    def retrieve(
        self, query: Query, vector: Vectors | None, count: int, mode: Mode = Mode.HYBRID
    ) -> tuple[ScoredFact, ...]:
        """The `count` best facts, best first, ties in order of id.

        A fact that stands in the query's language is read in that, any other in the one that it stands in.
        """
        found = {} if vector is None else self._index.dense.search(vector, _DENSE_CANDIDATES)
        own = query.language.indexed
        best = self._best(query, found, mode, own, count)
        foreign = self._parallel[_OTHER[own]] == len(self._pools[own])
        if foreign.any():
            best += self._best(query, found, mode, _OTHER[own], count, foreign)
        return tuple(sorted(best, key=lambda one: (-one.score, one.fact_id))[:count])

    def _best(
        self,
        query: Query,
        found: Mapping[str, float],
        mode: Mode,
        language: Language,
        count: int,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> list[ScoredFact]:
        """The best facts of those that stand in a language, or `among` those; a sort that keeps the order of ids."""
        pool, other = self._pools[language], self._pools[_OTHER[language]]
        if not len(pool):
            return []
        # Across languages, words say little: what counts for an English question counts there.
        weighed_as = language if language is query.language.indexed else Language.EN
        weights = weights_for(mode, weighed_as, has_vector=bool(found))
        sparse, dense = self._sparse(pool, query), pool.spread(found)
        elsewhere = other.signals(other.spread(found))
        parts = {f"{name}_sparse": scores for name, scores in pool.signals(sparse).items()}
        parts |= {f"{name}_dense": scores for name, scores in pool.signals(dense).items()}
        places = self._parallel[language]
        parts |= {f"{name}_across": np.append(scores, np.float32(0))[places] for name, scores in elsewhere.items()}
        total = pool.total(sparse, dense, weights) + _across(parts, weights)
        if weights.read and pool.has_text:
            parts["read"] = pool.read(query.text, total, self._index.sparse[language])
            total = pool.with_read(total, parts["read"], weights.read)
        order = np.argsort(-total, kind="stable")
        if among is not None:
            order = order[among[order]]
        return [pool.scored(int(place), float(total[place]), parts) for place in order[:count]]

    def _sparse(self, pool: "_Pool", query: Query) -> _Scores:
        official = self._terms.official(query.text, chinese=pool.language.is_chinese)
        scores = [self._index.sparse[pool.language].scores(analyse(text)) for text in (query.text, official)]
        return np.maximum(*scores)


def _above_floor(cosine: float) -> float:
    return max(0.0, (cosine - _DENSE_FLOOR) / (1 - _DENSE_FLOOR))


def _across(parts: Mapping[str, _Scores], weights: Weights) -> _Scores:
    """What the passages of the other language say of each fact."""
    asked = parts["asked_across"] + parts["section_across"]
    across = weights.across * (weights.dense * parts["fact_across"] + weights.asked_dense * asked)
    return across.astype(np.float32)


class _Pool:
    """The passages of one language, arranged for arithmetic."""

    def __init__(self, index: LoadedIndex, language: Language, embedder_name: str, ngrams: NgramEncoder) -> None:
        self.language = language
        passages = index.passages[language]
        self._size = len(passages)
        facts = [passage for passage in passages if passage.kind is PassageKind.FACT]
        self._facts = sorted(facts, key=lambda passage: passage.fact_id)
        self._place = place = {passage.fact_id: number for number, passage in enumerate(self._facts)}
        sections = {(p.topic, p.section_id): number for number, p in enumerate(passages)}
        self._section_of_fact = np.array([sections[p.topic, p.section_id] for p in self._facts], dtype=np.int64)
        self._rows_of_id: dict[str, list[int]] = {}
        self._fact_rows = np.zeros(len(self._facts), dtype=np.int64)
        own: list[tuple[int, int]] = []
        of_section: dict[PassageKind, list[tuple[int, int]]] = {PassageKind.QUESTION: [], PassageKind.TEXT: []}
        for row, passage in enumerate(passages):
            self._rows_of_id.setdefault(vector_id(embedder_name, embedded_text(passage)), []).append(row)
            if passage.kind is PassageKind.FACT:
                self._fact_rows[place[passage.fact_id]] = row
            elif passage.fact_id:
                own.append((row, place[passage.fact_id]))
            else:
                of_section[passage.kind].append((row, sections[passage.topic, passage.section_id]))
        texts = {(p.topic, p.section_id) for p in passages if p.kind is PassageKind.TEXT}
        self._in_text = np.array([(p.topic, p.section_id) in texts for p in passages], dtype=bool)
        self._own_questions = _pairs(own)
        self._section_questions = _pairs(of_section[PassageKind.QUESTION])
        self._texts = _pairs(of_section[PassageKind.TEXT])
        of_text: dict[int, list[int]] = {}
        for passage in facts:
            number = place[passage.fact_id]
            if (passage.topic, passage.section_id) in texts:
                of_text.setdefault(int(self._section_of_fact[number]), []).append(number)
        self._readable = {
            section: (numbers, Text(tuple(self._facts[number].text for number in numbers), ngrams))
            for section, numbers in of_text.items()
        }
        self.has_text, self.is_text = bool(texts), bool(self._in_text.all())

    def read(self, question: str, total: _Scores, sparse: SparseIndex) -> _Scores:
        """What is found on reading the text with the best facts again; 0 for facts of what is not read."""
        best = self._section_of_fact[np.argsort(-total, kind="stable")]
        sections = [int(section) for section in dict.fromkeys(best) if section in self._readable][:_READ]
        found = np.zeros(len(self), dtype=np.float32)
        texts = [self._readable[section] for section in sections]
        for (numbers, _), scores in zip(texts, read(question, [text for _, text in texts], sparse), strict=True):
            found[numbers] = scores
        return found

    def with_read(self, total: _Scores, read: _Scores, weight: float) -> _Scores:
        """Scores of facts with what was read of those in running text, brought back to the range they had."""
        in_text = self._in_text[self._fact_rows]
        return np.where(in_text, (total + np.float32(weight) * read) / np.float32(1 + 2 * weight), total)

    def __len__(self) -> int:
        return len(self._facts)

    def spread(self, cosines: Mapping[str, float]) -> _Scores:
        """Cosines by vector id to one score a passage, 0 at the floor and 1 at identity.

        Running text that was not found is taken to be as near as the last that was.
        """
        least = min(cosines.values(), default=0.0)
        scores = np.where(self._in_text, _above_floor(least), 0).astype(np.float32)
        found = {
            row: _above_floor(cosine) for name, cosine in cosines.items() for row in self._rows_of_id.get(name, ())
        }
        scores[list(found)] = list(found.values())
        return scores

    def places_in(self, other: "_Pool") -> npt.NDArray[np.int64]:
        """Where another pool has each fact of this one; one past its end where it has no such fact."""
        found = [other._place.get(passage.fact_id, len(other)) for passage in self._facts]
        return np.array(found, dtype=np.int64)

    def signals(self, scores: _Scores) -> dict[str, _Scores]:
        """Scores of passages as scores of facts: by the fact, the nearest way to ask for it, and for its section."""
        return {
            "fact": scores[self._fact_rows],
            "asked": _best(scores, self._own_questions, len(self)),
            "section": self._of_section(scores, self._section_questions),
        }

    def total(self, sparse: _Scores, dense: _Scores, weights: Weights) -> _Scores:
        """Score each fact by its text, the nearest way to ask for it or for its section, and the text it stands in."""
        dense = np.where(self._in_text, np.float32(weights.text_dense), np.float32(1)) * dense
        stated = weights.sparse * sparse + weights.dense * dense
        asked = self.signals(weights.asked_sparse * sparse + weights.asked_dense * dense)
        return stated[self._fact_rows] + asked["asked"] + asked["section"] + self._of_section(stated, self._texts)

    def scored(self, place: int, score: float, parts: Mapping[str, _Scores]) -> ScoredFact:
        """One fact with its score and what that is made of."""
        passage = self._facts[place]
        return ScoredFact(
            fact_id=passage.fact_id,
            section_id=passage.section_id,
            topic=passage.topic,
            score=score,
            parts={name: float(part[place]) for name, part in parts.items()},
        )

    def _of_section(self, scores: _Scores, pairs: "_Pairs") -> _Scores:
        return _best(scores, pairs, self._size)[self._section_of_fact]


_Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _pairs(found: Sequence[tuple[int, int]]) -> _Pairs:
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _best(scores: _Scores, pairs: _Pairs, size: int) -> _Scores:
    """The best score among the rows that belong to each target."""
    rows, targets = pairs
    best = np.zeros(size, dtype=np.float32)
    np.maximum.at(best, targets, scores[rows])
    return best
