"""Whether the chosen facts hold what the question asks for, or only its subject: the decision to abstain.

Two tests. Is the question near the corpus at all (thresholds on the retrieval score and on the share of its words that
the evidence holds)? And is there a witness: one fact that itself meets every hard demand of the question, the year, the
place, the name and the kind of detail asked for? A score cannot see a missing detail; reading for a witness can.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.attributes import SOFT
from bot.answer.corpus import FactView
from bot.answer.question import Question
from bot.answer.select import Ranked
from bot.index.sparse import SparseIndex
from bot.languages.places import is_mainland
from bot.languages.scripts import fold, is_han
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.types import Language, Status

# Least retrieval score of the best fact, by whether dense search took part: what scores less is about something else.
# Read off the calibration questions in tests/collection/ as the point that balances wrong refusals and wrong answers.
_LEAST_SCORE = {True: 0.45, False: 0.10}
_READ = 4  # facts that are read for a witness
_LEAST_COVERED = 0.05  # share of the question's words, by idf, that the best fact or its section's question must hold
_WITNESS_SHARE = 0.8  # how near to the best fact's score a witness must be to lead the answer
_SUBJECT_SHARE = 0.6  # how much of what the best-covering fact holds of the question a witness must hold as well
_NAME_HELD = 0.6  # share of a quoted name's tokens that evidence must hold to be about the thing named
_EVERYWHERE = frozenset(("Hong Kong", "Mainland", "Mainland enterprises"))  # terms that single nothing out
_COUNTING = frozenset(("count", "headcount", "money"))  # details that belong to the year they were counted in


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether to answer; `reason` names what is missing when not."""

    status: Status
    reason: str = ""


class EvidenceJudge:
    """Decides whether chosen facts answer a question."""

    def __init__(
        self, sparse: Mapping[Language, SparseIndex], terms: TermIndex, outside: Mapping[str, Sequence[str]]
    ) -> None:
        self._sparse, self._terms = sparse, terms
        words = sorted({fold(word) for group in outside.values() for word in group}, key=len, reverse=True)
        self._outside = re.compile("|".join(map(_bounded, words)) or r"(?!)")

    def __call__(self, question: Question, ranked: Sequence[Ranked]) -> tuple[Verdict, Ranked | None]:
        """The verdict, and the fact to lead the answer with, the best witness, when there is one."""
        facts = list(ranked[:_READ])
        if not facts or self._is_outside(question, facts[0].view) or self._is_far(question, facts):
            return Verdict(status=Status.OUT_OF_SCOPE, reason="subject"), None
        if facts[0].view.fact.gap and self._names_subject(question, facts[0].view):
            return Verdict(status=Status.NO_EVIDENCE, reason="gap"), None
        covered = [self.covered(question, one.view) for one in facts]
        near = [
            one
            for one, share in zip(facts, covered, strict=True)
            if one.score >= _WITNESS_SHARE * facts[0].score and share >= _SUBJECT_SHARE * max(covered)
        ]
        missing = [self.missing_demand(question, one.view) for one in near]
        if "" not in missing:
            return Verdict(status=Status.NO_EVIDENCE, reason=missing[0] if missing else "detail"), None
        return Verdict(status=Status.ANSWERED), near[missing.index("")]

    def missing_demand(self, question: Question, view: FactView) -> str:
        """The first demand of the question that a fact does not meet, or an empty string for a witness."""
        statistic = bool(view.fact.covers)
        dated = statistic or bool(question.details & _COUNTING)
        if dated and question.years and not question.years & view.years:
            return "year"
        if any(statistic or not is_mainland(place) for place in question.places - view.places):
            return "place"
        if any(not self._holds(name, view) for name in question.names) or not self._names_subject(question, view):
            return "name"
        hard = question.details - SOFT
        if hard and not hard & view.details:
            return "detail"
        return ""

    def _names_subject(self, question: Question, view: FactView) -> bool:
        """Whether a fact or its section's question names one of the official terms that the question names."""
        asked = self._terms.named_in(question.text) - _EVERYWHERE
        text = "\n".join((view.document.title, view.section.heading, *view.fact.phrasings, view.fact.text))
        return not asked or bool(asked & self._terms.named_in(text))

    def covered(self, question: Question, view: FactView) -> float:
        """Share of the question's words, by idf, that a fact or its section's question holds; the better reading."""
        texts = (question.text, self._terms.official(question.text, chinese=question.language.is_chinese))
        sparse = self._sparse[view.document.language]
        return max(_coverage(text, view.tokens | view.context_tokens, sparse) for text in texts)

    def _is_outside(self, question: Question, view: FactView) -> bool:
        evidence = fold("\n".join((view.section.heading, view.fact.text)))
        return any(match.group() not in evidence for match in self._outside.finditer(fold(question.text)))

    def _is_far(self, question: Question, ranked: Sequence[Ranked]) -> bool:
        dense = any(one.retrieved.parts["dense"] for one in ranked)
        if ranked[0].score < _LEAST_SCORE[dense]:
            return True
        return self.covered(question, ranked[0].view) < _LEAST_COVERED

    def _holds(self, name: str, view: FactView) -> bool:
        """A name is held when evidence has most of it; in English, also when the corpus knows all its words."""
        language = view.document.language
        official = self._terms.official(name, chinese=language.is_chinese)
        evidence = view.tokens | view.context_tokens
        readings = [frozenset(analyse(name)), frozenset(analyse(official))]
        if language is Language.EN and readings[0] <= self._sparse[language].idf.keys():
            return True
        return any(len(wanted & evidence) >= _NAME_HELD * len(wanted) for wanted in readings)


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
