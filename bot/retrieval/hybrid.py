"""Hybrid retrieval of facts: BM25 and cosine summed with weights that know the language.

Scores are summed, not ranks: on public reading-comprehension sets a weighted sum of BM25 and cosine ranks the right
passage first more often than reciprocal rank fusion does, because a rank forgets how good a match was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from bot.index.build import LoadedIndex
from bot.index.dense import vector_id
from bot.languages.scripts import is_han
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.passages import embedded_text
from bot.protocols import Embedder, Vectors
from bot.types import Language, PassageKind, Query, ScoredFact

_Scores = npt.NDArray[np.float32]
_DENSE_CANDIDATES = 400
_DENSE_FLOOR = 0.15  # cosine of unrelated business sentences in all-MiniLM-L6-v2; what is below it counts as that


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each signal counts towards the score of a fact."""

    fact_sparse: float
    fact_dense: float
    question_sparse: float
    question_dense: float
    own_question: float = 1.0
    text_sparse: float = 1.0
    text_dense: float = 0.0


class Mode(StrEnum):
    """Which half of retrieval ranks; only evaluation asks for less than both."""

    DENSE = "dense"
    SPARSE = "sparse"
    HYBRID = "hybrid"


_SPARSE = Weights(fact_sparse=1.0, fact_dense=0.0, question_sparse=0.8, question_dense=0.0)
_DENSE = Weights(
    fact_sparse=0.0, fact_dense=1.0, question_sparse=0.0, question_dense=1.0, text_sparse=0.0, text_dense=1.0
)
_HYBRID = Weights(
    fact_sparse=1.0, fact_dense=0.8, question_sparse=0.6, question_dense=0.5, text_sparse=1.0, text_dense=0.8
)


def weights_for(mode: Mode, *, has_vector: bool) -> Weights:
    """The weights of a mode; hybrid without a vector, where no embedder knows the language, is sparse."""
    if mode is Mode.HYBRID:
        return _HYBRID if has_vector else _SPARSE
    return _DENSE if mode is Mode.DENSE else _SPARSE


class HybridRetriever:
    """Ranks the facts of an index for a query."""

    def __init__(self, index: LoadedIndex, embedder: Embedder, dense_languages: Sequence[Language]) -> None:
        self._index, self._embedder = index, embedder
        self._dense_languages = frozenset(dense_languages)
        self._terms = TermIndex(index.knowledge.terms)
        self._pools = {language: _Pool(index, language, embedder.name) for language in index.passages}

    def embed(self, query: Query) -> Vectors | None:
        """The query's vector, or None where the embedder does not know its language."""
        if query.language not in self._dense_languages:
            return None
        mixed = query.language is Language.EN and any(map(is_han, query.text))
        text = self._terms.official(query.text, chinese=False) if mixed else query.text
        vector: Vectors = self._embedder.embed([text])[0]
        return vector

    def retrieve(
        self, query: Query, vector: Vectors | None, count: int, mode: Mode = Mode.HYBRID
    ) -> tuple[ScoredFact, ...]:
        """The `count` best facts, best first, ties in order of id."""
        pool = self._pools[query.language.indexed]
        sparse = self._sparse(pool, query)
        dense = pool.spread(self._index.dense.search(vector, _DENSE_CANDIDATES)) if vector is not None else sparse * 0
        return pool.rank(sparse, dense, weights_for(mode, has_vector=vector is not None), count)

    def _sparse(self, pool: "_Pool", query: Query) -> _Scores:
        chinese = query.language.is_chinese
        official = self._terms.official(query.text, chinese=chinese)
        scores = [self._index.sparse[pool.language].scores(analyse(text)) for text in (query.text, official)]
        return np.maximum(*scores)


class _Pool:
    """The passages of one language, arranged for arithmetic."""

    def __init__(self, index: LoadedIndex, language: Language, embedder_name: str) -> None:
        self.language = language
        passages = index.passages[language]
        self._size = len(passages)
        facts = [passage for passage in passages if passage.kind is PassageKind.FACT]
        self._facts = sorted(facts, key=lambda passage: passage.fact_id)
        place = {passage.fact_id: number for number, passage in enumerate(self._facts)}
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
        self._own_questions = _pairs(own)
        self._section_questions = _pairs(of_section[PassageKind.QUESTION])
        self._texts = _pairs(of_section[PassageKind.TEXT])

    def spread(self, cosines: Mapping[str, float]) -> _Scores:
        """Cosines by vector id to one score a passage, 0 at the floor and 1 at identity."""
        scores = np.zeros(self._size, dtype=np.float32)
        for name, cosine in cosines.items():
            scores[self._rows_of_id.get(name, [])] = max(0.0, (cosine - _DENSE_FLOOR) / (1 - _DENSE_FLOOR))
        return scores

    def rank(self, sparse: _Scores, dense: _Scores, weights: Weights, count: int) -> tuple[ScoredFact, ...]:
        """Score each fact by its text, the nearest way to ask for it or for its section, and the text it stands in."""
        asked = weights.question_sparse * sparse + weights.question_dense * dense
        stated = (weights.fact_sparse * sparse + weights.fact_dense * dense)[self._fact_rows]
        own = _best(asked, self._own_questions, len(self._facts))
        section = _best(asked, self._section_questions, self._size)[self._section_of_fact]
        parts = {
            "fact": stated,
            "own": own,
            "section": section,
            "sparse": sparse[self._fact_rows],
            "dense": np.maximum(dense[self._fact_rows], _best(dense, self._own_questions, len(self._facts))),
        }
        around = weights.text_sparse * sparse + weights.text_dense * dense
        text = _best(around, self._texts, self._size)[self._section_of_fact]
        total = stated + weights.own_question * own + section + text
        order = np.argsort(-total, kind="stable")[:count]
        return tuple(self._scored(int(place), float(total[place]), parts) for place in order)

    def _scored(self, place: int, score: float, parts: Mapping[str, _Scores]) -> ScoredFact:
        passage = self._facts[place]
        return ScoredFact(
            fact_id=passage.fact_id,
            section_id=passage.section_id,
            topic=passage.topic,
            score=score,
            parts={name: float(part[place]) for name, part in parts.items()},
        )


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
