"""Checks that stand between an answer and its reader; a sentence that fails one is dropped, never repaired."""

from collections.abc import Sequence

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.figures import missing_figures
from bot.languages.detection import is_in_script
from bot.types import Citation, Language, Sentence


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
