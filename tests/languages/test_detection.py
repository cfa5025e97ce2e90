import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.detection import detect_language, foreign_characters, is_in_script
from bot.types import Language

_EN, _HANS, _HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What tax rate does a corporate treasury centre pay?", _EN),
        ("hello", _EN),
        ("8.25%", _EN),
        ("", _EN),
        ("what is 財資中心 for?", _EN),
        ("企業財資中心的利得稅率是多少？", _HANT),
        ("集團喺香港開財資中心 啲利潤交幾多稅", _HANT),
        ("什麼是 corporate treasury centre", _HANT),
        ("企业财资中心的利得税率是多少？", _HANS),
        ("财资中心放在香港 利得税按多少算", _HANS),
        ("CTC 的申请条件", _HANS),
        ("“how to”是企业财资中心常见的提问方式吗", _HANS),
    ],
)
def test_a_question_is_taken_for_its_own_language(text: str, language: Language) -> None:
    assert detect_language(text) is language


@pytest.mark.parametrize(("default", "language"), [(_HANS, _HANS), (_HANT, _HANT), (_EN, _HANS)])
def test_the_default_decides_where_no_character_tells_the_scripts_apart(default: Language, language: Language) -> None:
    assert detect_language("一帶一路一带一路", default) is language


def test_the_default_does_not_outweigh_the_characters() -> None:
    assert detect_language("内地企业出海", _HANT) is _HANS


@given(st.text(), st.sampled_from(Language))
def test_any_text_has_a_language(text: str, default: Language) -> None:
    assert detect_language(text, default) in set(Language)


@given(st.text(alphabet="內内企業业一 aA1，。「」", max_size=30), st.sampled_from(Language))
def test_any_text_of_mixed_scripts_has_a_language(text: str, default: Language) -> None:
    assert detect_language(text, default) in set(Language)


@given(st.text(), st.sampled_from(Language))
def test_any_text_is_in_a_script_or_not(text: str, language: Language) -> None:
    assert is_in_script(text, language) in (True, False)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("A qualifying centre pays profits tax at 8.25%.", {_EN}),
        ("The Belt and Road (一帶一路) Office promotes trade.", {_EN, _HANS, _HANT}),
        ("合資格企業財資中心的利得稅率為8.25%。", {_HANT}),
        ("合资格企业财资中心的利得税率为8.25%。", {_HANS}),
        ("一年", {_HANS, _HANT}),
    ],
)
def test_a_text_is_shown_only_to_readers_of_its_script(text: str, languages: set[Language]) -> None:
    assert {language for language in Language if is_in_script(text, language)} == languages


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("税率为8.25%", Language.ZH_HANT, {"税", "为"}),
        ("稅率為8.25%", Language.ZH_HANT, set()),
        ("稅率為8.25%", Language.ZH_HANS, {"稅", "為"}),
        ("皇后大道", Language.ZH_HANT, set()),
        ("税率为8.25%", Language.EN, set()),
    ],
)
def test_characters_of_the_other_script_are_found(text: str, language: Language, foreign: set[str]) -> None:
    assert foreign_characters(text, language) == foreign
