"""Checks that stand between an answer and its reader; a sentence that fails one is dropped, never repaired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answer.assertions import turned
from bot.answer.attachments import misplaced
from bot.answer.bounds import unbounded
from bot.answer.claims import names_missing, numerals_missing, shared
from bot.answer.completions import has_markup
from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.answer.fence import addresses_in, without_addresses
from bot.answer.roles import swapped
from bot.figures import missing_figures, references
from bot.languages.detection import detect_language, foreign_characters, is_in_script
from bot.languages.scripts import fold
from bot.languages.terms import TermIndex
from bot.types import Citation, Language, Sentence

_LEAST_SHARED = 0.5  # of a sentence's words: whoever words one fact anew keeps more, whoever says something else less


def passing(
    sentences: Sequence[Sentence], citations: Sequence[Citation], corpus: Corpus, language: Language
) -> tuple[Sentence, ...]:
    """The sentences in the right script whose citations quote the corpus and whose figures the quotes hold."""
    by_number = {citation.n: citation for citation in citations if _is_quoted(citation, corpus)}
    return tuple(
        sentence
        for sentence in sentences
        if sentence.citations
        and all(number in by_number for number in sentence.citations)
        and not _unsupported(sentence, [by_number[number] for number in sentence.citations], language)
        and _is_readable(sentence, [by_number[number] for number in sentence.citations], language)
    )


def _is_readable(sentence: Sentence, citations: Sequence[Citation], language: Language) -> bool:
    """In the reader's script, or a quotation from a text in the other language that says what it is."""
    quotes = [one.quote for one in citations if one.quote_language.is_chinese is not language.is_chinese]
    is_quotation = any(sentence.text.endswith(quote) and sentence.text != quote for quote in quotes)
    return is_quotation or is_in_script(sentence.text, language)


def _is_quoted(citation: Citation, corpus: Corpus) -> bool:
    view = corpus.views(citation.quote_language).get(citation.passage_id.rpartition("#")[2])
    return view is not None and citation.quote == view.fact.text and citation.source.id in view.fact.source_ids


def _unsupported(sentence: Sentence, citations: Sequence[Citation], language: Language) -> frozenset[str]:
    evidence = "\n".join(in_script(citation.quote, language, citation.quote_language) for citation in citations)
    return missing_figures(sentence.text, evidence)


class Fault(StrEnum):
    """Why a sentence that a model wrote is not shown."""

    MARKUP = "markup"
    ADDRESS = "address"
    UNCITED = "uncited"
    UNKNOWN = "unknown"
    SCRIPT = "script"
    FIGURE = "figure"
    NAME = "name"
    TURNED = "turned"
    BOUND = "bound"
    MISPLACED = "misplaced"
    SWAPPED = "swapped"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault and what it is about: a figure, a name, a number of a passage; empty where it is the whole sentence."""

    fault: Fault
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a model was given: citations by number, the terms known, and the reader's language."""

    citations: Mapping[int, Citation]
    terms: TermIndex
    language: Language

    def text(self, numbers: Sequence[int]) -> str:
        """The quotes of some citations, in the reader's script."""
        quoted = (self.citations[number] for number in numbers)
        return "\n".join(in_script(one.quote, self.language, one.quote_language) for one in quoted)


def find_fault(text: str, cited: Sequence[int], evidence: Evidence) -> Finding | None:
    """The first fault of a sentence that a model wrote, its addresses still hidden; None if it can be shown."""
    if has_markup(text):
        return Finding(fault=Fault.MARKUP)
    if addresses_in(text):
        return Finding(fault=Fault.ADDRESS)
    if not cited:
        return Finding(fault=Fault.UNCITED)
    if unknown := [number for number in cited if number not in evidence.citations]:
        return Finding(fault=Fault.UNKNOWN, detail=", ".join(map(str, unknown)))
    return None


def find_lie(text: str, cited: Sequence[int], evidence: Evidence) -> Finding | None:
    """The first thing that a sentence, its addresses restored, states and its citations do not; or its language."""
    quotes = evidence.text(cited)
    if addresses_in(text) - addresses_in(quotes):
        return Finding(fault=Fault.ADDRESS)
    if not _is_written_for(without_addresses(text), quotes, evidence.language):
        return Finding(fault=Fault.SCRIPT)
    stated = missing_figures(text, quotes) | (references(text) - references(quotes))
    if figures := sorted(stated) or numerals_missing(text, quotes):
        return Finding(fault=Fault.FIGURE, detail=", ".join(figures))
    if names := names_missing(text, quotes, evidence.terms):
        return Finding(fault=Fault.NAME, detail=", ".join(names))
    if shared(text, quotes) < _LEAST_SHARED:
        return Finding(fault=Fault.UNSUPPORTED)
    return find_twist(text, quotes)


def find_twist(text: str, quotes: str) -> Finding | None:
    """What a sentence that has the words and figures of its citations makes them say otherwise."""
    if fold(text) in fold(quotes):
        return None  # word for word
    twists = {Fault.TURNED: turned, Fault.BOUND: unbounded, Fault.MISPLACED: misplaced, Fault.SWAPPED: swapped}
    for fault, find in twists.items():
        if found := find(text, quotes):
            return Finding(fault=fault, detail=", ".join(found))
    return None


def _is_written_for(text: str, quotes: str, language: Language) -> bool:
    """In the reader's language and script, down to each character, save those that the quotes have."""
    if detect_language(text, language).is_chinese is not language.is_chinese or not is_in_script(text, language):
        return False
    return not foreign_characters(text, language) - frozenset(quotes)
