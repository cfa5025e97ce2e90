"""What a statement leads to: other facts, and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.interfaces.knowledge_pages.address import address
from bot.interfaces.knowledge_pages.reader import Reader
from bot.types import Language, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A fact, in its own words."""

    url: str
    text: str


def link_to(fact_id: str, corpus: Corpus, reader: Reader) -> Link | None:
    """A link to a fact, or None where there is none of that id: a server may run on sheets that nobody checked."""
    if not any(fact_id in corpus.views(language) for language in Language):
        return None
    view = corpus.view(fact_id, reader.language)
    return Link(
        url=address(reader.language, view.document.topic, fact_id),
        text=reader.text(view.fact.text, view.document.language),
    )


def sources_of(source_ids: Iterable[str], corpus: Corpus) -> tuple[Source, ...]:
    """The sources of those ids that the register of sources holds."""
    sources = corpus.knowledge.sources
    return tuple(sources[name] for name in source_ids if name in sources)
