"""Whether one question gets one answer in every script: same status, same figures, same sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluation.measures import NOTHING, Share
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.figures import magnitudes
from bot.types import Language

ASPECTS = ("status", "figures", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The forms of one question and in which aspects their answers differ."""

    name: str
    question_ids: tuple[str, ...]
    differs: tuple[str, ...]


def parallel_groups(pairs: Iterable[tuple[GoldQuestion, Record]]) -> tuple[Group, ...]:
    """The groups that ask one question in two scripts or more, compared on their first answers."""
    groups: dict[str, list[tuple[GoldQuestion, Record]]] = {}
    for question, record in pairs:
        if record.repeat == 0:
            groups.setdefault(question.group, []).append((question, record))
    return tuple(_group(name, members) for name, members in groups.items() if _languages(members) > 1)


def parity(groups: Iterable[Group]) -> dict[str, Share]:
    """Of the groups, those whose answers agree in each aspect."""
    compared = list(groups)
    return {
        aspect: Share(sum(aspect not in group.differs for group in compared), len(compared)) if compared else NOTHING
        for aspect in ASPECTS
    }


def _languages(members: list[tuple[GoldQuestion, Record]]) -> int:
    return len({question.language for question, _ in members} & set(Language))


def _group(name: str, members: list[tuple[GoldQuestion, Record]]) -> Group:
    records = [record for _, record in members]
    seen: dict[str, set[object]] = {
        "status": {record.status.value for record in records},
        "figures": {stated_magnitudes(record) for record in records},
        "sources": {frozenset(s for citation in record.citations for s in citation.sources) for record in records},
    }
    return Group(
        name=name,
        question_ids=tuple(question.id for question, _ in members),
        differs=tuple(aspect for aspect in ASPECTS if len(seen[aspect]) > 1),
    )


def stated_magnitudes(record: Record) -> frozenset[object]:
    """The bare numbers that the sentences of an answer state, comparable between languages."""
    return frozenset(magnitudes("\n".join(sentence.text for sentence in record.sentences)))
