import pytest

from bot.languages.terms import TermIndex
from tests.factories import term

_CENTRE = term(
    "corporate treasury centre", "企业财资中心", "企業財資中心", "CTC", "treasury hub", "财资中心", "司库中心"
)
_AUTHORITY = term("Hong Kong Monetary Authority", "香港金融管理局", "香港金融管理局", "HKMA", "金管局", "M")
_INDEX = TermIndex([_CENTRE, _AUTHORITY])


@pytest.mark.parametrize(
    "text",
    [
        "a corporate treasury centre in Hong Kong",
        "What is a CTC?",
        "ctc",
        "企業財資中心是甚麼",
        "企业财资中心",
        "財資中心",
        "what does a Treasury Hub do",
    ],
)
def test_a_term_is_found_by_any_of_its_forms(text: str) -> None:
    assert _INDEX.named_in(text) == {"corporate treasury centre"}


def test_all_terms_of_a_text_are_found() -> None:
    assert _INDEX.named_in("Does the HKMA supervise a CTC?") == {
        "corporate treasury centre",
        "Hong Kong Monetary Authority",
    }


@pytest.mark.parametrize("text", ["CTCs2", "actc", "HKMAX", "an m", "treasury"])
def test_part_of_a_word_is_no_term(text: str) -> None:
    assert _INDEX.named_in(text) == frozenset()


def test_a_latin_name_is_found_beside_chinese_characters() -> None:
    assert _INDEX.named_in("点解CTC要交税") == {"corporate treasury centre"}


def test_the_longest_form_wins() -> None:
    index = TermIndex([term("treasury", "司库", "司庫"), term("treasury centre", "司库中心", "司庫中心")])

    assert index.named_in("treasury centre") == {"treasury centre"}


def test_the_first_of_two_terms_with_one_form_is_taken() -> None:
    index = TermIndex([term("first", "甲", "甲", "shared"), term("second", "乙", "乙", "shared")])

    assert index.named_in("shared") == {"first"}


@pytest.mark.parametrize(
    ("text", "chinese", "official"),
    [
        ("What is a CTC?", False, "what is a corporate treasury centre?"),
        ("司库中心是什么", True, "企业财资中心是什么"),
        ("金管局 and CTC", False, "hong kong monetary authority and corporate treasury centre"),
        ("nothing here", False, "nothing here"),
    ],
)
def test_names_are_replaced_by_the_official_term(text: str, chinese: bool, official: str) -> None:
    assert _INDEX.official(text, chinese=chinese) == official


def test_an_index_without_terms_finds_none() -> None:
    assert TermIndex([]).named_in("CTC") == frozenset()
