"""The register of indicators as the first page shows it: a small table each, the newest value first."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.interfaces.knowledge_pages.links import link_to, sources_of
from bot.interfaces.knowledge_pages.reader import Reader, figure
from bot.interfaces.knowledge_pages.topics import topic_titles
from bot.types import Indicator, IndicatorValue, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownValue:
    """One row; `url` leads to the fact that states the value, and is empty where none does."""

    period: str
    value: str
    url: str
    notes: tuple[str, ...]
    as_of: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIndicator:
    """One table."""

    id: str
    name: str
    unit: str
    scope: str
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup:
    """The indicators whose first topic is the same; without any the title is that of all indicators."""

    title: str
    indicators: tuple[ShownIndicator, ...]


def show_indicators(corpus: Corpus, reader: Reader) -> tuple[IndicatorGroup, ...]:
    """All of them by topic, within one in the order of the register."""
    titles = {**topic_titles(corpus, reader), "": reader.words("indicators")}
    by_topic: dict[str, list[ShownIndicator]] = {topic: [] for topic in titles}
    for indicator in corpus.knowledge.indicators:
        topic = next((name for name in indicator.topics if name in titles), "")
        by_topic[topic].append(_show(indicator, corpus, reader))
    return tuple(
        IndicatorGroup(title=titles[topic], indicators=tuple(shown)) for topic, shown in by_topic.items() if shown
    )


def _show(indicator: Indicator, corpus: Corpus, reader: Reader) -> ShownIndicator:
    return ShownIndicator(
        id=indicator.id,
        name=reader.named(indicator.name),
        unit=reader.named(indicator.unit),
        scope=reader.named(indicator.scope),
        values=tuple(_show_value(value, corpus, reader) for value in reversed(indicator.values)),
    )


def _show_value(value: IndicatorValue, corpus: Corpus, reader: Reader) -> ShownValue:
    link = link_to(value.fact_id, corpus, reader)
    return ShownValue(
        period=reader.period(value.covers),
        value=_qualified(value, reader),
        url=link.url if link else "",
        notes=tuple(_notes(value, reader)),
        as_of=reader.date(value.as_of),
        sources=sources_of(value.source_ids, corpus),
    )


def _qualified(value: IndicatorValue, reader: Reader) -> str:
    number = figure(value.value)
    qualifiers = {"value_about": value.approximate, "value_at_least": value.at_least, "value_at_most": value.at_most}
    return next((reader.words(key, value=number) for key, holds in qualifiers.items() if holds), number)


def _notes(value: IndicatorValue, reader: Reader) -> Iterator[str]:
    if value.part_of:
        yield reader.words("part_of", year=reader.date(value.part_of))
    if value.conflicts:
        yield reader.words("mark_conflicts")
