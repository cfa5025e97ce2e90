"""Question files: JSON Lines as in the public contract, or CSV, XLSX and plain text as people have them.

A line that cannot be used is named with its reason and left out; the rest goes on.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.evaluation.question_files import PROBLEM, READERS
from bot.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question with what is known of its right answer; questions of one `group` ask the same in other scripts."""

    id: str
    language: Language | None
    question: str
    kind: str = ""
    topic: str = ""
    group: str = ""
    context: tuple[str, ...] = ()
    gold_facts: tuple[str, ...] = ()
    gold_source_urls: tuple[str, ...] = ()
    should_abstain: bool = False
    note: str = ""

    @property
    def is_labelled(self) -> bool:
        """Whether it is known how it should be answered; without that it is run and not scored."""
        return bool(self.gold_facts) or self.should_abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFile:
    """The questions of a file in order, and a line for each that was left out."""

    questions: tuple[GoldQuestion, ...]
    rejected: tuple[str, ...]


class _RowError(ValueError):
    """One row cannot be used; the message says why."""


def read_questions(path: Path, encoding: str = "") -> QuestionFile:
    """Read a question file by its ending; raises `UsageError` when nothing in it can be used."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: is no question file; wanted one that ends in {', '.join(READERS)}.")
    questions: dict[str, GoldQuestion] = {}
    rejected = []
    for number, found in reader(path, encoding):
        try:
            question = _question(found)
            if question.id in questions:
                raise _RowError(f"id {question.id!r} stands twice; ids must differ")
        except _RowError as error:
            rejected.append(f"{path}:{number}: {error}.")
        else:
            questions[question.id] = question
    if not questions:
        raise UsageError(rejected[0] if rejected else f"{path}: holds no question.")
    return QuestionFile(questions=tuple(questions.values()), rejected=tuple(rejected))


def to_line(question: GoldQuestion) -> str:
    """A question as a line of a question file."""
    fields = asdict(question)
    return json.dumps({"id": fields.pop("id"), "lang": fields.pop("language"), **fields}, ensure_ascii=False)


def _question(found: Mapping[str, Any]) -> GoldQuestion:
    if problem := found.get(PROBLEM):
        raise _RowError(problem)
    text, language = _text(found, "question"), _text(found, "lang")
    if not text.strip():
        raise _RowError("has no question")
    if language and language not in set(Language):
        raise _RowError(f"lang is {language!r}; wanted one of {', '.join(Language)}")
    name = _text(found, "id")
    if not name:
        raise _RowError("has no id")
    return GoldQuestion(
        id=name,
        language=Language(language) if language else None,
        question=text,
        kind=_text(found, "kind"),
        topic=_text(found, "topic"),
        group=_text(found, "group") or name,
        context=_texts(found, "context"),
        gold_facts=_texts(found, "gold_facts"),
        gold_source_urls=_texts(found, "gold_source_urls"),
        should_abstain=_truth(found, "should_abstain"),
        note=_text(found, "note"),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise _RowError(f"{name} must be text; found {value!r}")
    return str(value)


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = found.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise _RowError(f"{name} must be a list of texts; found {value!r}")
    return tuple(value)


def _truth(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name) or False
    if not isinstance(value, bool):
        raise _RowError(f"{name} must be true or false; found {value!r}")
    return value
