"""Whether the best facts answer what is asked, or only share its subject: the decision to abstain.

Three tests. Does a fact meet the demands that nothing can make up for: the kind of detail asked for, a name that the
question gives, the year and place of a statistic? Is the question from a subject that the service does not answer? And
is the estimated chance that the evidence answers, one number from several signals (`confidence`), high enough?
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answer.attributes import demanded
from bot.answer.confidence import confidence, signals
from bot.answer.corpus import FactView
from bot.answer.domain import no_domain
from bot.answer.future import speaks_ahead
from bot.answer.outside import KINDS, asked_of_others
from bot.answer.question import Question
from bot.answer.ranking import Ranked
from bot.index.sparse import SparseIndex
from bot.languages.localities import districts_in
from bot.languages.places import is_mainland
from bot.languages.scripts import fold, is_han
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.types import Language, Status

_READ = 4  # facts that are read for one to lead
_READ_OF_SECTION = 12  # the same of the first fact's section


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the decision turns; read off users.tsv and asked.tsv of tests/collection: one wrong refusal in sixteen."""

    least_confidence: float = 0.18
    """Least estimated chance that the evidence answers."""
    least_odds: float = 7.5
    """Least log-odds of the likeliest fact before reading, with those of the question's subject; less is off topic."""
    least_score: float = 0.58
    """The same for running text in the question's language, in the retrieval score of the best sentence."""
    least_meaning: float = 0.50
    """The least cosine signal of a sentence of running text with a question in another language."""
    lead_share: float = 0.1
    """The least chance of a fact that leads the answer, as a share of the likeliest one's."""
    name_held: float = 0.6
    """Share of a name's tokens that evidence must hold to be about the thing named."""


THRESHOLDS = Thresholds()
_CHANCE_DECLINED = 0.25  # share of the questions of users.tsv declined for an unmet demand that had an answer after all
EVERYWHERE = frozenset(("Hong Kong", "Mainland", "Mainland enterprises"))  # terms that single nothing out
_HOME = frozenset(analyse("Hong Kong"))  # words that tell no two names apart
_PAST = re.compile(
    r"\b(?:before|formerly|previous(?:ly)?|earlier|old|was|were|used to|history)\b"
    r"|之前|以前|从前|过去|原来|原先|旧|改前|曾经"
)
_PRICED = frozenset(("money", "fee", "quantity"))  # details that differ between the districts of Hong Kong
_COUNTING = frozenset(("count", "headcount", "money"))  # details that belong to the year they were counted in


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether to answer; `reason` names what is missing when not."""

    status: Status
    reason: str = ""
    confidence: float = 0.0


class EvidenceJudge:
    """Decides whether chosen facts answer a question."""

    def __init__(
        self,
        sparse: Mapping[Language, SparseIndex],
        terms: TermIndex,
        outside: Mapping[str, Sequence[str]],
        thresholds: Thresholds = THRESHOLDS,
        *,
        newest: str = "",
        domain: Callable[[str], float] = no_domain,
    ) -> None:
        """`newest` is the date of the newest material: no evidence there is of the years after it unless it says so.

        `domain` says what the subject of a question adds to the log-odds of a fact.
        """
        self._sparse, self._terms, self.thresholds = sparse, terms, thresholds
        self._newest, self._domain = newest[:4], domain
        self._subjects = {fold(word): subject for subject, words in outside.items() for word in words}
        words = sorted(self._subjects, key=len, reverse=True)
        self._outside = re.compile("|".join(map(_bounded, words)) or r"(?!)")

    def __call__(self, question: Question, ranked: Sequence[Ranked]) -> tuple[Verdict, Ranked | None]:
        """The verdict, and the fact to lead the answer with when there is one."""
        if not ranked:
            return Verdict(status=Status.OUT_OF_SCOPE, reason="subject"), None
        lead, missing = self._lead(question, ranked)
        chance = confidence(self.signals(question, lead or ranked[0]), question.language)
        status, reason = self._decide(question, ranked, lead, missing, chance)
        if status is not Status.ANSWERED:
            chance = min(chance, _CHANCE_DECLINED)
        verdict = Verdict(status=status, reason=reason, confidence=chance)
        return verdict, lead if status is Status.ANSWERED else None

    def signals(self, question: Question, lead: Ranked) -> dict[str, float]:
        """What the chance that a lead answers the question is estimated from."""
        return signals(
            lead,
            domain=self._domain(question.text),
            unmet=self.unmet(question, lead.view),
            is_outside=bool(self._outside_subject(question, lead.view)),
        )

    def lead(self, question: Question, ranked: Sequence[Ranked]) -> Ranked | None:
        """The fact that would lead an answer, or None where no likely one meets the hard demands."""
        return self._lead(question, ranked)[0]

    def _lead(self, question: Question, ranked: Sequence[Ranked]) -> tuple[Ranked | None, str]:
        """The likeliest fact that meets all demands, else the hard ones; or None, and what the likeliest lacks.

        What has been replaced since comes last, unless the question asks of the past.
        """
        near = self._near(ranked)
        lacks = [self.missing_demand(question, one.view) for one in near]
        possible = [one for one, lack in zip(near, lacks, strict=True) if not lack]
        if lacks[0] == "year" or (lacks[0] == "place" and question.is_follow_up):
            possible = [one for one in possible if self._stands_in(question, one.view, near[0].view)]
        if not possible:
            return None, lacks[0]
        return min(
            possible, key=lambda one: (bool(self.unmet(question, one.view)), _is_outdated(question, one.view))
        ), ""

    def _stands_in(self, question: Question, view: FactView, likeliest: FactView) -> bool:
        """Whether a fact of the year asked for is about what the likeliest, of another year, is about."""
        asked = self._terms.named_in(question.text) - EVERYWHERE
        return view.document.topic == likeliest.document.topic or (bool(asked) and self._names_subject(question, view))

    def _near(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """The likeliest facts, and others of the section of the first, which answers one question."""
        first = ranked[0]
        least = self.thresholds.lead_share * first.chance
        return [
            one
            for place, one in enumerate(ranked[:_READ_OF_SECTION])
            if (place < _READ and one.chance >= least) or one.view.is_beside(first.view)
        ]

    def _decide(
        self, question: Question, ranked: Sequence[Ranked], lead: Ranked | None, missing: str, chance: float
    ) -> tuple[Status, str]:
        first = ranked[0].view
        if others := asked_of_others(question.own, _text(lead.view if lead else first)):
            return Status.OUT_OF_SCOPE, others
        if (subject := self._outside_subject(question, first)) or self._is_far(question, ranked):
            return Status.OUT_OF_SCOPE, subject if subject in KINDS else "subject"
        if first.fact.gap and self._names_subject(question, first):
            return Status.NO_EVIDENCE, "gap"
        if lead is None:
            return Status.NO_EVIDENCE, missing
        # Nobody has asked about running text beforehand: there the chance means nothing.
        if chance < self.thresholds.least_confidence and not first.section.is_text:
            return Status.NO_EVIDENCE, min(self.unmet(question, lead.view), default="detail")
        return Status.ANSWERED, ""

    def missing_demand(self, question: Question, view: FactView) -> str:
        """The first demand of the question that rules a fact out as its answer, or an empty string."""
        if question.ahead and not speaks_ahead(view.fact.text):
            return "future"
        statistic = bool(view.fact.covers)
        ahead = bool(self._newest and question.years) and min(question.years) > self._newest
        dated = statistic or ahead or bool(question.details & _COUNTING)
        if dated and question.years and not question.years & view.years:
            return "future" if ahead else "year"
        away = view.lacking(question.places)
        hard = demanded(question.details)
        of_another_district = (statistic or question.details & _PRICED) and _is_of_another_district(question, view)
        # A rule for Hong Kong is no rule for another place, but a firm may come from any city of the Mainland.
        local = statistic or question.moved or (hard and not all(map(is_mainland, away)))
        if of_another_district or (away and local):
            return "place"
        if any(map(self._is_unknown, question.companies)) or not self._has_names(question, view):
            return "name"
        # Nobody has written running text so that a detail is told by its words: there it is only preferred.
        return "detail" if hard and not hard & view.details and not view.section.is_text else ""

    def _has_names(self, question: Question, view: FactView) -> bool:
        return all(self._holds(name, view) for name in question.names)

    def unmet(self, question: Question, view: FactView) -> frozenset[str]:
        """The demands that a fact does not meet and that only speak against it: a foreign place, the term named.

        Of running text also the kind of detail.
        """
        away, hard = view.lacking(question.places), demanded(question.details)
        found = {
            "detail": view.section.is_text and bool(hard) and not hard & view.details,
            "place": bool(away) and not all(map(is_mainland, away)),
            "name": not self._names_subject(question, view),
        }
        return frozenset(name for name, is_unmet in found.items() if is_unmet)

    def _names_subject(self, question: Question, view: FactView) -> bool:
        """Whether a fact or its section's question names one of the official terms that the question names."""
        asked = self._terms.named_in(question.text) - EVERYWHERE
        text = "\n".join((view.document.title, view.section.heading, *view.fact.phrasings, view.fact.text))
        return not asked or bool(asked & self._terms.named_in(text))

    def _outside_subject(self, question: Question, view: FactView) -> str:
        """The subject given away by a word of the question that the evidence lacks, or an empty string."""
        evidence = fold(_text(view))
        words = (match.group() for match in self._outside.finditer(fold(question.text)))
        return next((self._subjects[word] for word in words if word not in evidence), "")

    def _is_far(self, question: Question, ranked: Sequence[Ranked]) -> bool:
        first = ranked[0]
        if question.is_follow_up:  # what it is about has been settled
            return False
        if not first.view.section.is_text:  # reading tells which fact is meant, not whether one is
            likeliest = max(one.unread for one in ranked)
            return likeliest + self._domain(question.text) < self.thresholds.least_odds
        # Across languages no words can be compared: the sentence itself, not its page, must be near in meaning.
        if question.language.is_chinese is not first.view.document.language.is_chinese:
            return first.retrieved.parts["fact_dense"] < self.thresholds.least_meaning
        return first.retrieved.score < self.thresholds.least_score

    def _is_unknown(self, company: str) -> bool:
        """Whether no passage in any language has two characters in a row, or the Latin word, of a company's name."""
        tokens = [token for token in analyse(company) if len(token) > 1]
        return bool(tokens) and not any(token in index.idf for token in tokens for index in self._sparse.values())

    def _holds(self, name: str, view: FactView) -> bool:
        """A name is held when evidence has most of it; in English, also when a passage has all its words together."""
        language = view.document.language.indexed
        official = self._terms.official(name, chinese=language.is_chinese)
        evidence = view.tokens | view.context_tokens
        readings = [frozenset(analyse(text)) - _HOME for text in (name, official)]
        if language is Language.EN and self._sparse[language].has_together(readings[0]):
            return True
        return any(len(wanted & evidence) >= self.thresholds.name_held * len(wanted) for wanted in readings)


def _text(view: FactView) -> str:
    """What a fact says, with the question that it answers."""
    return f"{view.section.heading}\n{view.fact.text}"


def _is_of_another_district(question: Question, view: FactView) -> bool:
    asked = districts_in(question.text)
    return bool(asked and view.districts) and not asked & view.districts


def _is_outdated(question: Question, view: FactView) -> bool:
    asks_of_the_past = bool(question.years) or bool(_PAST.search(fold(question.text)))
    return bool(view.fact.superseded_by) and not asks_of_the_past


def _bounded(word: str) -> str:
    escaped = re.escape(word)
    return escaped if is_han(word[0]) else rf"(?<![a-z]){escaped}(?![a-z])"
