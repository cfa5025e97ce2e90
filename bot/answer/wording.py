"""A model words an answer from numbered evidence; what fails the gates is asked for once more, then left out.

The model decides nothing: not whether there is evidence, not what it is. A wording may leave evidence out only where
the rest still meets all that the question demands. Whatever goes wrong, the quoted answer stands.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answer.completions import Draft, read_completion
from bot.answer.compose import disagree, is_live
from bot.answer.corpus import FactView
from bot.answer.fence import Fence
from bot.answer.gates import Evidence, Finding, find_fault, find_lie
from bot.answer.question import Question
from bot.errors import ModelError, ModelUnaskedError
from bot.figures import find_figures
from bot.languages.terms import TermIndex
from bot.prompts import Words
from bot.protocols import ChatModel
from bot.types import Citation, Language, Sentence

log = logging.getLogger(__name__)

QUOTED, WORDED, FELL_BACK = "extractive", "llm", "extractive_fallback"
_LONGEST = 12_000  # characters of a completion that are read; an answer has some hundreds
_EMPTY, _CUT, _REJECTED, _INCOMPLETE = "model_empty", "model_cut", "model_rejected", "model_incomplete"

Needed = tuple[frozenset[int], ...]
"""Numbers of passages; of each set one has to be cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sentences to show, who worded them, and why it was not the model that was asked."""

    sentences: tuple[Sentence, ...]
    mode: str = QUOTED
    model: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A draft with its finding, None if it passed."""

    draft: Draft
    finding: Finding | None


def needed_passages(views: Sequence[FactView], question: Question) -> Needed:
    """What a wording has to cite: the lead, all sides of a disagreement, and a passage for each demand that is met."""
    numbered = list(enumerate(views, 1))
    groups = [{1}]
    if disagree(views, question.years):
        live = {view.fact.id: view.fact for view in views if is_live(view.fact)}
        sides = {side for one in live.values() if live.keys() & {*one.conflicts} for side in (one.id, *one.conflicts)}
        groups += [{n} for n, view in numbered if view.fact.id in sides]
    groups += [{n for n, view in numbered if year in view.years} for year in sorted(question.years)]
    groups += [{n for n, view in numbered if detail in view.details} for detail in sorted(question.details)]
    # What the lead meets needs no other; a set that holds a smaller one is met by that.
    sets = {frozenset(group) for group in groups if group}
    return tuple(sorted((one for one in sets if not any(other < one for other in sets)), key=min))


class Writer:
    """Words answers with a model; safe to share between threads."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Mapping[Language, Words],
        terms: TermIndex,
        new_token: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self._model, self._prompts, self._terms, self._new_token = model, prompts, terms, new_token

    def __call__(
        self,
        question: str,
        quoted: Sequence[Sentence],
        citations: Sequence[Citation],
        needed: Needed,
        language: Language,
    ) -> Wording:
        """The model's wording of `quoted`, else `quoted` itself."""
        used = {number for sentence in quoted for number in sentence.citations}
        shown = {citation.n: citation for citation in citations if citation.n in used}
        if any(one.quote_language.is_chinese is not language.is_chinese for one in shown.values()):
            return Wording(sentences=tuple(quoted))  # names cannot be compared across languages: it is quoted as it is
        evidence = Evidence(citations=shown, terms=self._terms, language=language)
        request = _Request(self._prompts[language], Fence(self._new_token()), evidence, needed)
        try:
            sentences = request.word(question, self._complete)
        except _RejectedError as rejected:
            log.info("An answer of %s is not shown: %s.", self._model.name, rejected.reason)
            return self._fallback(quoted, rejected.reason)
        except ModelError as error:
            if not isinstance(error, ModelUnaskedError):
                log.warning("%s", error)
            return self._fallback(quoted, error.reason)
        return Wording(sentences=sentences, mode=WORDED, model=self._model.name)

    def _fallback(self, quoted: Sequence[Sentence], reason: str) -> Wording:
        return Wording(sentences=tuple(quoted), mode=FELL_BACK, model=self._model.name, reason=reason)

    def _complete(self, prompt: str) -> str:
        completion = self._model.complete(prompt)
        if completion.cut or len(completion.text) > _LONGEST:
            raise _RejectedError(_CUT)
        if not completion.text.strip():
            raise _RejectedError(_EMPTY)
        return completion.text


class _RejectedError(Exception):
    """A completion that cannot be shown, by reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Request:
    """One answer on its way: asked for, judged, asked for once more."""

    def __init__(self, prompts: Words, fence: Fence, evidence: Evidence, needed: Needed) -> None:
        self._prompts, self._fence, self._evidence, self._needed = prompts, fence, evidence, needed

    def word(self, question: str, complete: Callable[[str], str]) -> tuple[Sentence, ...]:
        """The sentences that passed; raises `_RejectedError` when they are no answer, `ModelError` without a reply."""
        task = self._prompts(
            "task",
            token=self._fence.token,
            question=self._fence(question),
            evidence="\n".join(f"[{n}] {self._fence(self._evidence.text([n]))}" for n in self._evidence.citations),
            needed=" ".join(dict.fromkeys(f"[{min(group)}]" for group in self._needed)),
        )
        judged = self._judge(complete(task))
        if problems := self._problems(judged):
            judged = self._again(judged, problems, lambda words: complete(f"{task}\n{words}"))
        passed = [one.draft for one in judged if one.finding is None]
        if not passed:
            raise _RejectedError(_REJECTED)
        if self._uncited(judged):
            raise _RejectedError(_INCOMPLETE)
        return tuple(self._sentence(draft) for draft in passed)

    def _again(self, judged: list[_Judged], problems: Sequence[str], complete: Callable[[str], str]) -> list[_Judged]:
        """The second try, or the first where that alone cites all that is needed or there is no second."""
        draft = "\n".join(self._fence(_marked(one.draft)) for one in judged)
        try:
            second = self._judge(
                complete(self._prompts("again", token=self._fence.token, draft=draft, problems="\n".join(problems)))
            )
        except (ModelError, _RejectedError):
            if self._uncited(judged):
                raise
            return judged
        return judged if self._uncited(second) and not self._uncited(judged) else second

    def _judge(self, completion: str) -> list[_Judged]:
        return [_Judged(draft=draft, finding=self._find(draft)) for draft in read_completion(completion)]

    def _find(self, draft: Draft) -> Finding | None:
        fault = find_fault(draft.text, draft.cited, self._evidence)
        return fault or find_lie(self._fence.restore(draft.text), draft.cited, self._evidence)

    def _uncited(self, judged: Sequence[_Judged]) -> list[frozenset[int]]:
        cited = {number for one in judged if one.finding is None for number in one.draft.cited}
        return [group for group in self._needed if not group & cited]

    def _problems(self, judged: Sequence[_Judged]) -> list[str]:
        """A line for each sentence that failed and each passage that is not cited though it has to be."""
        lines = []
        for place, one in enumerate(judged, 1):
            if finding := one.finding:
                passages = " ".join(f"[{n}]" for n in one.draft.cited)
                detail = self._fence(finding.detail)
                lines.append(self._prompts(f"fault_{finding.fault}", place=place, detail=detail, passages=passages))
        return lines + [self._prompts("uncited", passage=f"[{min(group)}]") for group in self._uncited(judged)]

    def _sentence(self, draft: Draft) -> Sentence:
        text = self._fence.restore(draft.text)
        return Sentence(
            text=text,
            citations=draft.cited,
            figures=tuple(dict.fromkeys(figure.surface for figure in find_figures(text))),
            as_of=min(self._evidence.citations[number].as_of for number in draft.cited),
        )


def _marked(draft: Draft) -> str:
    return f"{draft.text} {''.join(f'[{number}]' for number in draft.cited)}"
