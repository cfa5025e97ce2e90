"""Small builders of knowledge with sensible defaults; a test names only what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from bot.answer.corpus import Corpus, FactView
from bot.answer.ranking import Ranked
from bot.types import (
    Contact,
    Document,
    Fact,
    Indicator,
    IndicatorKind,
    IndicatorValue,
    Knowledge,
    Language,
    ScoredFact,
    Section,
    Source,
    Term,
)


class FactFields(TypedDict, total=False):
    """The fields of a fact that a test may set."""

    id: str
    text: str
    as_of: str
    undated: bool
    source_ids: tuple[str, ...]
    covers: str
    conflicts: tuple[str, ...]
    disputed: bool
    superseded_by: str
    gap: bool
    inference: bool
    part: str
    phrasings: tuple[str, ...]


_FACT = Fact(id="rate", text="The tax rate is 8.25%.", as_of="2025-06-01", source_ids=("gov",))


def fact(**fields: Unpack[FactFields]) -> Fact:
    return replace(_FACT, **fields)


def section(
    *facts: Fact,
    id: str = "tax",
    heading: str = "What is the tax rate?",
    phrasings: tuple[str, ...] = (),
    is_contact: bool = False,
    is_text: bool = False,
    is_anywhere: bool = False,
) -> Section:
    return Section(
        id=id,
        heading=heading,
        phrasings=phrasings,
        facts=facts,
        is_contact=is_contact,
        is_text=is_text,
        is_anywhere=is_anywhere,
    )


def document(
    *sections: Section,
    topic: str = "treasury",
    language: Language = Language.EN,
    title: str = "Treasury centres",
    updated: str = "2026-01-02",
    order: int = 1,
) -> Document:
    return Document(topic=topic, language=language, title=title, updated=updated, order=order, sections=sections)


def source(id: str = "gov", *, date: str = "2025-06-01", url: str = "https://example.org/gov") -> Source:
    return Source(id=id, publisher="Government", title="A page", date=date, url=url, kind="official")


def contact(id: str = "desk", *, topics: tuple[str, ...] = (), source_id: str = "gov") -> Contact:
    names = {language.value: f"{id} {language.value}" for language in Language}
    return Contact(id=id, name=names, url=f"https://example.org/{id}", source_id=source_id, topics=topics)


def term(en: str, zh_hans: str, zh_hant: str, *synonyms: str) -> Term:
    return Term(en=en, zh_hans=zh_hans, zh_hant=zh_hant, synonyms=synonyms)


def indicator(*values: IndicatorValue) -> Indicator:
    return Indicator(
        id="firms",
        name={"en": "Firms", "zh-Hant": "企業數目"},
        unit={"en": "firms", "zh-Hant": "間"},
        scope={"en": "all", "zh-Hant": "全部"},
        kind=IndicatorKind.STOCK,
        topics=("treasury",),
        values=values,
    )


def knowledge(
    *documents: Document,
    sources: Sequence[Source] = (source(),),
    terms: tuple[Term, ...] = (),
    contacts: tuple[Contact, ...] = (),
    outside: Mapping[str, tuple[str, ...]] | None = None,
) -> Knowledge:
    return Knowledge(
        documents=documents,
        sources={one.id: one for one in sources},
        terms=terms,
        contacts=contacts,
        outside=outside or {},
    )


def corpus(*documents: Document, terms: tuple[Term, ...] = (), contacts: tuple[Contact, ...] = ()) -> Corpus:
    return Corpus(knowledge(*documents, terms=terms, contacts=contacts), "v1")


def corpus_of(*facts: Fact, language: Language = Language.EN, heading: str = "What is the tax rate?") -> Corpus:
    """A corpus of one sheet with one section."""
    return corpus(document(section(*facts, heading=heading), language=language))


def view(one: Fact, *, heading: str = "What is the tax rate?", phrasings: tuple[str, ...] = ()) -> FactView:
    """A fact alone on its sheet."""
    alone = corpus(document(section(one, heading=heading, phrasings=phrasings)))
    return alone.view(one.id, Language.EN)


_PARTS = [f"{what}_{how}" for what in ("fact", "asked", "section") for how in ("sparse", "dense", "across")]


def scored(fact_id: str = "rate", score: float = 0.8, *, section_id: str = "tax", **parts: float) -> ScoredFact:
    """A candidate with the parts named, all others 0."""
    every = dict.fromkeys(_PARTS, 0.0) | parts
    return ScoredFact(fact_id=fact_id, section_id=section_id, topic="treasury", score=score, parts=every)


class RankedFields(TypedDict, total=False):
    """What a test may say of a ranked fact; what is not named here is a part of its retrieval score."""

    score: float
    chance: float
    covered: float
    retrieved: float
    fact_dense: float
    asked_dense: float
    fact_across: float


def ranked(one: FactView, **fields: Unpack[RankedFields]) -> Ranked:
    """A ranked fact that retrieval scored as given."""
    parts = {"fact_dense": 0.0, "asked_dense": 0.0, "fact_across": 0.0}
    parts |= {name: value for name in parts if isinstance(value := fields.get(name), float)}
    return Ranked(
        view=one,
        score=fields.get("score", 5.0),
        chance=fields.get("chance", 0.5),
        unread=fields.get("score", 5.0),
        signals={"covered": fields.get("covered", 0.5)},
        retrieved=replace(scored(one.fact.id, fields.get("retrieved", 0.8)), parts=dict.fromkeys(_PARTS, 0.0) | parts),
    )
