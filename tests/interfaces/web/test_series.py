import pytest

from bot.interfaces.web import render
from bot.interfaces.web.conversation import Conversation, Turn
from bot.interfaces.web.view import View
from bot.languages.dates import spoken_period
from bot.types import Answer, Language, Series, SeriesPoint, Status
from tests.factories import source


def _drawn(view: View, series: Series, language: Language) -> str:
    answer = Answer(language=language, status=Status.ANSWERED, text="", id="a", series=series)
    page = render.thread(view, Conversation(Language.EN, (Turn("q", answer),)))
    return page.partition("<figure")[2].partition("</figure>")[0]


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


def test_each_value_stands_in_a_row_with_a_bar_of_its_length(view: View) -> None:
    drawn = _drawn(view, _SERIES, Language.EN)
    assert drawn.count("<tr>") == 4
    assert "2,620" in drawn
    assert "over 3,090" in drawn
    assert "--share:100.0%" in drawn
    assert "--share:50.0%" in drawn


def test_a_part_of_a_year_is_never_shown_as_the_whole(view: View) -> None:
    drawn = _drawn(view, _SERIES, Language.EN)
    assert "January to June 2026 <small>part of the year</small>" in drawn
    assert drawn.count("gg-part") == 1


def test_names_are_escaped_and_sources_linked_once(view: View) -> None:
    drawn = _drawn(view, _SERIES, Language.ZH_HANS)
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
