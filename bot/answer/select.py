"""Completes the fact that leads an answer with what else belongs to it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate

from bot.answer.attributes import LOOSE, SOFT, asked
from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold
from bot.languages.tokens import analyse
from bot.types import Language

MAX_FACTS = 4
_OF_TEXT = 3  # sentences of running text, which say less each than facts that were written to stand alone
_FULLER_SHARE = 0.7  # share of the lead's score from which a fact that states all its counts and more goes before it
_SURE = 0.9  # chance from which a lead is hardly ever the wrong fact
_SURE_SCORE = {Language.EN: 1.2, Language.ZH_HANT: 0.9}  # the same of its retrieval score, whatever its rivals
_ENOUGH = 0.9  # summed chance at which the facts shown hardly ever leave out the one that was meant
_SECOND_SHARE = 0.5  # share of the lead's score from which a fact may meet a demand that the lead does not


def complete(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The lead, what it takes to meet the question's other demands, and what else answers to the same end.

    What stands beside a sure lead depends on the lead and on the demands, not on the wording, so that one question gets
    one answer in every script. Beside an unsure one stand its rivals, one of which may be the fact that was meant.
    """
    if lead.view.section.is_text:
        return _unique([lead.view, *(one.view for one in ranked if _is_near(one, lead, _SECOND_SHARE))])[:_OF_TEXT]
    shown = [lead.view, *_opponents(lead.view, corpus)]
    if question.parts:
        return _by_parts(question, lead, ranked, corpus)
    for demand in _demands(question, lead.view.document.topic):
        if not any(demand(view) for view in shown):
            shown += _best(demand, lead, ranked)
    shown += [view for view in _beside(question, lead, ranked, corpus) if _belongs(question, lead.view, view)]
    return _unique(shown)


def _beside(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The lead's section when the lead is sure, whatever the wording; else the likeliest, until they are enough."""
    if lead.chance >= _SURE or lead.retrieved.score >= _SURE_SCORE[question.language.indexed]:
        return [corpus.view(fact.id, question.language) for fact in lead.view.section.facts]
    before = accumulate((one.chance for one in ranked), initial=0.0)
    return [one.view for one, chance in zip(ranked, before, strict=False) if chance < _ENOUGH]


def _by_parts(question: Question, lead: Ranked, ranked: Sequence[Ranked], corpus: Corpus) -> list[FactView]:
    """The fullest of the facts near the lead, and for each part the fact that answers it, if it adds a count."""
    near = [one.view for one in ranked if _is_near(one, lead, _FULLER_SHARE)]
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


def _answering(part: str, question: Question, lead: Ranked, ranked: Sequence[Ranked]) -> FactView:
    """The fact near the lead that holds most of one part of the question; the lead itself if none holds more."""
    wanted = frozenset(token for token in analyse(part) if len(token) > 1)
    kinds = asked(to_written(fold(part)))

    def fit(one: Ranked) -> tuple[float, float]:
        view = one.view
        meets = bool(kinds & view.details) and not (question.years and not question.years & view.years)
        held = len(wanted & view.tokens) + len(wanted & view.asked_tokens)
        return (held if meets and is_live(view.fact) and not view.section.is_contact else -1.0, one.score)

    near = [lead, *(one for one in ranked if _is_near(one, lead, _SECOND_SHARE))]
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
