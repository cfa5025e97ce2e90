import pytest

from bot.languages.tokens import analyse, phrases, surfaces


def test_english_words_are_stemmed_and_function_words_left_out() -> None:
    assert analyse("What are the tax rates for companies?") == ["tax", "rate", "compani"]


def test_chinese_runs_give_single_characters_then_pairs() -> None:
    assert analyse("财资中心") == ["财", "资", "中", "心", "财资", "资中", "中心"]


def test_words_that_frame_a_chinese_question_are_left_out() -> None:
    assert analyse("请问税率是多少？") == ["税", "率", "税率"]


def test_no_pair_spans_a_word_that_was_left_out() -> None:
    assert "税率" not in analyse("税的率")


def test_numbers_keep_their_point_and_percent_and_lose_their_commas() -> None:
    assert analyse("8.25% of 1,000 shares") == ["8.25%", "1000", "share"]


@pytest.mark.parametrize(("text", "token"), [("A+H listing", "a+h"), ("R&D centre", "r&d")])
def test_joined_letters_stay_one_token(text: str, token: str) -> None:
    assert analyse(text)[0] == token


def test_a_possessive_s_is_dropped() -> None:
    assert analyse("Hong Kong's economy") == analyse("Hong Kong economy")


def test_repeats_are_kept() -> None:
    assert analyse("tax, tax") == ["tax", "tax"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("內地企業出海專班", "内地企业出海专班"),
        ("點樣申請財資中心", "如何申请财资中心"),
        ("ＣＴＣ", "ctc"),
        ("company", "companies"),
    ],
)
def test_wordings_of_the_same_have_the_same_tokens(one: str, other: str) -> None:
    assert analyse(one) == analyse(other)


def test_mixed_text_is_read_in_order() -> None:
    assert analyse("InvestHK 财资 rate") == ["investhk", "财", "资", "财资", "rate"]


@pytest.mark.parametrize("text", ["", "the of and", "请问", "？！…"])
def test_a_text_that_says_nothing_has_no_tokens(text: str) -> None:
    assert analyse(text) == []


def test_a_surface_is_the_first_word_of_a_stem_and_a_chinese_token_itself() -> None:
    assert surfaces("Taxes, taxed 税率") == {"tax": "taxes", "税": "税", "率": "率", "税率": "税率"}


def test_the_surfaces_of_a_text_are_those_of_its_tokens() -> None:
    text = "CTC 税率 is 8.25% of R&D centres' profits"

    assert list(surfaces(text)) == list(dict.fromkeys(analyse(text)))


def test_a_phrase_is_two_stems_in_a_row_or_three_characters_with_the_stop_words_between_them() -> None:
    assert phrases("Pooling of cash, daily") == {"pool cash", "cash daili"}
    assert phrases("税的 率，1年內") == {"税的率", "1年内"}
    assert phrases("稅") == frozenset()
