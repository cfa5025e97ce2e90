import re

from hypothesis import given
from hypothesis import strategies as st

from bot.languages.alternatives import any_of
from bot.languages.scripts import is_han


def _one_by_one(names: list[str]) -> re.Pattern[str]:
    """What the pattern must find, written the slow way."""
    bounded = [
        ("" if is_han(name[0]) else "(?<![a-z0-9])") + re.escape(name) + ("" if is_han(name[-1]) else "(?![a-z0-9])")
        for name in sorted(names, key=lambda name: (-len(name), name))
    ]
    return re.compile("|".join(bounded) or "(?!)")


def _any_of(names: list[str]) -> re.Pattern[str]:
    return any_of(
        names,
        lambda first: "" if is_han(first) else "(?<![a-z0-9])",
        lambda last: "" if is_han(last) else "(?![a-z0-9])",
    )


_LETTERS = st.text("ab1 .港企", min_size=1, max_size=5)


@given(st.lists(_LETTERS, max_size=8), st.text("ab1 .港企", max_size=30))
def test_it_finds_what_trying_each_name_would_find(names: list[str], text: str) -> None:
    found = [match.span() for match in _any_of(names).finditer(text)]
    assert found == [match.span() for match in _one_by_one(names).finditer(text)]


def test_the_longest_name_counts_and_none_inside_a_word() -> None:
    pattern = _any_of(["tax", "tax rate", "香港", "香港稅務局"])
    assert pattern.findall("tax rate, taxi, tax; 香港稅務局在香港") == ["tax rate", "tax", "香港稅務局", "香港"]
