"""What the first page tells of the knowledge base as a whole: figures, kinds of sources, what is due for review."""

from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.documents.stats import KnowledgeStats, Overdue
from bot.interfaces.knowledge_pages.address import has_page
from bot.interfaces.knowledge_pages.links import Link, link_to
from bot.interfaces.knowledge_pages.reader import Reader
from bot.interfaces.knowledge_pages.topics import topic_titles


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOverdue:
    """A statement or an indicator that is due for review."""

    link: Link
    dated: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueGroup:
    """What is due of one topic, or of the indicators, the longest overdue first."""

    title: str
    entries: tuple[ShownOverdue, ...]


def show_figures(stats: KnowledgeStats) -> tuple[tuple[str, str], ...]:
    """Words and numbers of what there is, the indicators only where there are any."""
    counts = stats.counts
    numbers = {
        "topics": counts.sheets,
        "sections": counts.sections,
        "facts": counts.facts,
        "sources": counts.sources,
        "terms": counts.terms,
        "indicators": counts.indicators,
    }
    shown = [(key, f"{number:,}") for key, number in numbers.items() if number]
    if stats.primary_share is not None:
        shown.append(("primary", f"{stats.primary_share:.0%}"))
    return tuple(shown)


def show_kinds(stats: KnowledgeStats, reader: Reader) -> tuple[tuple[str, int], ...]:
    """Kinds of sources with their numbers; a kind that nobody has put into words stands as it is."""
    known = reader.words.variables
    return tuple(
        (reader.words(f"kind_{kind}") if f"kind_{kind}" in known else kind, number)
        for kind, number in stats.sources_by_kind.items()
    )


def show_overdue(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[OverdueGroup, ...]:
    """What is due by topic, the indicators last."""
    groups = [
        OverdueGroup(title=title, entries=_facts_of(topic, stats, corpus, reader))
        for topic, title in topic_titles(corpus, reader).items()
    ]
    indicators = OverdueGroup(title=reader.words("indicators"), entries=_indicators(stats, corpus, reader))
    return tuple(group for group in (*groups, indicators) if group.entries)


def _facts_of(topic: str, stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownOverdue, ...]:
    due = [one for one in stats.overdue if one.topic == topic and not one.is_indicator and has_page(topic)]
    links = [link_to(one.id, corpus, reader) for one in due]
    return tuple(_entry(one, link, reader) for one, link in zip(due, links, strict=True) if link)


def _indicators(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownOverdue, ...]:
    names = {indicator.id: reader.named(indicator.name) for indicator in corpus.knowledge.indicators}
    due = (one for one in stats.overdue if one.is_indicator)
    return tuple(_entry(one, Link(url=f"#{one.id}", text=names[one.id]), reader) for one in due)


def _entry(one: Overdue, link: Link, reader: Reader) -> ShownOverdue:
    dated = reader.chat("as_of", date=reader.date(one.as_of))
    return ShownOverdue(link=link, dated=dated, rule=reader.words(f"rule_{one.rule.value}"))
