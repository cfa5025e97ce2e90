"""Whole procedures and lists: who asks how is given every step in its order, who asks which there are every member."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.answer import compose
from bot.answer.attributes import LOOSE, SOFT
from bot.answer.corpus import Corpus, FactView
from bot.answer.question import Question
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold
from bot.types import Answer

_MOST = 6  # facts: what a phone can show
_FEWEST = 2
_EXTRACTIVE = "extractive"
_STEP, _ITEM = "step", "item"
_LISTED = frozenset(("documents",))  # a kind of detail that comes as a list
_HOW = re.compile(
    r"\bhow (?:do|does|can|could|should|would|must|to)\b|\b(?:steps?|stages?|procedures?|process) (?:to|for|of|in)\b"
    r"|\bwhat(?:'s| is| are) the (?:steps?|stages?|procedures?|process|order)\b"
    r"|\bstep by step\b|\bwalk (?:me|us) through\b"
    r"|如何|怎么(?!样?[?？]?$|这么|那么)|怎样|咋|点(?:做|搞|办|整|申请|注册|登记)|流程|步骤|程序|手续|哪几步"
)
_WHICH = re.compile(
    r"\bwhich\b(?! (?:one|is|year|month|day)\b)|\blist\b|\bname (?:the|all)\b"
    r"|\bwhat (?:are|kinds?|sorts?|types?|else)\b"
    r"|\bwhat (?:\w+ ){1,3}(?:are|must|do|does|should|can)\b|\ball (?:the|of)\b"
    r"|哪(?:些|几)|有(?:什么|何)(?!用|好处|意思)|什么(?:情况|情形|条件|文件|材料|资料|困难|要求)|列(?:出|举|一下|晒|曬)"
)


def whole(question: Question, lead: FactView, found: Sequence[FactView], corpus: Corpus) -> tuple[list[FactView], str]:
    """What to show and the part that is asked for whole: all its facts; else those found.

    A lead that is no member of the list, as one that tells how many there are, stands before it; one that is no step
    of the procedure answers something else.
    """
    part = _asked(question)
    facts = [fact for fact in lead.section.facts if part and fact.part == part and compose.is_live(fact)]
    is_one = lead.fact.part == part
    if len(facts) < _FEWEST or (part == _STEP and not is_one):
        return list(found), ""
    before = [] if is_one else [lead]
    views = [corpus.view(fact.id, question.language) for fact in facts]
    return [*before, *views][:_MOST], part


def set_out(draft: Answer, part: str, corpus: Corpus) -> Answer:
    """The answer with its steps numbered, or its members marked, a line each; as it is if a model has worded it."""
    if not part or draft.mode != _EXTRACTIVE:
        return draft
    fact_of = {citation.n: citation.passage_id.rpartition("#")[2] for citation in draft.citations}
    is_part = [corpus.view(fact_of[one.citations[0]], draft.language).fact.part == part for one in draft.sentences]
    numbers = accumulate(map(int, is_part))
    marks = [
        "" if not counted else f"{number}." if part == _STEP else "•"
        for counted, number in zip(is_part, numbers, strict=True)
    ]
    marked = tuple(replace(one, mark=mark) for one, mark in zip(draft.sentences, marks, strict=True))
    rest = draft.text.removeprefix(compose.join(draft.sentences, draft.language))
    return replace(draft, sentences=marked, text=compose.join(marked, draft.language) + rest)


def _asked(question: Question) -> str:
    asked = to_written(fold(question.own))
    if question.years or question.details - LOOSE - SOFT - _LISTED:
        return ""
    if _HOW.search(asked):
        return _STEP
    return _ITEM if _WHICH.search(asked) else ""
