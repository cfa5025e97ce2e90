"""Gold facts: what a right answer must contain, and whether an answer does (the question file's definition)."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError
from bot.languages.scripts import fold
from bot.types import Answer, Language, Status

_ABSTENTIONS = (Status.NO_EVIDENCE, Status.OUT_OF_SCOPE, Status.BLOCKED, Status.CLARIFICATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question with what is known of its right answer; questions of one `group` ask the same in other scripts."""

    id: str
    language: Language
    question: str
    kind: str
    group: str
    gold_facts: tuple[str, ...]
    should_abstain: bool


def read_questions(path: Path) -> list[GoldQuestion]:
    """Read a question file; raises `UsageError` naming the line that is malformed."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            question = GoldQuestion(
                id=entry["id"],
                language=Language(entry["lang"]),
                question=entry["question"],
                kind=entry.get("kind", ""),
                group=entry.get("group", entry["id"]),
                gold_facts=tuple(entry.get("gold_facts", ())),
                should_abstain=bool(entry.get("should_abstain", False)),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{path}:{number}: not a question with id, lang and question ({error}).") from error
        questions.append(question)
    return questions


def normalise(text: str) -> str:
    """NFKC, lower case, Simplified, no white space, no thousands separators."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", "", fold(text)))


def holds(gold_fact: str, text: str) -> bool:
    """Whether any of a gold fact's alternatives, separated by `|`, occurs in a text."""
    normal = normalise(text)
    return any(normalise(alternative) in normal for alternative in gold_fact.split("|"))


def abstained(answer: Answer) -> bool:
    """Whether an answer declines to answer."""
    return answer.status in _ABSTENTIONS


def holds_all(question: GoldQuestion, answer: Answer) -> bool:
    """Whether an answer to an answerable question answers and holds every gold fact."""
    return not abstained(answer) and all(holds(fact, answer.text) for fact in question.gold_facts)


def share(outcomes: Iterable[bool]) -> float:
    """The share of true outcomes; of none, 0."""
    found = list(outcomes)
    return sum(found) / len(found) if found else 0.0
