from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer import compose
from bot.answer.corpus import Corpus
from bot.answer.gates import passing
from bot.documents.folder import read_knowledge
from bot.prompts import load_words
from bot.types import Citation, Language, Sentence
from tests.factories import corpus, document, fact, section, source

_ROOT = Path(__file__).parents[2]
_CORPUS = corpus(
    document(section(fact(), fact(id="office", text="The office opens in May 2025."))),
    document(section(fact(text="財資中心的稅率為8.25%。")), language=Language.ZH_HANT),
)


def _citation(name: str, number: int = 1, language: Language = Language.EN) -> Citation:
    (citation,) = compose.cite([_CORPUS.view(name, language)], _CORPUS, language, date(2026, 1, 2))
    return replace(citation, n=number)


def _sentence(text: str, *citations: int) -> Sentence:
    return Sentence(text=text, citations=citations, figures=(), as_of="2025")


_RATE, _OFFICE = _citation("rate"), _citation("office", 2)
_GOOD = _sentence("The tax rate is 8.25%.", 1)


def test_a_sentence_that_its_quote_supports_passes() -> None:
    assert passing([_GOOD], [_RATE], _CORPUS, Language.EN) == (_GOOD,)


@pytest.mark.parametrize(
    "text",
    [
        "The tax rate is 16.5%.",
        "The tax rate is 8.25% since 2024.",
        "The tax rate is 8.25% on HK$5 million.",
        "The tax rate is 8.25 for 3 firms.",
    ],
)
def test_a_sentence_with_a_figure_that_the_quote_lacks_is_dropped(text: str) -> None:
    assert passing([_sentence(text, 1), _GOOD], [_RATE], _CORPUS, Language.EN) == (_GOOD,)


def test_a_figure_in_a_quote_that_is_not_cited_does_not_count() -> None:
    sentence = _sentence("The office opens in May 2025.", 1)

    assert passing([sentence], [_RATE, _OFFICE], _CORPUS, Language.EN) == ()


def test_figures_may_come_from_several_cited_quotes() -> None:
    sentence = _sentence("From May 2025 it is 8.25%.", 1, 2)

    assert passing([sentence], [_RATE, _OFFICE], _CORPUS, Language.EN) == (sentence,)


@pytest.mark.parametrize(
    "forged",
    [
        replace(_RATE, quote="The tax rate is 8.25% and falling."),
        replace(_RATE, passage_id="en/treasury#office"),
        replace(_RATE, passage_id="en/treasury#nothing"),
        replace(_RATE, quote_language=Language.ZH_HANT),
        replace(_RATE, source=source("press")),
    ],
    ids=["another quote", "another fact", "no such fact", "another language", "another source"],
)
def test_a_sentence_whose_citation_is_not_in_the_corpus_is_dropped(forged: Citation) -> None:
    assert passing([_GOOD], [forged], _CORPUS, Language.EN) == ()


def test_a_sentence_without_citation_is_dropped() -> None:
    assert passing([_sentence("Hong Kong is open for business.")], [_RATE], _CORPUS, Language.EN) == ()


def test_a_sentence_with_an_unknown_citation_is_dropped() -> None:
    assert passing([_sentence("The tax rate is 8.25%.", 1, 3)], [_RATE], _CORPUS, Language.EN) == ()


@pytest.mark.parametrize(
    ("text", "written", "language"),
    [
        ("财资中心的税率为8.25%。", Language.ZH_HANT, Language.ZH_HANT),
        ("財資中心的稅率為8.25%。", Language.ZH_HANT, Language.ZH_HANS),
        ("財資中心的稅率為8.25%。", Language.ZH_HANT, Language.EN),
        ("The tax rate is 8.25%.", Language.EN, Language.ZH_HANT),
    ],
)
def test_a_sentence_in_the_wrong_script_is_dropped(text: str, written: Language, language: Language) -> None:
    citation = _citation("rate", language=written)

    assert passing([_sentence(text, 1)], [citation], _CORPUS, language) == ()


def test_a_simplified_sentence_rests_on_a_traditional_quote() -> None:
    sentence = _sentence("财资中心的税率为8.25%。", 1)
    citation = _citation("rate", language=Language.ZH_HANS)

    assert passing([sentence], [citation], _CORPUS, Language.ZH_HANS) == (sentence,)


def test_a_quotation_from_the_other_language_passes_and_words_of_it_do_not() -> None:
    quoted, said = _sentence("英文原文：The tax rate is 8.25%.", 1), _sentence("The rate is 8.25%.", 1)

    assert passing([quoted, said], [_RATE], _CORPUS, Language.ZH_HANS) == (quoted,)


def test_the_sentences_that_pass_keep_their_order() -> None:
    office = _sentence("The office opens in May 2025.", 2)

    assert passing([office, _sentence("No source says so."), _GOOD], [_RATE, _OFFICE], _CORPUS, Language.EN) == (
        office,
        _GOOD,
    )


@pytest.mark.parametrize("language", list(Language))
def test_every_fact_of_the_shipped_knowledge_passes(language: Language) -> None:
    shipped = Corpus(read_knowledge(_ROOT / "knowledge"), "v1")
    views = list(shipped.views(language).values())
    sentences = compose.write(views, language, load_words(_ROOT / "prompts", "messages")[language])

    assert passing(sentences, compose.cite(views, shipped, language, date(2026, 11, 22)), shipped, language) == (
        sentences
    )
