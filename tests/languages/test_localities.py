import pytest

from bot.languages.localities import districts_in, is_locality


@pytest.mark.parametrize(
    "name", ["Kowloon", "Tsim Sha Tsui", "尖沙咀", "Wenzhou", "蘇州", "Guangdong Province", "Kowloon East"]
)
def test_cities_and_districts_are_localities(name: str) -> None:
    assert is_locality(name)


@pytest.mark.parametrize("name", ["Suzhou Nova Park", "Nova", "East", "", "Jordanian Bank"])
def test_other_names_are_not(name: str) -> None:
    assert not is_locality(name)


def test_districts_are_found_in_either_script() -> None:
    assert districts_in("灣仔 and Wanchai, Mong Kok") == {"wan chai", "mong kok"}


def test_a_district_whose_name_is_a_word_is_not_read_from_text() -> None:
    assert districts_in("the central bank") == set()
