"""Whether the sheets agree with each other: ids, parallels, sources, links, figures, contradictions."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, zip_longest

from bot.documents.places import Place, Problem
from bot.figures import magnitudes
from bot.languages.scripts import fold
from bot.types import Document, Fact, Knowledge, Language, Section

Facts = dict[str, tuple[Document, Section, Fact]]


def check_sheets(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that can be told from the two languages' sheets and the sources that they name."""
    english, chinese = facts_of(knowledge, Language.EN), facts_of(knowledge, Language.ZH_HANT)
    yield from _repeated_ids(knowledge)
    yield from _parallel_sections(knowledge)
    yield from _sources(knowledge)
    yield from _parallel_marks(knowledge)
    yield from _parallel_facts(english, chinese)
    yield from _links(english)
    yield from _unmarked_contradictions(english)


def facts_of(knowledge: Knowledge, language: Language) -> Facts:
    """The facts of one language by id, each with where it stands."""
    return {
        fact.id: (document, section, fact)
        for document in knowledge.documents
        if document.language is language
        for section in document.sections
        for fact in section.facts
    }


def _repeated_ids(knowledge: Knowledge) -> Iterator[Problem]:
    for language in (Language.EN, Language.ZH_HANT):
        sections = [s for d in knowledge.documents if d.language is language for s in d.sections]
        ids = Counter([section.id for section in sections] + [fact.id for s in sections for fact in s.facts])
        for name, count in ids.items():
            if count > 1:
                yield Problem(place=(language, name), message=f"{language}: id {name!r} is used {count} times")


def _parallel_sections(knowledge: Knowledge) -> Iterator[Problem]:
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
            there, missing = ("zh-Hant", "en") if topic not in english else ("en", "zh-Hant")
            yield Problem(place=(there, topic), message=f"{topic}: sheet is missing in {missing}")
        elif english[topic] != chinese[topic]:
            odd = _first_difference(english[topic], chinese[topic])
            message = f"{topic}: sections or facts differ between en and zh-Hant in number or order"
            yield Problem(place=odd or ("en", topic), message=message)


def _parallel_marks(knowledge: Knowledge) -> Iterator[Problem]:
    marks: dict[str, tuple[bool, bool]] = {}
    for document in knowledge.documents:
        for section in document.sections:
            mark = section.is_contact, section.is_anywhere
            if marks.setdefault(section.id, mark) != mark:
                message = f"{section.id}: kind= or places= differ between en and zh-Hant"
                yield Problem(place=(document.language.value, section.id), message=message)


_Outline = list[tuple[str, list[str]]]


def _first_difference(english: _Outline, chinese: _Outline) -> Place | None:
    """The first id that stands in one language where the other has another one or none."""
    names = [[id for section, facts in outline for id in (section, *facts)] for outline in (english, chinese)]
    for one, other in zip_longest(*names):
        if one != other:
            return ("en", one) if one else ("zh-Hant", other)
    return None


def _sources(knowledge: Knowledge) -> Iterator[Problem]:
    for document in knowledge.documents:
        sheet = f"{document.language}/{document.topic}"
        for section in document.sections:
            if not section.facts:
                place = (document.language.value, section.id)
                yield Problem(place=place, message=f"{sheet}: section {section.id!r} has no fact")
            for fact in section.facts:
                if not fact.source_ids:
                    place = (document.language.value, fact.id)
                    yield Problem(place=place, message=f"{sheet}: fact {fact.id!r} has no source")
    for name, fact_id in sorted(_unknown_sources(knowledge).items()):
        yield Problem(place=("en", fact_id), message=f"sources.toml: no source {name!r}, which a fact names")


def _unknown_sources(knowledge: Knowledge) -> dict[str, str]:
    """Each source that is named and not there, with a fact that names it."""
    facts = (fact for document in knowledge.documents for section in document.sections for fact in section.facts)
    return {name: fact.id for fact in facts for name in fact.source_ids if name not in knowledge.sources}


def _parallel_facts(english: Facts, chinese: Facts) -> Iterator[Problem]:
    for name in sorted(english.keys() & chinese.keys()):
        en, zh = english[name][2], chinese[name][2]
        if _attributes(en) != _attributes(zh):
            yield _of(name, "dates, sources or marks differ between en and zh-Hant")
        one, other = magnitudes(en.text), magnitudes(zh.text)
        if one != other:
            only = ", ".join(sorted(f"{value:f}" for value in one ^ other))
            yield _of(name, f"figures differ between en and zh-Hant ({only})")


def _attributes(fact: Fact) -> tuple[object, ...]:
    marks = (fact.disputed, fact.superseded_by, fact.gap, fact.inference, fact.part)
    return (fact.as_of, fact.undated, fact.source_ids, fact.covers, fact.conflicts, *marks)


def _links(facts: Facts) -> Iterator[Problem]:
    for name, (_, _, fact) in facts.items():
        for other in (*fact.conflicts, *filter(None, [fact.superseded_by])):
            if other not in facts:
                yield _of(name, f"points at {other!r}, which is no fact")
        for other in fact.conflicts:
            if other in facts and name not in facts[other][2].conflicts:
                yield _of(name, f"conflicts with {other!r}, which does not say so in return")
        if fact.disputed and not fact.conflicts:
            yield _of(name, "is disputed but names no fact that it conflicts with")


def _unmarked_contradictions(facts: Facts) -> Iterator[Problem]:
    """Two live facts worded alike but for their figures, on the same period."""
    by_frame: dict[tuple[str, str], list[Fact]] = {}
    for _, _, fact in facts.values():
        if fact.covers and not fact.superseded_by:
            frame = "".join(character for character in fold(fact.text) if character.isalpha())
            by_frame.setdefault((frame, fact.covers), []).append(fact)
    for group in by_frame.values():
        for one, other in combinations(group, 2):
            if other.id not in one.conflicts and magnitudes(one.text) != magnitudes(other.text):
                yield _of(one.id, f"contradicts {other.id!r} and is not marked so")


def _of(fact_id: str, message: str) -> Problem:
    return Problem(place=("en", fact_id), message=f"{fact_id}: {message}")
