import pytest

from bot.languages.dates import spoken
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
