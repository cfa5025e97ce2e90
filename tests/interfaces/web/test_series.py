from pathlib import Path

import pytest

from bot.interfaces.web.series import draw
from bot.languages.dates import spoken_period
from bot.prompts import Words, load_words
from bot.settings import Settings
from bot.types import Language, Series, SeriesPoint
from tests.factories import source


@pytest.fixture(scope="module")
def words() -> dict[Language, Words]:
    return load_words(Path(Settings().prompts_dir), "interface")


def _point(covers: str, value: float, *, part_of: str = "", mark: str = "") -> SeriesPoint:
    return SeriesPoint(covers=covers, value=value, part_of=part_of, mark=mark, source=source())


_SERIES = Series(
    indicator_id="firms",
    name="Firms <in> town",
    unit="firms",
    scope="all",
    points=(
        _point("2024", 2620),
        _point("2025", 3090, mark="at_least"),
        _point("2026-01/2026-06", 1545, part_of="2026"),
    ),
)


def test_each_value_stands_in_a_row_with_a_bar_of_its_length(words: dict[Language, Words]) -> None:
    drawn = draw(words[Language.EN], _SERIES, Language.EN)
    assert drawn.count("<tr>") == 4
    assert "2,620" in drawn
    assert "over 3,090" in drawn
    assert "--share:100.0%" in drawn
    assert "--share:50.0%" in drawn


def test_a_part_of_a_year_is_never_shown_as_the_whole(words: dict[Language, Words]) -> None:
    drawn = draw(words[Language.EN], _SERIES, Language.EN)
    assert "January to June 2026 <small>part of the year</small>" in drawn
    assert drawn.count("gg-part") == 1


def test_names_are_escaped_and_sources_linked_once(words: dict[Language, Words]) -> None:
    drawn = draw(words[Language.ZH_HANS], _SERIES, Language.ZH_HANS)
    assert "Firms &lt;in&gt; town（单位：firms）" in drawn
    assert drawn.count('href="https://example.org/gov"') == 1


@pytest.mark.parametrize(
    ("covers", "language", "said"),
    [
        ("2024", Language.EN, "2024"),
        ("2025-06-30", Language.EN, "30 June 2025"),
        ("2025-01/2025-09", Language.EN, "January to September 2025"),
        ("2025-01/2025-09", Language.ZH_HANS, "2025年1月至9月"),
        ("2024-10/2025-09", Language.ZH_HANT, "2024年10月至2025年9月"),
        ("2012/2025-09", Language.ZH_HANT, "2012年至2025年9月"),
        ("2012/2012", Language.ZH_HANT, "2012年至2012年"),
    ],
)
def test_a_period_is_said_in_words(covers: str, language: Language, said: str) -> None:
    assert spoken_period(covers, language) == said
