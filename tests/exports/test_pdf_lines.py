import pytest

from bot.exports.look import Look
from bot.exports.model import Run, Tone
from bot.exports.pdf_lines import break_lines
from bot.types import Language

_LOOK = Look(size=10)


def _lines(*runs: Run, ems: float, language: Language = Language.ZH_HANS) -> list[str]:
    return ["".join(piece.text for piece in line) for line in break_lines(runs, _LOOK, language, ems * 10)]


def test_chinese_breaks_between_any_two_characters() -> None:
    assert _lines(Run("企业财资中心税率"), ems=3) == ["企业财", "资中心", "税率"]


@pytest.mark.parametrize("mark", list("，。、；：？！）」』》”％"))
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    assert _lines(Run(f"企业财{mark}资"), ems=3.2) == ["企业", f"财{mark}资"]


@pytest.mark.parametrize("mark", list("（「『《“"))
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    lines = _lines(Run(f"企业{mark}财资"), ems=3.2)

    assert lines == ["企业", f"{mark}财资"]


def test_figures_and_words_stay_whole() -> None:
    assert _lines(Run("税率8.25%左右"), ems=4) == ["税率", "8.25%左", "右"]
    assert _lines(Run("one two three"), ems=5, language=Language.EN) == ["one two ", "three"]


def test_a_word_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    lines = _lines(Run("w" * 100), ems=5, language=Language.EN)

    assert "".join(lines) == "w" * 100
    assert len(lines) > 5


def test_an_address_breaks_after_its_signs() -> None:
    url = "https://example.org/one/two/three"

    lines = _lines(Run(url, url=url), ems=8, language=Language.EN)

    assert lines == ["https://example.", "org/one/two/", "three"]


def test_the_number_of_a_source_stays_with_its_sentence() -> None:
    lines = _lines(Run("税率。"), Run("[1]", Tone.CITE), ems=3.5)

    assert lines == ["税", "率。 [1]"]


def test_no_words_are_no_lines() -> None:
    assert _lines(Run(""), ems=5) == []
