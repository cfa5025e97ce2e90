"""How much a knowledge base holds, how well it is sourced, how old it is and what is due for review."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.documents.review import ReviewRule, due, is_overdue, last_day, review_rule
from bot.types import Document, Fact, Indicator, Knowledge, Language

PRIMARY = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each; what stands in two languages counts once."""

    facts: int
    sections: int
    sheets: int
    sources: int
    terms: int
    indicators: int
    values: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAge:
    """The dates at which the dated facts of one topic held (the median is the earlier of two); empty where none is."""

    topic: str
    facts: int
    undated: int
    newest: str
    median: str
    oldest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A fact, or the newest value of an indicator, that was to be reviewed by `due`, an ISO date."""

    id: str
    topic: str
    as_of: str
    rule: ReviewRule
    due: str
    is_indicator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeStats:
    """All of it; kinds by number of sources, topics in the order meant for readers, the longest overdue first."""

    counts: Counts
    sources_by_kind: Mapping[str, int]
    with_primary: int
    primary_share: float | None
    ages: tuple[TopicAge, ...]
    overdue: tuple[Overdue, ...]


def measure(knowledge: Knowledge, today: date) -> KnowledgeStats:
    """The figures of a knowledge base as they stand on a day."""
    sheets = _sheets(knowledge)
    facts = [fact for sheet in sheets for fact in _facts(sheet)]
    with_primary = sum(_is_primary(fact, knowledge) for fact in facts)
    return KnowledgeStats(
        counts=_counts(knowledge, sheets, len(facts)),
        sources_by_kind=dict(Counter(source.kind for source in knowledge.sources.values()).most_common()),
        with_primary=with_primary,
        primary_share=with_primary / len(facts) if facts else None,
        ages=tuple(map(_age, sheets)),
        overdue=tuple(sorted(_overdue(knowledge, sheets, today), key=lambda one: (one.due, one.id))),
    )


def _sheets(knowledge: Knowledge) -> list[Document]:
    """Each topic once, in English where it is written in English."""
    english_last = sorted(knowledge.documents, key=lambda document: document.language is Language.EN)
    by_topic = {document.topic: document for document in english_last}
    return sorted(by_topic.values(), key=lambda document: (document.order, document.topic))


def _facts(sheet: Document) -> Iterator[Fact]:
    return (fact for section in sheet.sections for fact in section.facts)


def _is_primary(fact: Fact, knowledge: Knowledge) -> bool:
    known = (knowledge.sources[name] for name in fact.source_ids if name in knowledge.sources)
    return any(source.kind == PRIMARY for source in known)


def _counts(knowledge: Knowledge, sheets: list[Document], facts: int) -> Counts:
    return Counts(
        facts=facts,
        sections=sum(len(sheet.sections) for sheet in sheets),
        sheets=len(sheets),
        sources=len(knowledge.sources),
        terms=len(knowledge.terms),
        indicators=len(knowledge.indicators),
        values=sum(len(indicator.values) for indicator in knowledge.indicators),
    )


def _age(sheet: Document) -> TopicAge:
    facts = list(_facts(sheet))
    dates = sorted((fact.as_of for fact in facts if not fact.undated), key=last_day)
    return TopicAge(
        topic=sheet.topic,
        facts=len(facts),
        undated=sum(fact.undated for fact in facts),
        newest=dates[-1] if dates else "",
        median=dates[(len(dates) - 1) // 2] if dates else "",
        oldest=dates[0] if dates else "",
    )


def _overdue(knowledge: Knowledge, sheets: Iterable[Document], today: date) -> Iterator[Overdue]:
    for sheet in sheets:
        for fact in _facts(sheet):
            if is_overdue(sheet.topic, fact, today):
                rule = review_rule(sheet.topic, fact)
                last = due(fact.as_of, rule).isoformat()
                yield Overdue(id=fact.id, topic=sheet.topic, as_of=fact.as_of, rule=rule, due=last)
    yield from filter(None, (_overdue_indicator(indicator, today) for indicator in knowledge.indicators))


def _overdue_indicator(indicator: Indicator, today: date) -> Overdue | None:
    newest = max((value.as_of for value in indicator.values), key=last_day)
    last = due(newest, ReviewRule.COUNT)
    if last >= today:
        return None
    return Overdue(
        id=indicator.id,
        topic=next(iter(indicator.topics), ""),
        as_of=newest,
        rule=ReviewRule.COUNT,
        due=last.isoformat(),
        is_indicator=True,
    )
