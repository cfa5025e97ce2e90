"""The knowledge base as its first page shows it: topics, ages, what is due for review."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.documents.stats import KnowledgeStats, Overdue, TopicAge
from bot.interfaces.knowledge_pages.address import address, has_page
from bot.interfaces.knowledge_pages.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTopic:
    """A topic with the address of its page and its figures."""

    title: str
    url: str
    age: TopicAge


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOverdue:
    """A statement or an indicator that is due for review."""

    text: str
    url: str
    as_of: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueGroup:
    """What is due of one topic, or of the indicators, the longest overdue first."""

    title: str
    entries: tuple[ShownOverdue, ...]


def show_topics(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownTopic, ...]:
    """The topics that have a page, in the order meant for readers."""
    titles = _titles(corpus, reader)
    return tuple(
        ShownTopic(title=titles[age.topic], url=address(reader.language, age.topic), age=age)
        for age in stats.ages
        if has_page(age.topic)
    )


def show_overdue(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[OverdueGroup, ...]:
    """What is due by topic, the indicators last."""
    groups = {title: _facts_of(topic, stats, corpus, reader) for topic, title in _titles(corpus, reader).items()}
    groups[reader.words("indicators")] = _indicators(stats, corpus, reader)
    return tuple(OverdueGroup(title=title, entries=entries) for title, entries in groups.items() if entries)


def _titles(corpus: Corpus, reader: Reader) -> dict[str, str]:
    """The title of each topic, in the reader's language where the topic is written in it, in order."""
    own = corpus.documents(reader.language)
    documents = sorted((*corpus.knowledge.documents, *own), key=lambda document: document.order)
    return {document.topic: reader.text(document.title, document.language) for document in documents}


def _facts_of(topic: str, stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownOverdue, ...]:
    entries = (one for one in stats.overdue if one.topic == topic and not one.is_indicator and has_page(topic))
    return tuple(_entry(one, _text(one, corpus, reader), address(reader.language, topic, one.id), reader) for one in entries)


def _text(one: Overdue, corpus: Corpus, reader: Reader) -> str:
    view = corpus.view(one.id, reader.language)
    return reader.text(view.fact.text, view.document.language)


def _indicators(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownOverdue, ...]:
    names = {indicator.id: reader.named(indicator.name) for indicator in corpus.knowledge.indicators}
    return tuple(_entry(one, names[one.id], f"#{one.id}", reader) for one in stats.overdue if one.is_indicator)


def _entry(one: Overdue, text: str, url: str, reader: Reader) -> ShownOverdue:
    rule = reader.words(f"rule_{one.rule.value}")
    return ShownOverdue(text=text, url=url, as_of=reader.chat("as_of", date=reader.date(one.as_of)), rule=rule)
