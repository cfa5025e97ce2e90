"""What a question that compares sets side by side: which facts speak for each side, paired by what they state."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from bot.answer.attributes import stated
from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.over_time import asks_then_and_now
from bot.answer.question import Question, read_question
from bot.answer.ranking import Ranked
from bot.answer.series import indicators_of
from bot.answer.sides import Side, names, sides_of
from bot.languages.dates import years_between
from bot.languages.scripts import fold
from bot.languages.tokens import analyse

_MOST = 3  # rows: six facts are what a phone can show
_NEAR = 0.5  # share of the lead's retrieval score from which a fact speaks for a side
_CONSIDERED = 16  # facts a side that may stand in the table
_CLAUSES = re.compile(r"(?<=[;；])\s*")
KINDS = ("fee", "penalty", "duration", "rate", "money", "count", "definition")  # that a row may be about
_UNASKED = ("fee", "rate", "money", "definition")  # a fact states the others in passing
_TOLD = ("fee", "penalty", "duration", "rate")  # by words, not by figures alone
MAIN_POINT = "main_point"  # what a row is about where both sides state no one kind of detail
NOW, BEFORE = "now", "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What one row sets side by side: a fact of each side, by a kind of detail or by a figure of the register."""

    kind: str
    indicator_id: str = ""
    facts: tuple[FactView, FactView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sides and the pairs found; without pairs, `missing` is the side that no fact speaks for."""

    sides: tuple[Side, Side] | None = None
    times: tuple[str, str] | None = None
    """Two years, or `NOW` and `BEFORE`, where one thing is compared at two times."""
    pairs: tuple[Pair, ...] = ()
    missing: Side | None = None

    def shown(self, found: Sequence[FactView]) -> list[FactView]:
        """The facts compared and, where there is room beside them, those found before."""
        views = {view.fact.id: view for pair in self.pairs for view in pair.facts}
        room = max(len(found), len(views))
        return list((views | {view.fact.id: view for view in found}).values())[:room] if self.sides else list(found)


Rank = Callable[[Question], Sequence[Ranked]]


def compare(
    question: Question, ranked: Sequence[Ranked], lead: Ranked, found: Sequence[FactView], rank: Rank, corpus: Corpus
) -> Comparison | None:
    """What a question compares: two times of one thing among the facts found, else two sides looked up alone."""
    if lead.view.section.is_text:
        return None
    return (
        _two_years(question, found, corpus)
        or _then_and_now(question, lead, found)
        or _two(question, ranked, lead, rank, corpus)
    )


def excerpt(text: str, side: Side, other: Side, corpus: Corpus) -> str:
    """The clauses of a fact that name one side and not the other; empty if there are none."""
    of_side = [
        clause
        for clause in _CLAUSES.split(text)
        if names(clause, side, corpus.terms) and not names(clause, other, corpus.terms)
    ]
    return " ".join(of_side).rstrip(";；")


def _then_and_now(question: Question, lead: Ranked, found: Sequence[FactView]) -> Comparison | None:
    if not asks_then_and_now(question):
        return None
    for now, before in product(found, found):
        if before.fact.superseded_by == now.fact.id and lead.view.fact.id in (now.fact.id, before.fact.id):
            kind = _kind(question, now.details & before.details)
            return Comparison(times=(NOW, BEFORE), pairs=(Pair(kind=kind, facts=(now, before)),))
    return None


def _two_years(question: Question, found: Sequence[FactView], corpus: Corpus) -> Comparison | None:
    years = sorted(question.years | years_between(question.text))
    if len(years) != len(("one", "other")):
        return None
    first, second = ([view for view in found if _is_of(view, year)] for year in years)
    asked = frozenset(analyse(question.text))
    pairs = [
        (len(asked & frozenset(analyse(" ".join(indicator.name.values())))), indicator.id, one, other)
        for one, other in product(first, second)
        for indicator in indicators_of(one, corpus.knowledge)
        if indicator in indicators_of(other, corpus.knowledge)
    ]
    if not pairs:
        return None
    _, indicator_id, *facts = max(pairs, key=lambda pair: pair[0])
    pair = Pair(kind="", indicator_id=indicator_id, facts=(facts[0], facts[1]))
    return Comparison(times=(years[0], years[1]), pairs=(pair,))


def _is_of(view: FactView, year: str) -> bool:
    return bool(view.fact.covers) and all(date.startswith(year) for date in view.fact.covers.split("/"))


def _two(question: Question, ranked: Sequence[Ranked], lead: Ranked, rank: Rank, corpus: Corpus) -> Comparison | None:
    sides = sides_of(question.own, corpus.terms)
    if not sides:
        return None
    first, second = (
        _speaking(side, other, [*rank(read_question(side.question, question.language)), *ranked], lead, corpus)
        for side, other in (sides, sides[::-1])
    )
    if first and second:
        pairs = tuple(_pairs(question, first[:_CONSIDERED], second[:_CONSIDERED]))[:_MOST]
        return Comparison(sides=sides, pairs=pairs) if pairs else None
    if first or second:
        return Comparison(sides=sides, missing=sides[1] if first else sides[0])
    return None


@dataclass(frozen=True, slots=True)
class _Voice:
    """A fact that speaks for a side, what the words that do so state, and its place in the side's ranking."""

    view: FactView
    kinds: frozenset[str]
    place: int


def _speaking(side: Side, other: Side, ranked: Sequence[Ranked], lead: Ranked, corpus: Corpus) -> list[_Voice]:
    near = {one.view.fact.id: one.view for one in ranked if one.retrieved.score >= _NEAR * lead.retrieved.score}
    usable = [
        view for view in near.values() if is_live(view.fact) and not view.fact.gap and not view.section.is_contact
    ]
    said = [(view, excerpt(view.fact.text, side, other, corpus)) for view in usable]
    return [_Voice(view, stated(text, fold(text)), place) for place, (view, text) in enumerate(said) if text]


def _pairs(question: Question, first: Sequence[_Voice], second: Sequence[_Voice]) -> Iterator[Pair]:
    """The closest pairs, one a kind of detail: after the first only of kinds asked for or of facts in one section."""
    done: set[str] = set()
    for one, other in sorted(product(first, second), key=lambda pair: _distance(question, *pair)):
        kind, beside = _kind(question, one.kinds & other.kinds), one.view.is_beside(other.view)
        used = {kind, one.view.fact.id, other.view.fact.id}
        if used & done or not (beside or _is_like(one, other, kind)):
            continue
        if done and (kind == MAIN_POINT or not beside):
            continue
        done |= used
        yield Pair(kind=kind, facts=(one.view, other.view))


def _is_like(one: _Voice, other: _Voice, kind: str) -> bool:
    """Whether facts of two sections say the same of their sides: what each is, or in one sheet a detail told by words.

    Sums and counts do not: one may be of fees and the other of what is in dispute.
    """
    return kind == "definition" or (kind in _TOLD and one.view.document.topic == other.view.document.topic)


def _distance(question: Question, one: _Voice, other: _Voice) -> tuple[bool, bool, int, str, str]:
    """How far two facts are from being one row: first by kind of detail, then by section, then as they were found."""
    return (
        _kind(question, one.kinds & other.kinds) == MAIN_POINT,
        not one.view.is_beside(other.view),
        one.place + other.place,
        one.view.fact.id,
        other.view.fact.id,
    )


def _kind(question: Question, kinds: frozenset[str]) -> str:
    """What a row with details of some kinds is about: what is asked for, else what is hardly stated in passing."""
    allowed = [kind for kind in KINDS if kind in question.details] or _UNASKED
    return next((kind for kind in allowed if kind in kinds), MAIN_POINT)
