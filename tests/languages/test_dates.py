import pytest

from bot.languages.dates import short_years, spoken, years_between
from bot.types import Language


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2025-10-06", Language.EN, "6 October 2025"),
        ("2025-10", Language.EN, "October 2025"),
        ("2025", Language.EN, "2025"),
        ("2025-10-06", Language.ZH_HANT, "2025年10月6日"),
        ("2025-10", Language.ZH_HANS, "2025年10月"),
        ("2025", Language.ZH_HANS, "2025年"),
        ("", Language.EN, ""),
    ],
)
def test_dates_are_written_as_people_write_them(iso: str, language: Language, words: str) -> None:
    assert spoken(iso, language) == words


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("startups 23 / 24 / 25, going up?", {"2023", "2024", "2025"}),
        ("23、24、25年各有多少", {"2023", "2024", "2025"}),
        ("24 vs 25", {"2024", "2025"}),
        ("从22年到24年", {"2022", "2024"}),
        ("23年同24年比", {"2023", "2024"}),
        ("18, 19 or 20 days", set()),
        ("20 vs 25 employees", set()),
        ("FY2024/25", set()),
        ("第24、25条", set()),
        ("20至25年期贷款", set()),
        ("18至24个月", set()),
    ],
)
def test_a_list_of_numbers_is_of_years_where_it_can_be_nothing_else(text: str, years: set[str]) -> None:
    assert short_years(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023到2025", {"2024"}),
        ("from 2022 to 2025", {"2023", "2024"}),
        ("22年至24年", {"2023"}),
        ("2011 to 2025", set()),
        ("2023-24", set()),
        ("2025-12 to 2026-01", set()),
    ],
)
def test_a_short_span_holds_the_years_between_its_ends(text: str, years: set[str]) -> None:
    assert years_between(text) == years
