"""A small knowledge base for building indexes of."""

from bot.types import Document, Fact, Knowledge, Language, Section, Source

_SOURCE = Source(
    id="gov-2025", publisher="Gov", title="A page", date="2025-01-02", url="https://example.org", kind="official"
)


def small_knowledge(count: int = 12, *, edited: str = "") -> Knowledge:
    """`count` sheets a language, two facts each; `edited` is put into the first fact of the first English sheet."""
    documents = []
    for language in (Language.EN, Language.ZH_HANT):
        for number in range(count):
            text = (
                f"Scheme {number} pays {number + 1} million."
                if language is Language.EN
                else f"計劃{number}發放{number + 1}百萬。"
            )
            if edited and language is Language.EN and number == 0:
                text = edited
            documents.append(_document(language, number, text))
    return Knowledge(documents=tuple(documents), sources={"gov-2025": _SOURCE}, terms=(), contacts=(), outside={})


def _document(language: Language, number: int, text: str) -> Document:
    facts = (
        Fact(id=f"pays-{number}", text=text, as_of="2025", source_ids=("gov-2025",)),
        Fact(
            id=f"opens-{number}",
            text=f"Office {number} opens in May {2000 + number}.",
            as_of="2025",
            source_ids=("gov-2025",),
        ),
    )
    section = Section(
        id=f"s-{number}", heading=f"What is scheme {number}?", phrasings=(f"scheme {number} money",), facts=facts
    )
    return Document(
        topic=f"topic-{number}",
        language=language,
        title=f"Topic {number}",
        updated="2025-01-02",
        order=number,
        sections=(section,),
    )
