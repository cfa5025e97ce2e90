"""`goglobal knowledge check`: what a machine can hold a policy editor to."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from bot.figures import magnitudes
from bot.languages.scripts import fold
from bot.types import Document, Fact, Knowledge, Language, Section

_Sheet = dict[str, tuple[Document, Section, Fact]]


def check_knowledge(knowledge: Knowledge) -> list[str]:
    """Every problem found, a line each; empty when the knowledge is sound."""
    english = _facts(knowledge, Language.EN)
    chinese = _facts(knowledge, Language.ZH_HANT)
    return [
        *_repeated_ids(knowledge),
        *_parallel_sections(knowledge),
        *_sources(knowledge),
        *_parallel_facts(english, chinese),
        *_links(english),
        *_unmarked_contradictions(english),
        *_terms(knowledge),
        *_contacts(knowledge),
    ]


def _facts(knowledge: Knowledge, language: Language) -> _Sheet:
    return {
        fact.id: (document, section, fact)
        for document in knowledge.documents
        if document.language is language
        for section in document.sections
        for fact in section.facts
    }


def _repeated_ids(knowledge: Knowledge) -> Iterator[str]:
    for language in (Language.EN, Language.ZH_HANT):
        sections = [s for d in knowledge.documents if d.language is language for s in d.sections]
        ids = Counter([section.id for section in sections] + [fact.id for s in sections for fact in s.facts])
        yield from (f"{language}: id {name!r} is used {count} times" for name, count in ids.items() if count > 1)


def _parallel_sections(knowledge: Knowledge) -> Iterator[str]:
    outline = {
        language: {
            document.topic: [(section.id, [fact.id for fact in section.facts]) for section in document.sections]
            for document in knowledge.documents
            if document.language is language
        }
        for language in (Language.EN, Language.ZH_HANT)
    }
    english, chinese = outline[Language.EN], outline[Language.ZH_HANT]
    for topic in sorted(english.keys() | chinese.keys()):
        if topic not in english or topic not in chinese:
            yield f"{topic}: sheet is missing in {'en' if topic not in english else 'zh-Hant'}"
        elif english[topic] != chinese[topic]:
            yield f"{topic}: sections or facts differ between en and zh-Hant in number or order"


def _sources(knowledge: Knowledge) -> Iterator[str]:
    used: set[str] = set()
    for document in knowledge.documents:
        for section in document.sections:
            if not section.facts:
                yield f"{document.language}/{document.topic}: section {section.id!r} has no fact"
            for fact in section.facts:
                used.update(fact.source_ids)
                if not fact.source_ids:
                    yield f"{document.language}/{document.topic}: fact {fact.id!r} has no source"
    yield from (
        f"sources.toml: no source {name!r}, which a fact names" for name in sorted(used - set(knowledge.sources))
    )


def _parallel_facts(english: _Sheet, chinese: _Sheet) -> Iterator[str]:
    for name in sorted(english.keys() & chinese.keys()):
        en, zh = english[name][2], chinese[name][2]
        if _attributes(en) != _attributes(zh):
            yield f"{name}: dates, sources or marks differ between en and zh-Hant"
        one, other = magnitudes(en.text), magnitudes(zh.text)
        if one != other:
            only = ", ".join(sorted(f"{value:f}" for value in one ^ other))
            yield f"{name}: figures differ between en and zh-Hant ({only})"


def _attributes(fact: Fact) -> tuple[object, ...]:
    marks = (fact.disputed, fact.superseded_by, fact.gap, fact.inference)
    return (fact.as_of, fact.undated, fact.source_ids, fact.covers, fact.conflicts, *marks)


def _links(facts: _Sheet) -> Iterator[str]:
    for name, (_, _, fact) in facts.items():
        for other in (*fact.conflicts, *filter(None, [fact.superseded_by])):
            if other not in facts:
                yield f"{name}: points at {other!r}, which is no fact"
        for other in fact.conflicts:
            if other in facts and name not in facts[other][2].conflicts:
                yield f"{name}: conflicts with {other!r}, which does not say so in return"
        if fact.disputed and not fact.conflicts:
            yield f"{name}: is disputed but names no fact that it conflicts with"


def _unmarked_contradictions(facts: _Sheet) -> Iterator[str]:
    """Two live facts worded alike but for their figures, on the same period."""
    by_frame: dict[tuple[str, str], list[Fact]] = {}
    for _, _, fact in facts.values():
        if fact.covers and not fact.superseded_by:
            frame = "".join(character for character in fold(fact.text) if character.isalpha())
            by_frame.setdefault((frame, fact.covers), []).append(fact)
    for group in by_frame.values():
        for one, other in combinations(group, 2):
            if other.id not in one.conflicts and magnitudes(one.text) != magnitudes(other.text):
                yield f"{one.id}: contradicts {other.id!r} and is not marked so"


def _terms(knowledge: Knowledge) -> Iterator[str]:
    names = Counter(term.en for term in knowledge.terms)
    yield from (f"terms.csv: {name!r} stands {count} times" for name, count in names.items() if count > 1)
    for term in knowledge.terms:
        if not (term.en and term.zh_hans and term.zh_hant):
            yield f"terms.csv: {term.en or term.zh_hant!r} lacks one of its three forms"


def _contacts(knowledge: Knowledge) -> Iterator[str]:
    topics = {document.topic for document in knowledge.documents}
    for contact in knowledge.contacts:
        if contact.source_id not in knowledge.sources:
            yield f"contacts.toml: {contact.id!r} names unknown source {contact.source_id!r}"
        for topic in sorted(set(contact.topics) - topics):
            yield f"contacts.toml: {contact.id!r} names unknown topic {topic!r}"
