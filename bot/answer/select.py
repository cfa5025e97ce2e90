"""Chooses the facts that answer: retrieval's candidates, adjusted for what the question asks, then a greedy cover.

Greedy selection by marginal gain follows maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): a further
fact must be good by itself or bring a year, a kind of detail or a word of the question that is not covered yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.languages.places import is_mainland
from bot.languages.tokens import analyse
from bot.types import ScoredFact

MAX_FACTS = 4
_KEEP = 0.72  # share of the best fact's gain that a further fact must reach
_ADJUST = {  # multiplicative, on the retrieval score
    "year_match": 0.20,
    "year_miss": -0.05,  # kept in sight, so that the judge sees which year is missing
    "older_year": -0.06,  # for each year behind the newest in the section, when no year was asked
    "full_year": 0.08,  # a value for the whole of the asked year before one for part of it
    "part_year": -0.25,
    "place_miss": -0.60,
    "city_miss": -0.10,  # a Mainland city is where the asker is from as often as what is asked
    "other_place": -0.10,
    "detail": 0.12,
    "no_detail": -0.15,
    "terms_missing": -0.20,  # times the share of the question's official terms that the fact does not name
    "superseded": -0.25,
    "disputed": -0.40,
    "inference": -0.05,
}
_HOME = frozenset(("Hong Kong",))  # what every fact is about, named or not
_LEAST_FACTOR = 0.1
_OLDEST = 4  # years after which age no longer lowers a fact further
_NEW_WORDS, _NEW_YEAR, _NEW_DETAIL = 0.35, 0.30, 0.35  # gain of covering what no chosen fact covers
_SIBLING_YEAR = 0.40  # the value for another asked year, from the section that the best fact came from
_SAME = 0.75  # overlap of tokens from which two facts say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A fact chosen as evidence, with its adjusted score."""

    view: FactView
    score: float
    retrieved: ScoredFact


def select(question: Question, candidates: Sequence[ScoredFact], corpus: Corpus) -> list[Chosen]:
    """The one to four facts that answer, best first; empty when there is no candidate."""
    views = corpus.views(question.language)
    newest = _newest_years(views.values())
    terms = corpus.terms.named_in(question.text) - _HOME
    pool = []
    for candidate in candidates:
        view = views[candidate.fact_id]
        missing = len(terms - corpus.named_in(view)) / len(terms) if terms else 0.0
        factor = _factor(question, view, newest) + _ADJUST["terms_missing"] * missing
        pool.append(Chosen(view=view, score=candidate.score * max(_LEAST_FACTOR, factor), retrieved=candidate))
    pool.sort(key=lambda chosen: (-chosen.score, chosen.view.fact.id))
    return _cover(question, pool)


def with_opponents(chosen: Sequence[Chosen], corpus: Corpus) -> list[FactView]:
    """The chosen facts in reading order, the best fact followed by the live facts that contradict it."""
    best, *others = [one.view for one in chosen]
    views = corpus.views(best.document.language)
    opponents = [views[name] for name in best.fact.conflicts if is_live(views[name].fact)] if is_live(best.fact) else []
    rest = [view for view in others if view.fact.id not in best.fact.conflicts or not opponents]
    return [best, *opponents, *rest][:MAX_FACTS]


def _newest_years(views: Iterable[FactView]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for view in views:
        if view.fact.covers:
            newest[view.section.id] = max(newest.get(view.section.id, 0), _end_year(view))
    return newest


def _end_year(view: FactView) -> int:
    return int(view.fact.covers.split("/")[-1][:4])


def _factor(question: Question, view: FactView, newest: dict[str, int]) -> float:
    fact = view.fact
    change = _time_change(question, view, newest) + _place_change(question, view)
    if question.details:
        change += _ADJUST["detail"] if question.details & view.details else _ADJUST["no_detail"]
    for mark, present in (
        ("superseded", bool(fact.superseded_by)),
        ("disputed", fact.disputed),
        ("inference", fact.inference),
    ):
        change += _ADJUST[mark] * present
    return 1 + change


def _time_change(question: Question, view: FactView, newest: dict[str, int]) -> float:
    if question.years:
        if question.years & view.years:
            return _ADJUST["year_match"] + _span_change(question, view)
        return _ADJUST["year_miss"] if view.fact.covers else 0.0
    if not view.fact.covers:
        return 0.0
    return _ADJUST["older_year"] * min(_OLDEST, newest[view.section.id] - _end_year(view))


def _span_change(question: Question, view: FactView) -> float:
    covers = view.fact.covers
    if covers in question.years:
        return _ADJUST["full_year"]
    return _ADJUST["part_year"] if covers[:4] in question.years else 0.0


def _place_change(question: Question, view: FactView) -> float:
    if missing := question.places - view.places:
        return _ADJUST["city_miss" if all(map(is_mainland, missing)) else "place_miss"]
    return _ADJUST["other_place"] if view.places - question.places else 0.0


def _cover(question: Question, pool: list[Chosen]) -> list[Chosen]:
    if not pool:
        return []
    asked = frozenset(analyse(question.text))
    chosen = [pool.pop(0)]
    floor = chosen[0].score * _KEEP
    while pool and len(chosen) < MAX_FACTS:
        gains = [(_gain(question, asked, candidate, chosen), -place) for place, candidate in enumerate(pool)]
        gain, place = max(gains)
        if gain < floor:
            break
        candidate = pool.pop(-place)
        chosen.append(candidate)
    return chosen


def _gain(question: Question, asked: frozenset[str], candidate: Chosen, chosen: Sequence[Chosen]) -> float:
    view = candidate.view
    sibling = view.section.id == chosen[0].view.section.id
    if (view.fact.gap and not sibling) or any(_same(view, other.view) for other in chosen):
        return 0.0
    covered = frozenset().union(*(other.view.tokens for other in chosen))
    years = frozenset().union(*(other.view.years for other in chosen))
    details = frozenset().union(*(other.view.details for other in chosen))
    new_words = len((asked & view.tokens) - covered) / max(1, len(asked))
    new_year = bool(question.years & view.years - years)
    new_detail = bool(question.details & view.details - details)
    new_year_of_same = new_year and sibling
    return candidate.score * (1 + _SIBLING_YEAR * new_year_of_same + _NEW_WORDS * new_words + _NEW_YEAR * new_year + _NEW_DETAIL * new_detail)


def _same(one: FactView, other: FactView) -> bool:
    shared = len(one.tokens & other.tokens)
    alike = shared >= _SAME * min(len(one.tokens), len(other.tokens))
    return alike and (one.magnitudes <= other.magnitudes)
