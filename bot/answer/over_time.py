"""What an answer to a question about change shows: all the values asked, not only the one that holds today."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.answer.series import comparable, indicators_of
from bot.figures import find_figures
from bot.languages.colloquial import to_written
from bot.languages.dates import years_between
from bot.languages.scripts import fold
from bot.types import Indicator

MAX_TIMES = 6  # values of different times in one answer
_LATEST = 3  # values that show a trend where no years are named
_NEAR = 0.5  # share of the lead's retrieval score from which a fact may tell what the lead replaced

_THEN = (
    r"\b(?:before|previous(?:ly)?|formerly|earlier|old|older|original(?:ly)?|used to|back then|initial(?:ly)?)\b"
    r"|\bat launch\b"
    r"|以前|之前|从前|过去|原来|原先|原本|本来|旧(?!金山)|改前|当时|早前|先前|曾经|往年|最初|起初|当初|推出时"
)
_NOW = (
    r"\b(?:now|new|newer|today|current(?:ly)?|nowadays|these days|after|since|latest|present)\b"
    r"|现在|如今|目前|今时|后来|改后|之后|最新|现行|现时|新(?:的|规|制|例|要求|标准|办法|政策|门槛|版|规定|规则|限)"
)
_CHANGED = (
    r"\bwhat(?:'s|s| has| is| have| was| had)? (?:been )?(?:changed|changes|different|new)\b"
    r"|\bhow (?:has|have|did)\b.{2,60}\bchanged?\b|\bchanges? (?:to|in|of|from|since)\b|\bfrom what to what\b"
    r"|\b(?:raised|lowered|cut|increased|up|down) from\b|\bno longer\b|\bany ?more\b"
    r"|\bcompared (?:with|to) (?:before|the (?:old|previous|earlier))\b|\b(?:was|were|until)\b.*\b(?:now|today)\b"
    r"|改了(?:什么|多少|哪)|改成|改为|有(?:什么|何|哪些|没有)(?:变|改|调整|修订)|变了|变成|怎么变|如何变|变化|新旧|前后"
    r"|(?:调|升|加|减|降|提高|放宽|增加|延长)(?:到|至|成)了?(?:多少|几|什么)|(?:跟|与|和|同|比|较)(?:以前|之前|过去|旧(?!金山))"
)
_CHANGE = re.compile(rf"(?:{_THEN}).*(?:{_NOW})|(?:{_NOW}).*(?:{_THEN})|{_CHANGED}")
_STILL = re.compile(r"\bstill\b|还(?:是|要|用|有|算)|仍|是否还|仲(?:是|要|系)|不是.*(?:了|吗)$")
_TREND = re.compile(
    r"\btrends?\b|\b(?:going|gone|went) (?:up|down)\b|\bup or down\b|\bover (?:the years|time)\b|\bby year\b"
    r"|\byear (?:by|on|after) year\b|\b(?:each|every) year\b|\b(?:rising|falling|growing|grown|shrinking)\b"
    r"|\b(?:past|last|recent|previous) (?:few |couple of |several |two |three |four |five |\d )?years\b"
    r"|近(?:[几两二三四五六\d]|这几|这两|这三)年|这(?:几|两|三)年|过去[几两三四五\d]年|历年|逐年|走势|趋势|变化"
    r"|[升涨加长多]了?(?:还是|定系|定是|定|或)(?:减|跌|降|下降|少)|有没有(?:增|升|涨|跌|减)"
)


def over_time(
    question: Question, lead: Ranked, ranked: Sequence[Ranked], found: Sequence[FactView], corpus: Corpus
) -> list[FactView]:
    """The facts found for an answer, and before them those of the other times that the question asks for.

    What replaced a fact stands before it, newest first; where years are named, their values stand in order of time.
    """
    if lead.view.section.is_text:
        return list(found)
    history = _history(question, [lead.view], corpus) or _values(question, lead.view, corpus)
    times = history or _beside(lead, _history(question, _near(lead, ranked), corpus))
    shown = {view.fact.id: view for view in (*times, *found)}
    return list(shown.values())[: max(len(found), len(times))]


def asks_of_change(question: Question) -> bool:
    """Whether a question asks for then and now, what changed, or whether a figure that it states still holds."""
    still = _STILL.search(to_written(fold(question.text))) and find_figures(question.text)
    return asks_then_and_now(question) or bool(still)


def asks_then_and_now(question: Question) -> bool:
    """Whether a question asks for two states of one thing, or for what changed between them."""
    return bool(_CHANGE.search(to_written(fold(question.text))))


def _history(question: Question, candidates: Sequence[FactView], corpus: Corpus) -> list[FactView]:
    """The first candidate that replaces or was replaced, with all before and after it, newest first."""
    if not candidates or not asks_of_change(question):
        return []
    views = corpus.views(candidates[0].document.language)
    replaced: dict[str, list[FactView]] = {}
    for view in views.values():
        replaced.setdefault(view.fact.superseded_by, []).append(view)
    for view in candidates:
        newest = _newest(view, views)
        if older := list(_older(newest, replaced)):
            return [newest, *older][:MAX_TIMES]
    return []


def _near(lead: Ranked, ranked: Sequence[Ranked]) -> list[FactView]:
    """The likeliest facts of the lead's section, which often holds both states."""
    near = (one.view for one in ranked if one.retrieved.score >= _NEAR * lead.retrieved.score)
    return [view for view in near if view.is_beside(lead.view)]


def _beside(lead: Ranked, history: Sequence[FactView]) -> list[FactView]:
    return [lead.view, *history] if history else []


def _newest(view: FactView, views: Mapping[str, FactView]) -> FactView:
    while (later := view.fact.superseded_by) in views:
        view = views[later]
    return view


def _older(view: FactView, replaced: Mapping[str, Sequence[FactView]]) -> Iterator[FactView]:
    for older in replaced.get(view.fact.id, ()):
        yield older
        yield from _older(older, replaced)


def _values(question: Question, lead: FactView, corpus: Corpus) -> list[FactView]:
    """The facts with the lead's figure for the years asked, oldest first; for a trend the latest, newest first."""
    asked = question.years | years_between(question.text)
    trend = bool(_TREND.search(to_written(fold(question.text)))) or asks_of_change(question)
    several = len(asked) > 1
    if not (several or trend):
        return []
    for indicator in indicators_of(lead, corpus.knowledge, of_money="money" in question.details):
        by_year = _by_year(indicator, lead, corpus)
        years = sorted(asked & by_year.keys()) if several else sorted(by_year, reverse=True)[:_LATEST]
        views = list({by_year[year].fact.id: by_year[year] for year in years}.values())
        if len(views) > 1:
            return views[:MAX_TIMES]
    return []


def _by_year(indicator: Indicator, lead: FactView, corpus: Corpus) -> dict[str, FactView]:
    """The fact that states the value of each year, the lead itself where it does; of several dates in it the last."""
    views = corpus.views(lead.document.language)
    stated = [value for value in comparable(indicator.values) if value.fact_id in views]
    found = {value.covers[:4]: views[value.fact_id] for value in stated}
    return found | {value.covers[:4]: lead for value in stated if value.fact_id == lead.fact.id}
