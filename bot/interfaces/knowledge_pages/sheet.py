"""A sheet as its page shows it: sections of facts, each with its date, marks, links and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from bot.interfaces.knowledge_pages.address import has_page
from bot.interfaces.knowledge_pages.links import Link, link_to, sources_of
from bot.interfaces.knowledge_pages.reader import Reader
from bot.types import Document, Fact, Language, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFact:
    """One statement; `dated` says when it held or was read, `conflicts` leave out what replaced it."""

    id: str
    text: str
    dated: str
    marks: tuple[str, ...]
    replaced_by: Link | None
    conflicts: tuple[Link, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One question with the facts that answer it."""

    id: str
    heading: str
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSheet:
    """A sheet in the script of its reader; `language` is another one where it is not written in the reader's."""

    topic: str
    title: str
    language: Language
    updated: str
    sections: tuple[ShownSection, ...]
    marks: tuple[str, ...]
    """Those that occur, each once."""

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """Ids and headings of its sections."""
        return tuple((section.id, section.heading) for section in self.sections)

    @property
    def facts(self) -> int:
        """How many facts it has."""
        return sum(len(section.facts) for section in self.sections)


def find_sheet(corpus: Corpus, topic: str, language: Language) -> Document | None:
    """The sheet of a topic as written for readers of `language`, else as it is written, else None."""
    if not has_page(topic):
        return None
    documents = (*corpus.documents(language), *corpus.knowledge.documents)
    return next((document for document in documents if document.topic == topic), None)


def show_sheet(document: Document, corpus: Corpus, reader: Reader) -> ShownSheet:
    """A sheet for a reader."""
    sections = tuple(
        ShownSection(
            id=section.id,
            heading=reader.text(section.heading or document.title, document.language),
            facts=tuple(_show_fact(fact, document, corpus, reader) for fact in section.facts),
        )
        for section in document.sections
    )
    is_own = document.language.indexed is reader.language.indexed
    return ShownSheet(
        topic=document.topic,
        title=reader.text(document.title, document.language),
        language=reader.language if is_own else document.language,
        updated=reader.date(document.updated),
        sections=sections,
        marks=tuple(dict.fromkeys(mark for section in sections for fact in section.facts for mark in fact.marks)),
    )


def _show_fact(fact: Fact, document: Document, corpus: Corpus, reader: Reader) -> ShownFact:
    return ShownFact(
        id=fact.id,
        text=reader.text(fact.text, document.language),
        dated=reader.chat("undated" if fact.undated else "as_of", date=reader.date(fact.as_of)) if fact.as_of else "",
        marks=tuple(_marks(fact)),
        replaced_by=link_to(fact.superseded_by, corpus, reader),
        conflicts=_links((name for name in fact.conflicts if name != fact.superseded_by), corpus, reader),
        sources=sources_of(fact.source_ids, corpus),
    )


def _marks(fact: Fact) -> Iterator[str]:
    found = {
        "superseded": bool(fact.superseded_by),
        "disputed": fact.disputed,
        "conflicts": bool(fact.conflicts) and not fact.disputed,
        "inference": fact.inference,
        "gap": fact.gap,
        "undated": fact.undated,
    }
    return (mark for mark, holds in found.items() if holds)


def _links(fact_ids: Iterable[str], corpus: Corpus, reader: Reader) -> tuple[Link, ...]:
    return tuple(filter(None, (link_to(fact_id, corpus, reader) for fact_id in fact_ids)))
