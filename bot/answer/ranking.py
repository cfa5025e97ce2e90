"""Ranks candidate facts by how likely each is the one that answers.

A linear model with a softmax over the candidates (the top-one probability of ListNet; Cao et al., ICML 2007), so that
the scores of one question are log-odds, and the chances of its candidates add up to one.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.answer.corpus import Corpus, FactView
from bot.answer.matcher import Matcher
from bot.answer.question import Question
from bot.answer.ranking_weights import WEIGHTS
from bot.figures import values
from bot.index.sparse import SparseIndex
from bot.languages.places import is_mainland
from bot.languages.tokens import analyse
from bot.types import Language, ScoredFact

_CONTACT_DETAILS = frozenset(("telephone", "e-mail"))
_HOME = frozenset(("Hong Kong",))  # what every fact is about, named or not
_NEAR = 12  # candidates that are read word by word
_OLDEST = 4  # years after which age no longer lowers a fact further


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate fact with its log-odds and its chance, 0..1, to be the one that answers if one of them does."""

    view: FactView
    score: float
    chance: float
    unread: float
    """Its log-odds by the signals alone, before it was read against the question."""
    signals: Mapping[str, float]
    retrieved: ScoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What of a question is the same for all its candidates: its words, their weight in each index, its terms."""

    tokens: frozenset[str]
    weights: Mapping[Language, float]
    terms: frozenset[str]


class Ranker:
    """Reads candidates against the question."""

    def __init__(self, corpus: Corpus, sparse: Mapping[Language, SparseIndex], matcher: Matcher | None = None) -> None:
        """Without a `matcher`, which is trained on what this ranks first, candidates are not read word by word."""
        self.corpus, self._sparse, self._matcher = corpus, sparse, matcher

    def __call__(self, question: Question, candidates: Sequence[ScoredFact]) -> list[Ranked]:
        """The candidates, likeliest first, ties in order of id."""
        weights = WEIGHTS[question.language.indexed]
        ranked = []
        for candidate, row in zip(candidates, self.signals(question, candidates), strict=True):
            odds = sum(weights[name] * value for name, value in row.items())
            view = self._view(question, candidate)
            ranked.append(Ranked(view=view, score=odds, chance=0.0, unread=odds, signals=row, retrieved=candidate))
        found = rescored(ranked, lambda one: one.unread)
        return self._read(question, found, self._matcher) if self._matcher and found else found

    def _read(self, question: Question, ranked: Sequence[Ranked], matcher: Matcher) -> list[Ranked]:
        """The likeliest facts of sheets in the order that reading gives them; what is not read stays behind them.

        Their mean stays, so that log-odds still tell whether they are about the question at all.
        """
        near = [one for one in ranked[:_NEAR] if not one.view.section.is_text]
        if not near:
            return list(ranked)
        before = np.array([one.score for one in near])
        after = matcher.prior * before + matcher(question.text, [one.view for one in near])
        after += before.mean() - after.mean()
        is_gap = np.array([one.view.fact.gap for one in near])
        after[is_gap] = np.minimum(after, before)[is_gap]  # that nothing is known is said where nothing else answers
        read = {one.view.fact.id: float(score) for one, score in zip(near, after, strict=True)}
        least = min(read.values())

        def score(one: Ranked) -> float:
            return one.score if one.view.section.is_text else read.get(one.view.fact.id, min(one.score, least))

        return rescored(ranked, score)

    def signals(self, question: Question, candidates: Sequence[ScoredFact]) -> list[dict[str, float]]:
        """What speaks for and against each candidate, by the names in `WEIGHTS`."""
        views = [self._view(question, candidate) for candidate in candidates]
        newest, asked = _newest_years(views), self._read_question(question)
        return [
            self._evidence(question, candidate, view, asked) | self._marks(question, view, newest, asked)
            for candidate, view in zip(candidates, views, strict=True)
        ]

    def _view(self, question: Question, candidate: ScoredFact) -> FactView:
        return self.corpus.view(candidate.fact_id, question.language)

    def _read_question(self, question: Question) -> "_Asked":
        tokens = frozenset(analyse(question.text))
        return _Asked(
            tokens=tokens,
            weights={language: sparse.weight(list(tokens)) for language, sparse in self._sparse.items()},
            terms=self.corpus.terms.named_in(question.text) - _HOME,
        )

    def _evidence(self, question: Question, candidate: ScoredFact, view: FactView, asked: "_Asked") -> dict[str, float]:
        """What retrieval says, of running text only by its score, and what the fact holds of the question."""
        held = {"covered": self._covered(asked, view), "figures": _figures_held(question, view)}
        return held | ({"text": candidate.score} if view.section.is_text else dict(candidate.parts))

    def _covered(self, asked: "_Asked", view: FactView) -> float:
        """Share of the question's words, by idf, in a fact or in a question that it is known to answer."""
        language = view.document.language.indexed
        sparse, total = self._sparse[language], asked.weights[language]
        held = asked.tokens & (view.tokens | view.context_tokens | view.asked_tokens)
        return sum(map(sparse.token_weight, held)) / total if total else 0.0

    def _marks(
        self, question: Question, view: FactView, newest: Mapping[str, int], asked: "_Asked"
    ) -> dict[str, float]:
        fact = view.fact
        return {
            **_time(question, view, newest),
            **_place(question, view),
            "terms_missing": self._terms_missing(asked, view),
            "detail": float(bool(question.details & view.details)),
            "no_detail": float(bool(question.details) and not question.details & view.details),
            "gap": float(fact.gap),
            "contact": float(view.section.is_contact and not question.details & _CONTACT_DETAILS),
            "superseded": float(bool(fact.superseded_by)),
            "disputed": float(fact.disputed),
            "inference": float(fact.inference),
        }

    def _terms_missing(self, asked: "_Asked", view: FactView) -> float:
        """Share of the question's official terms that the fact does not name."""
        missing = asked.terms - self.corpus.named_in(view)
        return len(missing) / len(asked.terms) if asked.terms else 0.0


def rescored(ranked: Sequence[Ranked], score: Callable[[Ranked], float]) -> list[Ranked]:
    """The same candidates with other log-odds and the chances that follow from them, likeliest first."""
    scores = list(map(score, ranked))
    shares = [math.exp(one - max(scores)) for one in scores]
    found = [
        replace(one, score=odds, chance=share / sum(shares))
        for one, odds, share in zip(ranked, scores, shares, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, one.view.fact.id))


def _figures_held(question: Question, view: FactView) -> float:
    """Share of the question's figures that the fact states."""
    asked = values(question.text)
    return len(asked & view.figures) / len(asked) if asked else 0.0


def _newest_years(views: Iterable[FactView]) -> dict[str, int]:
    """The newest year of each section that has statistics."""
    newest: dict[str, int] = {}
    for view in views:
        for fact in view.section.facts:
            if fact.covers:
                newest[view.section.id] = max(newest.get(view.section.id, 0), _end_year(fact.covers))
    return newest


def _end_year(covers: str) -> int:
    return int(covers.rsplit("/", maxsplit=1)[-1][:4])


def _time(question: Question, view: FactView, newest: Mapping[str, int]) -> dict[str, float]:
    """Whether a fact speaks of the asked year, of just that or of another span, or how far it is behind the newest."""
    covers = view.fact.covers
    matches = bool(question.years & view.years)
    exact = covers in question.years or _spans(covers, question)
    behind = newest[view.section.id] - _end_year(covers) if covers and not question.years else 0
    return {
        "year_match": float(matches),
        "year_miss": float(bool(question.years) and not matches and bool(covers)),
        "full_year": float(matches and exact),
        "other_span": float(matches and bool(covers) and not exact),
        "older_year": float(min(_OLDEST, behind)),
    }


def _spans(covers: str, question: Question) -> bool:
    """Whether a period runs from one asked year to another."""
    years = {day[:4] for day in covers.split("/")}
    return len(years) > 1 and years <= question.years


def _place(question: Question, view: FactView) -> dict[str, float]:
    """Whether a fact lacks an asked place, a Mainland city (whence the asker may be) or another, or names others."""
    missing = view.lacking(question.places)
    from_city = all(map(is_mainland, missing))
    return {
        "city_miss": float(bool(missing) and from_city),
        "place_miss": float(bool(missing) and not from_city),
        "other_place": float(not missing and bool(view.places - question.places)),
    }
