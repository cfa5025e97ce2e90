import pytest

from bot.languages.people import people_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("局長丘應樺督導", {"丘应桦"}),
        ("由陈大文局长督导", {"陈大文"}),
        ("行政長官李家超公布", {"李家超"}),
        ("欧阳小明先生", {"欧阳小明"}),
        ("企业财资中心的税率", frozenset()),
        ("主席於2025年說", frozenset()),
        ("Algernon Yau", frozenset()),
    ],
)
def test_a_surname_beside_a_title_is_a_person(text: str, people: set[str]) -> None:
    assert people_in(text) == people
