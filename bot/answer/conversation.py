"""What a conversation is about, worked out from its turns alone: what is kept between questions saves time only.

Words tell poorly whether a turn follows up: "how many are there?" does, "how many family offices are there?" does not.
What decides is the evidence. Read by its own words alone, a follow-up fits facts of the sheet that answered before
about as well as any others; a change of subject fits others far better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer.corpus import Corpus, FactView
from bot.answer.ellipsis import is_ellipsis
from bot.answer.evidence import EVERYWHERE, EvidenceJudge
from bot.answer.follow_up import leans_back
from bot.answer.question import Question, read_question
from bot.answer.ranking import Ranked, Ranker, rescored
from bot.languages.detection import detect_language
from bot.protocols import Retriever
from bot.types import Language, Query, ScoredFact, Status

_TURNS = 6  # earlier turns that are looked at
_KNOWN = 256  # conversations whose thread is at hand, some tens of kilobytes each
_CANDIDATES = 40  # facts that each reading adds to those of the sheet
# How many log-odds better a fact of another sheet may fit before the subject has changed. Read off
# tests/answer/follow_ups.tsv and changes_of_subject.tsv, where the two hardly overlap.
_GAP_MARKED, _GAP, _GAP_NAMED = 10.0, 8.0, 1.0  # the last where a turn names a term that others may be about
_LEAST_FIT = 4.0  # log-odds in the sheet from which a turn that no word marks may be about it
# What a fact's log-odds are made of for a follow-up, chosen on follow_ups.tsv: the turns as one text, the turn's own
# words, and whether the fact is of the sheet that answered before, or the very fact that led that answer.
_JOINED, _OWN, _SAME_SHEET, _SAID = 0.8, 0.5, 3.0, -2.0
_SAME_FIGURE = 6.0  # log-odds for the value, in the year that an ellipsis names, of the figure that was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The subject of a conversation: the turns that it rests on, and the evidence for the last of them."""

    asked: Question
    ranked: tuple[Ranked, ...]
    lead: Ranked

    @property
    def text(self) -> str:
        """The turns as one text."""
        return self.asked.text

    def left_to(self, turn: str) -> str:
        """The turns that another is read with: one ellipsis after the other is said of what came before both."""
        own = self.asked.own
        is_second = self.asked.is_follow_up and is_ellipsis(own) and is_ellipsis(turn)
        return self.text.removesuffix(own).strip() if is_second else self.text


class Conversation:
    """Follows the subject from turn to turn; safe to share between threads."""

    def __init__(self, retriever: Retriever, ranker: Ranker, judge: EvidenceJudge) -> None:
        self._retriever, self._ranker, self._judge = retriever, ranker, judge
        self._corpus = ranker.corpus
        # The same turns give the same thread, and each question comes with all the turns before it.
        self._known = lru_cache(_KNOWN)(self._thread)

    def thread(self, turns: Sequence[str], default: Language) -> Thread | None:
        """What the earlier turns, oldest first, have been about; a turn about nothing here leaves it as it was."""
        return self._known(tuple(turns[-_TURNS:]), default)

    def _thread(self, turns: tuple[str, ...], default: Language) -> Thread | None:
        return self._after(turns[-1], self._known(turns[:-1], default), default) if turns else None

    def carries_on(self, text: str, thread: Thread, default: Language) -> bool:
        """Whether a turn is about the subject of the thread rather than one of its own."""
        if is_ellipsis(text):
            return True
        asked = read_question(text, detect_language(text, default))
        found = self._found(asked)
        own = self._ranker(asked, [found[name] for name in _near(found, thread)])
        fit = max((one.score for one in own if _of_sheet(one.view, thread)), default=-_GAP_MARKED)
        behind = own[0].score - fit
        if self._names_other_subject(text, thread):
            return behind <= _GAP_NAMED
        if leans_back(text, lambda words: bool(self._corpus.terms.named_in(words))):
            return behind <= _GAP_MARKED
        return behind <= _GAP and fit >= _LEAST_FIT

    def is_about(self, view: FactView, thread: Thread) -> bool:
        """Whether a fact stands in the sheet of the last answer or names a term that the conversation has named."""
        named = self._corpus.terms.named_in(thread.text) - EVERYWHERE
        return _of_sheet(view, thread) or bool(named & self._corpus.named_in(view))

    def _names_other_subject(self, text: str, thread: Thread) -> bool:
        named_in = self._corpus.terms.named_in
        return bool(named_in(text) - EVERYWHERE - named_in(thread.text))

    def rank(self, asked: Question, thread: Thread) -> list[Ranked]:
        """Candidates for a follow-up, likeliest first; an ellipsis has no words of its own to find any by."""
        if is_ellipsis(asked.own):
            found = self._found(asked)
            whole = self._ranker(asked, [found[name] for name in _near(found, thread)])
            figure = _same_figure(asked, whole, thread, self._corpus)

            def score(one: Ranked) -> float:
                meant = _SAME_SHEET * _of_sheet(one.view, thread) + _SAME_FIGURE * (one.view.fact.id == figure)
                return (_JOINED + _OWN) * one.score + meant

            return rescored(whole, score)
        own_asked = replace(asked, text=asked.own)
        joined, own = self._found(asked), self._found(own_asked)
        names = list(dict.fromkeys((*_near(joined, thread), *_near(own, thread))))
        of_own = {one.view.fact.id: one.score for one in self._ranker(own_asked, [own[name] for name in names])}
        whole = self._ranker(asked, [joined[name] for name in names])
        return rescored(
            whole, lambda one: _JOINED * one.score + _OWN * of_own[one.view.fact.id] + _bonus(one.view, thread)
        )

    def _after(self, turn: str, thread: Thread | None, default: Language) -> Thread | None:
        before = thread if thread and self.carries_on(turn, thread, default) else None
        asked = read_question(turn, detect_language(turn, default), before.left_to(turn) if before else "")
        if before:
            ranked = self.rank(asked, before)
        else:
            query = Query(text=asked.text, language=asked.language)
            ranked = self._ranker(asked, self._retriever.retrieve(query, self._retriever.embed(query), _CANDIDATES))
        verdict, lead = self._judge(asked, ranked)
        if not ranked or verdict.status is Status.OUT_OF_SCOPE:
            return thread
        return Thread(asked=asked, ranked=tuple(ranked), lead=lead or ranked[0])

    def _found(self, asked: Question) -> dict[str, ScoredFact]:
        """Every fact as a question finds it, best first, by id."""
        query = Query(text=asked.text, language=asked.language)
        found = self._retriever.retrieve(query, self._retriever.embed(query), self._corpus.size)
        return {one.fact_id: one for one in found}


def _near(found: Mapping[str, ScoredFact], thread: Thread) -> list[str]:
    """The best facts and those of the thread's sheet."""
    topic = thread.lead.view.document.topic
    return [name for place, (name, one) in enumerate(found.items()) if place < _CANDIDATES or one.topic == topic]


def _of_sheet(view: FactView, thread: Thread) -> bool:
    return view.document.topic == thread.lead.view.document.topic


def _bonus(view: FactView, thread: Thread) -> float:
    """Log-odds for a fact that stands where the last answer came from, less for the one that has been said."""
    said = view.fact.id == thread.lead.view.fact.id
    return _SAME_SHEET * _of_sheet(view, thread) + _SAID * said


def _same_figure(asked: Question, ranked: Sequence[Ranked], thread: Thread, corpus: Corpus) -> str:
    """The fact with the figure of the last answer in a year asked for: the whole year's, else the year's latest."""
    said = thread.lead.view
    series = [{value.fact_id for value in one.values} for one in corpus.knowledge.indicators]

    def beside(name: str) -> set[str]:
        return {name}.union(*(names for names in series if name in names))

    dated = {one.view.fact.id: one for one in ranked if one.view.fact.covers and asked.years & one.view.years}
    near = dated.keys() & (beside(said.fact.id) | {fact.id for fact in said.section.facts})
    near = near or {name for name, one in dated.items() if _of_sheet(one.view, thread)}
    likely = max((dated[name] for name in near), key=lambda one: (one.score, one.view.fact.id), default=None)
    if not likely:
        return ""
    values = [dated[name].view.fact for name in beside(likely.view.fact.id) & dated.keys()]
    exact = [likely.view.fact] if likely.view.fact.covers in asked.years else []
    return max(exact or values, key=lambda fact: (fact.covers in asked.years, fact.covers)).id
