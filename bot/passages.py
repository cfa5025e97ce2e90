"""From documents to the passages that are indexed."""

from collections.abc import Iterable, Iterator

from bot.types import Document, Language, Passage, PassageKind, Section


def split(documents: Iterable[Document], language: Language) -> tuple[Passage, ...]:
    """Each way to ask and each fact of the documents in `language`, one passage each."""
    return tuple(
        passage
        for document in documents
        if document.language is language
        for section in document.sections
        for passage in _split_section(document, section)
    )


def _split_section(document: Document, section: Section) -> Iterator[Passage]:
    for position, phrasing in enumerate((section.heading, *section.phrasings)):
        yield Passage(
            id=f"{document.language}/{document.topic}#{section.id}?{position}",
            kind=PassageKind.QUESTION,
            language=document.language,
            topic=document.topic,
            section_id=section.id,
            fact_id="",
            text=phrasing,
        )
    for fact in section.facts:
        yield Passage(
            id=f"{document.language}/{document.topic}#{fact.id}",
            kind=PassageKind.FACT,
            language=document.language,
            topic=document.topic,
            section_id=section.id,
            fact_id=fact.id,
            text=fact.text,
        )
