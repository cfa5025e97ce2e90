"""The topics as the first page lists them, and what they are called."""

from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.documents.stats import KnowledgeStats, TopicAge
from bot.interfaces.knowledge_pages.address import address, has_page
from bot.interfaces.knowledge_pages.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTopic:
    """A topic with the address of its page and its figures."""

    title: str
    url: str
    age: TopicAge


def show_topics(stats: KnowledgeStats, corpus: Corpus, reader: Reader) -> tuple[ShownTopic, ...]:
    """The topics that have a page, in the order meant for readers."""
    titles = topic_titles(corpus, reader)
    return tuple(
        ShownTopic(title=titles[age.topic], url=address(reader.language, age.topic), age=age)
        for age in stats.ages
        if has_page(age.topic)
    )


def topic_titles(corpus: Corpus, reader: Reader) -> dict[str, str]:
    """The title of each topic in order, in the reader's language where the topic is written in it."""
    own_last = (*corpus.knowledge.documents, *corpus.documents(reader.language))
    documents = {document.topic: document for document in own_last}.values()
    in_order = sorted(documents, key=lambda document: (document.order, document.topic))
    return {document.topic: reader.text(document.title, document.language) for document in in_order}
