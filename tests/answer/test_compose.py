from datetime import date
from pathlib import Path

import pytest

from bot.answer.compose import cite, disagree, freshness, in_script, is_live, join, write
from bot.answer.corpus import Corpus
from bot.prompts import load_words
from bot.types import Citation, Fact, Freshness, Language, Sentence
from tests.factories import corpus, corpus_of, document, fact, knowledge, section, source, view

_WORDS = load_words(Path(__file__).parents[2] / "prompts", "messages")
_TODAY = date(2026, 1, 2)
_CHINESE = fact(text="財資中心的稅率為8.25%。")


@pytest.mark.parametrize(
    ("language", "shown"),
    [(Language.EN, "稅率"), (Language.ZH_HANT, "稅率"), (Language.ZH_HANS, "税率")],
)
def test_only_simplified_readers_see_another_script_than_the_sheets(language: Language, shown: str) -> None:
    assert in_script("稅率", language) == shown


@pytest.mark.parametrize(
    ("text", "written", "language", "shown"),
    [
        ("「稅率」", Language.ZH_HANT, Language.ZH_HANS, "“税率”"),
        ("联系人与企业", Language.ZH_HANS, Language.ZH_HANT, "聯繫人與企業"),
        ("Tax 稅率 税率", Language.EN, Language.ZH_HANS, "Tax 稅率 税率"),
        ("Tax 稅率 税率", Language.EN, Language.ZH_HANT, "Tax 稅率 税率"),
        ("税率", Language.ZH_HANS, Language.EN, "税率"),
    ],
)
def test_a_text_is_put_from_either_chinese_script_into_the_other(
    text: str, written: Language, language: Language, shown: str
) -> None:
    assert in_script(text, language, written) == shown


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("text", ["稅率與“税率”", "发展與髮型", "支援 支持 「」"])
def test_a_text_in_the_readers_own_script_is_not_touched(text: str, language: Language) -> None:
    assert in_script(text, language, language) == text


def test_a_citation_quotes_the_sheet_word_for_word() -> None:
    both = knowledge(document(section(fact(source_ids=("gov", "press")))), sources=(source(), source("press")))
    one = Corpus(both, "v1")

    assert cite([one.view("rate", Language.EN)], one, Language.EN, _TODAY) == (
        Citation(
            n=1,
            document_id="treasury",
            passage_id="en/treasury#rate",
            heading="What is the tax rate?",
            quote="The tax rate is 8.25%.",
            quote_language=Language.EN,
            source=source(),
            other_sources=(source("press"),),
            as_of="2025-06-01",
            undated=False,
            freshness=Freshness.CURRENT,
        ),
    )


def test_a_simplified_reader_sees_the_heading_in_simplified_and_the_quote_as_published() -> None:
    one = corpus(document(section(_CHINESE, heading="稅率是多少？"), language=Language.ZH_HANT))

    (citation,) = cite([one.view("rate", Language.ZH_HANS)], one, Language.ZH_HANS, _TODAY)

    assert (citation.heading, citation.quote, citation.quote_language) == (
        "税率是多少？",
        "財資中心的稅率為8.25%。",
        Language.ZH_HANT,
    )


def test_each_fact_is_a_sentence_that_rests_on_its_own_citation() -> None:
    views = [view(fact(text="In May 2025 it paid 8.25%.")), view(fact(text="It paid 5% or 5%.", as_of="2024"))]

    assert write(views, Language.EN, _WORDS[Language.EN]) == (
        Sentence(text="In May 2025 it paid 8.25%.", citations=(1,), figures=("May 2025", "8.25%"), as_of="2025-06-01"),
        Sentence(text="It paid 5% or 5%.", citations=(2,), figures=("5%",), as_of="2024"),
    )


def test_a_sentence_is_written_in_the_readers_script() -> None:
    one = corpus_of(_CHINESE, language=Language.ZH_HANT).view("rate", Language.ZH_HANS)

    assert [sentence.text for sentence in write([one], Language.ZH_HANS, _WORDS[Language.ZH_HANS])] == [
        "财资中心的税率为8.25%。"
    ]


@pytest.mark.parametrize(
    ("written", "reader", "text"),
    [
        (Language.EN, Language.ZH_HANS, "英文原文：The tax rate is 8.25%."),
        (Language.EN, Language.ZH_HANT, "英文原文：The tax rate is 8.25%."),
        (Language.ZH_HANT, Language.EN, "In the Chinese original: 財資中心的稅率為8.25%。"),
    ],
)
def test_a_fact_in_the_other_language_alone_is_quoted_with_its_language(
    written: Language, reader: Language, text: str
) -> None:
    one = corpus_of(fact() if written is Language.EN else _CHINESE, language=written).view("rate", reader)

    (sentence,) = write([one], reader, _WORDS[reader])

    assert (sentence.text, sentence.figures) == (text, ("8.25%",))


def test_a_simplified_text_is_written_in_traditional_for_its_reader_and_quoted_as_it_stands() -> None:
    simplified = fact(text="财资中心的费率为8.25%。")
    one = corpus(document(section(simplified, heading="费率是多少？"), language=Language.ZH_HANS))
    found = one.view("rate", Language.ZH_HANT)

    (sentence,) = write([found], Language.ZH_HANT, _WORDS[Language.ZH_HANT])
    (citation,) = cite([found], one, Language.ZH_HANT, _TODAY)

    assert (sentence.text, citation.heading, citation.quote, citation.quote_language, citation.passage_id) == (
        "財資中心的費率為8.25%。",
        "費率是多少？",
        "财资中心的费率为8.25%。",
        Language.ZH_HANS,
        "zh-Hans/treasury#rate",
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.EN, "One. [1] Two. [2][3]"), (Language.ZH_HANT, "One. [1]\nTwo. [2][3]")],
)
def test_sentences_are_joined_with_their_marks(language: Language, text: str) -> None:
    sentences = [
        Sentence(text="One.", citations=(1,), figures=(), as_of="2025"),
        Sentence(text="Two.", citations=(2, 3), figures=(), as_of="2025"),
    ]

    assert join(sentences, language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.EN, "One. [1] (Old.) Two. [2]"), (Language.ZH_HANT, "One. [1]（Old.）\nTwo. [2]")],
)
def test_a_remark_stands_in_brackets_behind_the_marks(language: Language, text: str) -> None:
    sentences = [
        Sentence(text="One.", citations=(1,), figures=(), as_of="2025", remark="Old."),
        Sentence(text="Two.", citations=(2,), figures=(), as_of="2025"),
    ]

    assert join(sentences, language) == text


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (fact(as_of="2023-01-02"), Freshness.CURRENT),
        (fact(as_of="2023-01-01"), Freshness.AGEING),
        (fact(as_of="2024-07-02", covers="2023"), Freshness.CURRENT),
        (fact(as_of="2024-07-01", covers="2023"), Freshness.AGEING),
        (fact(as_of="2025-01-02", text="The 2025-26 Budget set it."), Freshness.CURRENT),
        (fact(as_of="2025-01-01", text="The 2025-26 Budget set it."), Freshness.AGEING),
        (fact(as_of="2023"), Freshness.CURRENT),
        (fact(as_of="2022"), Freshness.AGEING),
        (fact(as_of="2026-01-01", undated=True), Freshness.AGEING),
        (fact(as_of="", undated=True), Freshness.AGEING),
        (fact(as_of="", undated=True, superseded_by="new"), Freshness.SUPERSEDED),
        (fact(as_of="2026-01-01", superseded_by="new"), Freshness.SUPERSEDED),
    ],
)
def test_a_fact_ages_at_the_time_set_for_its_review(one: Fact, expected: Freshness) -> None:
    assert freshness(view(one), _TODAY) is expected


def test_a_fact_is_as_old_in_chinese_as_in_english() -> None:
    english = fact(text="The 2024-25 Budget set it.", as_of="2024-02")
    chinese = fact(text="2024-25年度財政預算案訂立了它。", as_of="2024-02")
    both = corpus(document(section(english)), document(section(chinese), language=Language.ZH_HANT))

    aged = [cite([both.view("rate", one)], both, one, _TODAY)[0].freshness for one in Language]

    assert aged == [Freshness.AGEING] * 3


@pytest.mark.parametrize(
    ("one", "expected"), [(fact(), True), (fact(disputed=True), False), (fact(superseded_by="new"), False)]
)
def test_only_a_fact_that_still_counts_is_live(one: Fact, expected: bool) -> None:
    assert is_live(one) is expected


_ONE, _OTHER = fact(id="one", conflicts=("other",)), fact(id="other", conflicts=("one",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([_ONE, _OTHER], True),
        ([_ONE], False),
        ([fact(id="lead"), _ONE, _OTHER], False),
        ([fact(), fact(id="two")], False),
        ([_ONE, fact(id="other", conflicts=("one",), disputed=True)], False),
        ([_ONE, fact(id="other", conflicts=("one",), superseded_by="one")], False),
    ],
    ids=["both live", "one alone", "beside the lead", "no conflict", "disputed", "superseded"],
)
def test_facts_disagree_when_a_live_one_conflicts_with_the_lead(facts: list[Fact], expected: bool) -> None:
    assert disagree([view(one) for one in facts]) is expected


def test_what_is_remarked_on_sentences_in_a_row_is_said_once_after_them() -> None:
    sentences = [
        Sentence(text=text, citations=(number,), figures=(), as_of="2024", remark=remark)
        for number, (text, remark) in enumerate((("One.", "Old."), ("Two.", "Old."), ("Three.", "")), 1)
    ]

    assert join(sentences, Language.EN) == "One. [1] Two. [2] (Old.) Three. [3]"
