"""From documents to the passages that are indexed."""

import re
from collections.abc import Iterable, Iterator

from bot.types import Document, Language, Passage, PassageKind, Section

_CHINESE_NAME = re.compile(r"\s*\([^()A-Za-z]*[\u3400-\u9fff][^()A-Za-z]*\)")


def split(documents: Iterable[Document], language: Language) -> tuple[Passage, ...]:
    """A passage for each fact and each way to ask for it or its section; both Chinese scripts are one language."""
    return tuple(
        passage
        for document in documents
        if document.language.indexed is language.indexed
        for section in document.sections
        for passage in _split_section(document, section)
    )


def embedded_text(passage: Passage) -> str:
    """The text that goes to the embedding model: English without Chinese names in brackets, which it cannot read."""
    return without_chinese_names(passage.text) if passage.language is Language.EN else passage.text


def without_chinese_names(text: str) -> str:
    """An English text without its names in Chinese in brackets."""
    return _CHINESE_NAME.sub("", text)


def _split_section(document: Document, section: Section) -> Iterator[Passage]:
    for position, phrasing in enumerate(filter(None, (section.heading, *section.phrasings))):
        yield _passage(document, section, PassageKind.QUESTION, f"{section.id}?{position}", phrasing)
    if section.is_text:
        text = " ".join(fact.text for fact in section.facts)
        yield _passage(document, section, PassageKind.TEXT, section.id, text)
    for fact in section.facts:
        yield _passage(document, section, PassageKind.FACT, fact.id, fact.text, fact.id)
        for position, phrasing in enumerate(fact.phrasings):
            yield _passage(document, section, PassageKind.QUESTION, f"{fact.id}?{position}", phrasing, fact.id)


def _passage(
    document: Document, section: Section, kind: PassageKind, anchor: str, text: str, fact_id: str = ""
) -> Passage:
    return Passage(
        id=f"{document.language}/{document.topic}#{anchor}",
        kind=kind,
        language=document.language,
        topic=document.topic,
        section_id=section.id,
        fact_id=fact_id,
        text=text,
    )
