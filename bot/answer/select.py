"""Ranks the candidate facts for what a question asks, and completes the best one to an answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.attributes import LOOSE, SOFT, asked
from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.languages.colloquial import to_written
from bot.languages.places import is_mainland
from bot.languages.scripts import fold
from bot.languages.tokens import analyse
from bot.types import Language, ScoredFact

MAX_FACTS = 4
_OF_TEXT = 3  # sentences of running text, which say less each than facts that were written to stand alone
_ADJUST = {  # multiplicative, on the retrieval score
    "year_match": 0.20,
    "year_miss": -0.15,  # kept in sight, so that the judge sees which year is missing
    "older_year": -0.12,  # for each year behind the newest in the section, when no year was asked
    "full_year": 0.08,  # a value for the whole of the asked year before one for part of it
    "part_year": -0.35,
    "place_miss": -0.60,
    "city_miss": -0.10,  # a Mainland city is where the asker is from as often as what is asked
    "other_place": -0.10,
    "detail": 0.12,
    "no_detail": -0.25,
    "terms_missing": -0.20,  # times the share of the question's official terms that the fact does not name
    "first": 0.05,  # a section's first fact is the one its editor thought of first
    "gap": -0.10,
    "contact": -0.15,  # whom to ask answers only the question whom to ask
    "superseded": -0.25,
    "disputed": -0.40,
    "inference": -0.05,
}
_CONTACT_DETAILS = frozenset(("telephone", "e-mail"))
_HOME = frozenset(("Hong Kong",))  # what every fact is about, named or not
_LEAST_FACTOR = 0.1
_OLDEST = 4  # years after which age no longer lowers a fact further
_FULLER_SHARE = 0.7  # share of the lead's score from which a fact that states all its counts and more goes before it
_SURE = {Language.EN: 1.2, Language.ZH_HANT: 0.9}  # retrieval score from which a lead is hardly ever the wrong fact
_BESIDE_SHARE = 0.6  # share of the lead's score from which a fact stands beside it
_SECOND_SHARE = 0.5  # share of the lead's score from which a fact may meet a demand that the lead does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate fact with its adjusted score."""

    view: FactView
    score: float
    retrieved: ScoredFact


def rank(question: Question, candidates: Sequence[ScoredFact], corpus: Corpus) -> list[Ranked]:
    """The candidates adjusted for what the question asks, best first, ties in order of id."""
    views = corpus.views(question.language)
    newest = _newest_years(views.values())
    terms = corpus.terms.named_in(question.text) - _HOME
    ranked = []
    for candidate in candidates:
        view = views[candidate.fact_id]
        missing = len(terms - corpus.named_in(view)) / len(terms) if terms else 0.0
        factor = _factor(question, view, newest) + _ADJUST["terms_missing"] * missing
        ranked.append(Ranked(view=view, score=candidate.score * max(_LEAST_FACTOR, factor), retrieved=candidate))
    return sorted(ranked, key=lambda one: (-one.score, one.view.fact.id))


def complete(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The lead, what it takes to meet the question's other demands, and what else answers to the same end.

    What stands beside a sure lead depends on the lead and on the demands, not on the wording, so that one question gets
    one answer in every script. Beside an unsure one stand its rivals, one of which may be the fact that was meant.
    """
    if lead.view.section.is_text:
        return _unique([lead.view, *(one.view for one in ranked if one.score >= _SECOND_SHARE * lead.score)])[:_OF_TEXT]
    shown = [lead.view, *_opponents(lead.view, corpus)]
    if question.parts:
        return _by_parts(question, lead, ranked, corpus)
    for demand in _demands(question, lead.view.document.topic):
        if not any(demand(view) for view in shown):
            shown += _best(demand, lead, ranked)
    shown += [view for view in _beside(question, lead, ranked, corpus) if _belongs(question, lead.view, view)]
    return _unique(shown)


def _beside(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The lead's section when the lead is sure, whatever the wording; else what ranks nearly as high, best first."""
    if lead.retrieved.score >= _SURE[question.language.indexed]:
        return [corpus.view(fact.id, question.language) for fact in lead.view.section.facts]
    return [one.view for one in ranked if one.score >= _BESIDE_SHARE * lead.score]


def _by_parts(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The fullest of the facts near the lead, and for each part the fact that answers it, if it adds a count."""
    near = [one.view for one in ranked if one.score >= _FULLER_SHARE * lead.score]
    fuller = [
        view
        for view in near
        if lead.view.counts and lead.view.counts < view.counts and view.fact.covers == lead.view.fact.covers
    ]
    first = (fuller or [lead.view])[0]
    shown = [first, *_opponents(first, corpus)]
    for part in question.parts:
        view = _answering(part, question, lead, ranked)
        known = frozenset[Decimal]().union(*(other.counts for other in shown))
        if not view.counts or not view.counts <= known:
            shown.append(view)
    return _unique(shown)


def _unique(views: Sequence[FactView]) -> list[FactView]:
    return list({view.fact.id: view for view in views}.values())[:MAX_FACTS]


def _opponents(view: FactView, corpus: Corpus) -> list[FactView]:
    views = corpus.views(view.document.language)
    return [views[name] for name in view.fact.conflicts if is_live(view.fact) and is_live(views[name].fact)]


def _demands(question: Question, topic: str) -> list[Callable[[FactView], bool]]:
    """What is asked for: years, which count only in the lead's own topic, and details."""
    years = [
        lambda view, year=year: year in view.years and view.document.topic == topic for year in sorted(question.years)
    ]
    details = [lambda view, detail=detail: detail in view.details for detail in sorted(question.details)]
    return [*years, *details]


def _best(demand: Callable[[FactView], bool], lead: Ranked, ranked: Sequence[Ranked]) -> list[FactView]:
    section = lead.view.section.id
    near = [one for one in ranked if demand(one.view) and one.score >= _SECOND_SHARE * lead.score]
    near.sort(key=lambda one: one.view.section.id != section)
    return [one.view for one in near[:1]]


def _answering(part: str, question: Question, lead: Ranked, ranked: Sequence[Ranked]) -> FactView:
    """The fact near the lead that holds most of one part of the question; the lead itself if none holds more."""
    wanted = frozenset(token for token in analyse(part) if len(token) > 1)
    kinds = asked(to_written(fold(part)))

    def fit(one: Ranked) -> tuple[float, float]:
        view = one.view
        meets = bool(kinds & view.details) and not (question.years and not question.years & view.years)
        held = len(wanted & (view.tokens | view.asked_tokens))
        return (held if meets and is_live(view.fact) and not view.section.is_contact else -1.0, one.score)

    near = [lead, *(one for one in ranked if one.score >= _SECOND_SHARE * lead.score)]
    return max(near, key=fit).view


def _belongs(question: Question, lead: FactView, view: FactView) -> bool:
    """Whether a fact of the lead's section answers the same question as the lead."""
    if not is_live(view.fact) or view.section.is_contact:
        return False
    if question.years and not question.years & view.years:
        return False
    same_section = view.section.id == lead.section.id
    if same_section and not question.years and lead.fact.covers != view.fact.covers:
        return False
    kinds = question.details - LOOSE - SOFT
    return not kinds or bool(kinds & view.details)


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
        ("first", fact.id == view.section.facts[0].id),
        ("gap", fact.gap),
        ("contact", view.section.is_contact and not question.details & _CONTACT_DETAILS),
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
