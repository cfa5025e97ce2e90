import pytest

from bot.languages.places import is_mainland, places_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Does Japan have an office?", {"JP"}),
        ("日本辦事處", {"JP"}),
        ("日本办事处", {"JP"}),
        ("London", {"GB"}),
        ("British firms", {"GB"}),
        ("英國", {"GB"}),
        ("Tokyo and Seoul", {"JP", "KR"}),
        ("南韓企業", {"KR"}),
        ("Dubai", {"AE"}),
        ("迪拜", {"AE"}),
        ("沙特阿拉伯", {"SA"}),
        ("Saudi Arabia", {"SA"}),
        ("東盟的越南、泰國", {"VN", "TH"}),
        ("Kuala Lumpur", {"MY"}),
        ("廣州", {"CN-GZ"}),
        ("Shenzhen", {"CN-SZ"}),
        ("from the US", {"US"}),
        ("the UAE", {"AE"}),
        ("澳門", {"MO"}),
        ("ＪＡＰＡＮ", {"JP"}),
    ],
)
def test_a_place_is_found_by_its_name_in_any_script(text: str, codes: set[str]) -> None:
    assert places_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Hong Kong and the Mainland",
        "中國香港",
        "China",
        "the European Union",
        "tell us more",
        "US$5 million",
        "a woman in business",
        "Thailands",
        "",
    ],
)
def test_home_and_words_that_only_look_alike_are_no_places(text: str) -> None:
    assert places_in(text) == frozenset()


@pytest.mark.parametrize(("code", "expected"), [("CN-SH", True), ("JP", False), ("MO", False)])
def test_only_cities_and_provinces_of_the_mainland_are_mainland(code: str, expected: bool) -> None:
    assert is_mainland(code) is expected
