from decimal import Decimal

import pytest

from bot.types import Language
from tests.factories import corpus, document, fact, section, term, view

_ENGLISH = document(section(fact()))
_CHINESE = document(section(fact(text="稅率為8.25%。"), heading="稅率是多少？"), language=Language.ZH_HANT)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.EN, "The tax rate is 8.25%."),
        (Language.ZH_HANT, "稅率為8.25%。"),
        (Language.ZH_HANS, "稅率為8.25%。"),
    ],
)
def test_a_fact_is_seen_as_written_for_the_reader(language: Language, text: str) -> None:
    assert corpus(_ENGLISH, _CHINESE).view("rate", language).fact.text == text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("written", list(Language))
def test_a_fact_that_stands_in_one_language_alone_is_seen_by_every_reader(
    written: Language, language: Language
) -> None:
    one = corpus(document(section(fact()), language=written))

    assert one.view("rate", language).document.language is written


def test_readers_of_either_chinese_script_see_the_facts_of_both() -> None:
    sheets = [
        document(section(fact(id=language.value)), topic=language.value, language=language) for language in Language
    ]
    one = corpus(*sheets)

    assert [list(one.views(language)) for language in Language] == [
        ["en"],
        ["zh-Hans", "zh-Hant"],
        ["zh-Hans", "zh-Hant"],
    ]


def test_a_fact_in_no_language_is_unknown() -> None:
    with pytest.raises(KeyError):
        corpus(_ENGLISH, _CHINESE).view("none", Language.EN)


def test_a_view_knows_where_its_fact_stands() -> None:
    found = corpus(_ENGLISH, _CHINESE).views(Language.EN)

    assert {name: (one.fact, one.section, one.document) for name, one in found.items()} == {
        "rate": (fact(), section(fact()), _ENGLISH)
    }


def test_sheets_come_in_the_order_meant_for_readers() -> None:
    sheets = [document(section(), topic=topic, order=order) for topic, order in [("c", 1), ("b", 2), ("a", 2)]]

    assert [sheet.topic for sheet in corpus(*reversed(sheets)).documents(Language.EN)] == ["c", "a", "b"]


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_chinese_readers_get_the_chinese_sheets(language: Language) -> None:
    simplified = document(section(), topic="hans", language=Language.ZH_HANS)

    assert corpus(_ENGLISH, _CHINESE, simplified).documents(language) == [simplified, _CHINESE]


def test_a_corpus_is_as_new_as_its_newest_sheet() -> None:
    sheets = [document(section(), topic=date, updated=date) for date in ("2025-12-31", "2026-01-02", "2026-01-01")]

    assert corpus(*sheets).updated == "2026-01-02"


def test_terms_are_found_in_a_facts_title_heading_and_text() -> None:
    terms = (term("treasury centres", "甲", "甲"), term("tax rate", "乙", "乙"), term("trade", "丙", "丙"))
    one = corpus(_ENGLISH, terms=terms)

    assert one.named_in(one.view("rate", Language.EN)) == {"treasury centres", "tax rate"}


def test_the_years_of_a_view_are_those_it_states_and_covers() -> None:
    assert view(fact(text="In May 2023 it grew.", covers="2024-01/2025-09")).years == {"2023", "2024", "2025"}


def test_the_date_of_a_source_is_no_year_of_a_view() -> None:
    assert view(fact(as_of="2025-06-01")).years == frozenset()


def test_the_places_of_a_view_are_those_of_its_text_and_heading() -> None:
    one = view(fact(text="It opens in Japan."), heading="Is there an office in Korea?")

    assert one.places == {"JP", "KR"}


def test_a_view_shares_the_mainland_cities_of_its_whole_sheet() -> None:
    elsewhere = section(fact(id="other", text="Firms in Shenzhen and Japan."), id="b", phrasings=("from Shanghai",))
    one = corpus(document(section(fact()), elsewhere))

    assert one.view("rate", Language.EN).places == {"CN-SZ", "CN-SH"}


def test_the_day_on_which_a_statistic_came_out_is_no_year_of_it() -> None:
    assert view(fact(text="Published on 6 October 2025, it grew.", covers="2024")).years == {"2024"}


def test_a_view_has_the_counts_of_its_text_and_no_rates() -> None:
    assert view(fact(text="Of 560 firms, 298 pay 8.25%.")).counts == {Decimal(560), Decimal(298)}


def test_a_view_states_details() -> None:
    assert view(fact()).details == {"figure", "percentage", "quantity", "rate"}


def test_tokens_of_a_view_are_of_its_text_alone() -> None:
    assert view(fact(text="It pays half."), heading="Which levy?").tokens == {"pay", "half"}


def test_context_tokens_of_a_view_are_of_its_question_and_title() -> None:
    one = view(fact(text="It pays half."), heading="Which levy?", phrasings=("CTC burden",))

    assert one.context_tokens == {"levi", "ctc", "burden", "treasuri", "centr"}
