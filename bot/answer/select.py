"""Completes the fact that leads an answer with what else belongs to it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate

from bot.answer.attributes import LOOSE, SOFT
from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.types import Language

MAX_FACTS = 4
_OF_TEXT = 3  # sentences of running text, which say less each than facts that were written to stand alone
_FULLER_SHARE = 0.7  # share of the lead's score from which a fact that states all its counts and more goes before it
_SURE = 0.9  # chance from which a lead is hardly ever the wrong fact
_SURE_SCORE = {Language.EN: 1.2, Language.ZH_HANT: 0.9}  # the same of its retrieval score, if it leads clearly
_CLEAR = 0.35  # chance from which it does
_RIVALS = 2  # likeliest facts, of which one may be that the material does not say
_ENOUGH = 0.9  # summed chance at which the facts shown hardly ever leave out the one that was meant
_OF_WHOLE = 0.5  # what the log-odds of the whole question count beside those of its part, which is in it
_SECTION_ASKS = 2.0  # log-odds for a fact whose section's question asks for the same kind of detail as the part
_SECOND_SHARE = 0.5  # share of the lead's score from which a fact may meet a demand that the lead does not


PartRanking = tuple[Question, Sequence[Ranked]]
"""A part of a question, and the candidates found and ranked for it alone."""


def complete(
    question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus, parts: Sequence[PartRanking] = ()
) -> list[FactView]:
    """The lead, what it takes to meet the question's other demands, and what else answers to the same end.

    What stands beside a sure lead depends on the lead and on the demands, not on the wording, so that one question gets
    one answer in every script. Beside an unsure one stand its rivals, one of which may be the fact that was meant.
    """
    if lead.view.section.is_text:
        found = sorted(ranked, key=lambda one: -one.retrieved.score)
        return _unique([lead.view, *(one.view for one in found if _is_near(one, lead, _SECOND_SHARE))])[:_OF_TEXT]
    if parts:
        return _by_parts(lead, ranked, corpus, parts)
    shown = [lead.view, *_opponents(lead.view, corpus)]
    for demand in _demands(question, lead.view.document.topic):
        if not any(demand(view) for view in shown):
            shown += _best(demand, lead, ranked)
    shown += [view for view in _beside(question, lead, ranked, corpus) if _belongs(question, lead.view, view)]
    return _unique([view for view in shown if _says_something(view, lead, ranked)])


def _beside(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The lead's section when the lead is sure, whatever the wording; else the likeliest, until they are enough."""
    found_surely = lead.retrieved.score >= _SURE_SCORE[question.language.indexed] and lead.chance >= _CLEAR
    if lead.chance >= _SURE or found_surely:
        return [corpus.view(fact.id, question.language) for fact in lead.view.section.facts]
    before = accumulate((one.chance for one in ranked), initial=0.0)
    return [one.view for one, chance in zip(ranked, before, strict=False) if chance < _ENOUGH]


def _by_parts(lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus, parts: Sequence[PartRanking]) -> list[FactView]:
    """The fullest of the facts near the lead, and for each part the fact that answers it, if it adds a count."""
    near = [one.view for one in ranked if _is_near(one, lead, _FULLER_SHARE)]
    fuller = [
        view
        for view in near
        if lead.view.counts and lead.view.counts < view.counts and view.fact.covers == lead.view.fact.covers
    ]
    first = (fuller or [lead.view])[0]
    shown = [first, *_opponents(first, corpus)]
    for part, ranked_alone in parts:
        view = _answering(part, ranked_alone, lead, ranked)
        known = frozenset[Decimal]().union(*(other.counts for other in shown))
        if not view.counts or not view.counts <= known:
            shown.append(view)
    return _unique(shown)


def _says_something(view: FactView, lead: Ranked, ranked: Sequence[Ranked]) -> bool:
    """Whether a fact may stand beside the lead: that something is not known may only where it is the lead's rival.

    Beside others, and beside a sure lead, it answers a question that nobody asked.
    """
    likeliest = {one.view.fact.id for one in ranked[:_RIVALS]}
    return not view.fact.gap or lead.view.fact.gap or (lead.chance < _SURE and view.fact.id in likeliest)


def _is_near(one: Ranked, lead: Ranked, share: float) -> bool:
    return one.retrieved.score >= share * lead.retrieved.score


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
    near = [one for one in ranked if demand(one.view) and _is_near(one, lead, _SECOND_SHARE)]
    near.sort(key=lambda one: one.view.section.id != section)
    return [one.view for one in near[:1]]


def _answering(part: Question, ranked_alone: Sequence[Ranked], lead: Ranked, ranked: Sequence[Ranked]) -> FactView:
    """The fact near the lead that is likeliest for the whole question and for its part; the lead if none fits.

    A part such as "since when" may lack the subject, and the whole question blurs what each part is after.
    """
    # Reading was trained on whole questions: what it makes of a part is left out.
    alone = {one.view.fact.id: one.unread for one in ranked_alone}

    def fits(one: Ranked) -> bool:
        view = one.view
        meets = bool(part.details & view.details) and not (part.years and not part.years & view.years)
        return meets and is_live(view.fact) and not view.section.is_contact and view.fact.id in alone

    near = [lead, *(one for one in ranked if _is_near(one, lead, _SECOND_SHARE))]

    def likely(one: Ranked) -> float:
        meant = _SECTION_ASKS if part.details & one.view.asked_details else 0.0
        return meant + _OF_WHOLE * one.unread + alone[one.view.fact.id]

    return max(filter(fits, near), key=likely, default=lead).view


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
