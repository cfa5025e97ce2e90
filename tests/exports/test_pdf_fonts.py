from itertools import chain, product
from pathlib import Path

import pytest

from bot.exports.pdf_fonts import MISSING, Face, font_path, set_in
from bot.languages.scripts import simplify, traditionalise
from bot.types import Language

_ROOT = Path(__file__).parents[2]
_MOST_BYTES = 8_000_000
_NOT_IN_NOTO = set("ˍ𠮶")  # a sign of Big5; what OpenCC makes of Cantonese 嗰 in Simplified


def _shown(text: str, language: Language, *, bold: bool = False) -> list[tuple[str, str]]:
    return [(one.face.family, one.text) for one in set_in(text, language, bold=bold)]


def _lacking(characters: set[str], language: Language) -> list[str]:
    ordered = sorted(characters)
    return [one for one, shown in zip(ordered, set_in("".join(ordered), language), strict=True) if shown.substitute]


def _encoded(codec: str) -> set[str]:
    pairs = (bytes(pair).decode(codec, errors="ignore") for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)))
    return {text for text in pairs if len(text) == 1 and text.isalnum()}


@pytest.mark.parametrize("codec", ["gb2312", "big5"])
@pytest.mark.parametrize("language", list(Language))
def test_the_characters_of_both_scripts_are_there_in_every_document(codec: str, language: Language) -> None:
    assert _lacking(_encoded(codec) - _NOT_IN_NOTO, language) == []


def test_all_that_the_material_holds_is_there() -> None:
    files = chain((_ROOT / "knowledge").rglob("*.*"), (_ROOT / "prompts").rglob("*.toml"))
    text = "".join(sorted(set("".join(path.read_text(encoding="utf-8") for path in files))))
    shown = {one for one in text + simplify(text) + traditionalise(text) if one.isprintable()}

    assert _lacking(shown - _NOT_IN_NOTO, Language.ZH_HANT) == []


@pytest.mark.parametrize("text", ["咗嘅嘢喺咁哋嚟冇唔佢啲嗰", "①②⑳•–—“”「」『』《》€£¥￥＄½±≤≥‰℃", "㗎𠺢𨋢"])
@pytest.mark.parametrize("language", list(Language))
def test_cantonese_and_signs_are_there(text: str, language: Language) -> None:
    assert _lacking(set(text), language) == []


def test_each_script_has_its_own_forms() -> None:
    assert _shown("骨", Language.ZH_HANS) == [("sc", "骨")]
    assert _shown("骨", Language.ZH_HANT) == [("hk", "骨")]
    assert _shown("骨", Language.EN) == [("hk", "骨")]


def test_a_character_of_the_other_script_is_borrowed() -> None:
    assert _shown("说說", Language.ZH_HANT) == [("sc", "说"), ("hk", "說")]
    assert _shown("说說", Language.ZH_HANS) == [("sc", "说"), ("hk", "說")]


def test_a_title_in_the_other_script_has_its_forms_throughout() -> None:
    assert {family for family, _ in _shown("境内企业境外发行证券", Language.ZH_HANT)} == {"sc"}
    assert {family for family, _ in _shown("內地企業境外發行證券", Language.ZH_HANS)} == {"hk"}


def test_a_rare_character_of_a_heading_is_in_the_regular_weight() -> None:
    common, rare = set_in("一龘", Language.ZH_HANT, bold=True)

    assert (common.face.bold, rare.face.bold) == (True, False)


def test_what_no_font_has_becomes_a_box_as_wide_as_one() -> None:
    (one,) = set_in("🚀", Language.EN)

    assert (one.text, one.substitute, one.width) == (MISSING, True, 1.0)


def test_the_files_are_small_enough_to_ship() -> None:
    sizes = [font_path(family, bold=bold).stat().st_size for family in ("la", "sc", "hk") for bold in (False, True)]

    assert sum(sizes) <= _MOST_BYTES


def test_the_licence_stands_beside_the_fonts() -> None:
    folder = font_path("sc", bold=False).parent

    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert all(path.name in (folder / "ATTRIBUTION.md").read_text(encoding="utf-8") for path in folder.glob("*.woff"))


def test_a_face_knows_its_file() -> None:
    (one,) = set_in("a", Language.EN)
    face: Face = one.face

    assert face.path == font_path("la", bold=False)


def test_the_quotation_marks_of_english_are_narrow_and_those_of_chinese_wide() -> None:
    assert all(one.width < 0.6 for one in set_in("‘’“”·•", Language.EN))
    assert all(one.width == 1.0 for one in set_in("‘’“”·•", Language.ZH_HANS))
