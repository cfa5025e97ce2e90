"""Whether the chosen facts hold what the question asks for, or only its subject: the decision to abstain.

Two tests. Is the question near the corpus at all (thresholds on the retrieval score and on the share of its words that
the evidence holds)? And is there a witness: one fact that itself meets every hard demand of the question, the year, the
place, the name and the kind of detail asked for? A score cannot see a missing detail; reading for a witness can.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.attributes import SOFT
from bot.answer.confidence import confidence, signals
from bot.answer.corpus import FactView
from bot.answer.question import Question
from bot.answer.select import Ranked
from bot.index.sparse import SparseIndex
from bot.languages.places import is_mainland
from bot.languages.scripts import fold, is_han
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.types import Language, Status

_READ = 4  # facts that are read for a witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the decision turns.

    Read off the questions in tests/collection/ (asked.tsv, questions.jsonl, topics.jsonl) as the points that balance
    wrong refusals and wrong answers.
    """

    least_score_en: float = 0.70
    """Least retrieval score of the best fact for an English question: what scores less is about something else."""
    least_score_zh: float = 0.40
    """The same for a Chinese one."""
    least_covered: float = 0.02
    """Share of the question's words, by idf, that the best fact or its section's question must hold."""
    witness_share: float = 0.8
    """How near to the best fact's score a witness must be to lead the answer."""
    subject_share: float = 0.3
    """How much of what the best-covering fact holds of the question a witness must hold as well."""
    same_meaning: float = 0.5
    """How near a fact must come by its vector, 0 to 1, to be about what is asked under other names."""
    name_held: float = 0.6
    """Share of a quoted name's tokens that evidence must hold to be about the thing named."""


THRESHOLDS = Thresholds()
_EVERYWHERE = frozenset(("Hong Kong", "Mainland", "Mainland enterprises"))  # terms that single nothing out
_COUNTING = frozenset(("count", "headcount", "money"))  # details that belong to the year they were counted in


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether to answer; `reason` names what is missing when not."""

    status: Status
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What reading the best facts for a question shows."""

    witness: Ranked | None
    missing: str
    is_outside: bool
    signals: Mapping[str, float]


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
    ) -> None:
        """`newest` is the date of the newest material: no evidence there is of the years after it unless it says so."""
        self._sparse, self._terms, self.thresholds = sparse, terms, thresholds
        self._newest = newest[:4]
        words = sorted({fold(word) for group in outside.values() for word in group}, key=len, reverse=True)
        self._outside = re.compile("|".join(map(_bounded, words)) or r"(?!)")

    def __call__(self, question: Question, ranked: Sequence[Ranked]) -> tuple[Verdict, Ranked | None]:
        """The verdict, and the fact to lead the answer with, the best witness, when there is one."""
        if not ranked:
            return Verdict(status=Status.OUT_OF_SCOPE, reason="subject"), None
        found = self._read(question, ranked)
        status, reason = self._decide(question, ranked[0].view, found)
        verdict = Verdict(status=status, reason=reason, confidence=confidence(found.signals))
        return verdict, found.witness if status is Status.ANSWERED else None

    def signals(self, question: Question, ranked: Sequence[Ranked]) -> Mapping[str, float]:
        """What the confidence of a question with at least one ranked fact rests on."""
        return self._read(question, ranked).signals

    def _read(self, question: Question, ranked: Sequence[Ranked]) -> "_Reading":
        facts = ranked[:_READ]
        covered = [self.covered(question, one.view) for one in facts]
        witness, missing = self._witness(question, facts, covered)
        is_outside = self._is_outside(question, facts[0].view) or self._is_far(question, facts, covered)
        return _Reading(
            witness=witness,
            missing=missing,
            is_outside=is_outside,
            signals=signals(ranked, has_witness=witness is not None, is_outside=is_outside),
        )

    def _decide(self, question: Question, first: FactView, found: "_Reading") -> tuple[Status, str]:
        if found.is_outside:
            return Status.OUT_OF_SCOPE, "subject"
        if first.fact.gap and self._names_subject(question, first):
            return Status.NO_EVIDENCE, "gap"
        return (Status.ANSWERED, "") if found.witness else (Status.NO_EVIDENCE, found.missing)

    def _witness(
        self, question: Question, facts: Sequence[Ranked], covered: Sequence[float]
    ) -> tuple[Ranked | None, str]:
        """The best fact that meets every demand, or None and what the best fact lacks."""
        least_score = self.thresholds.witness_share * facts[0].score
        least_covered = self.thresholds.subject_share * max(covered)
        near = [
            one
            for one, share in zip(facts, covered, strict=True)
            if one.score >= least_score and share >= least_covered
        ]
        missing = [self.missing_demand(question, one.view, one.retrieved.parts["dense"]) for one in near]
        if "" in missing:
            return near[missing.index("")], ""
        return None, missing[0] if missing else "detail"

    def missing_demand(self, question: Question, view: FactView, meaning: float = 0.0) -> str:
        """The first demand of the question that a fact does not meet, or an empty string for a witness.

        `meaning` is how near the fact comes by its vector, 0 to 1. What is near enough need not name the subject as the
        question does.
        """
        statistic = bool(view.fact.covers)
        alike = meaning >= self.thresholds.same_meaning
        ahead = bool(self._newest and question.years) and min(question.years) > self._newest
        dated = statistic or ahead or bool(question.details & _COUNTING)
        if dated and question.years and not question.years & view.years:
            return "year"
        away = question.places - view.places
        if away and (statistic or not all(map(is_mainland, away))):
            return "place"
        if not alike and not self._names_what_is_asked(question, view):
            return "name"
        hard = question.details - SOFT
        return "detail" if hard and not hard & view.details else ""

    def _names_what_is_asked(self, question: Question, view: FactView) -> bool:
        return all(self._holds(name, view) for name in question.names) and self._names_subject(question, view)

    def _names_subject(self, question: Question, view: FactView) -> bool:
        """Whether a fact or its section's question names one of the official terms that the question names."""
        asked = self._terms.named_in(question.text) - _EVERYWHERE
        text = "\n".join((view.document.title, view.section.heading, *view.fact.phrasings, view.fact.text))
        return not asked or bool(asked & self._terms.named_in(text))

    def covered(self, question: Question, view: FactView) -> float:
        """Share of the question's words, by idf, that a fact or its section's question holds; the better reading."""
        texts = (question.text, self._terms.official(question.text, chinese=question.language.is_chinese))
        sparse = self._sparse[view.document.language.indexed]
        return max(_coverage(text, view.tokens | view.context_tokens, sparse) for text in texts)

    def _is_outside(self, question: Question, view: FactView) -> bool:
        evidence = fold("\n".join((view.section.heading, view.fact.text)))
        return any(match.group() not in evidence for match in self._outside.finditer(fold(question.text)))

    def _is_far(self, question: Question, facts: Sequence[Ranked], covered: Sequence[float]) -> bool:
        chinese = question.language.is_chinese
        least = self.thresholds.least_score_zh if chinese else self.thresholds.least_score_en
        best = max(one.retrieved.score for one in facts)
        return best < least or max(covered) < self.thresholds.least_covered

    def _holds(self, name: str, view: FactView) -> bool:
        """A name is held when evidence has most of it; in English, also when the corpus knows all its words."""
        language = view.document.language.indexed
        official = self._terms.official(name, chinese=language.is_chinese)
        evidence = view.tokens | view.context_tokens
        readings = [frozenset(analyse(name)), frozenset(analyse(official))]
        if language is Language.EN and readings[0] <= self._sparse[language].idf.keys():
            return True
        return any(len(wanted & evidence) >= self.thresholds.name_held * len(wanted) for wanted in readings)


def _bounded(word: str) -> str:
    escaped = re.escape(word)
    return escaped if is_han(word[0]) else rf"(?<![a-z]){escaped}(?![a-z])"


def _coverage(text: str, evidence: frozenset[str], sparse: SparseIndex) -> float:
    tokens = _content(text)
    total = sparse.weight(list(tokens))
    return sum(sparse.token_weight(token) for token in tokens & evidence) / total if total else 0.0


def _content(text: str) -> frozenset[str]:
    """Latin words and Chinese bigrams; single characters match by chance."""
    tokens = frozenset(analyse(text))
    long = frozenset(token for token in tokens if len(token) > 1 or not is_han(token))
    return long or tokens
