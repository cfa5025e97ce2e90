"""A comparison as it is drawn on the page."""

from pathlib import Path

import pytest

from bot.interfaces.web.render import text
from bot.interfaces.web.table import draw
from bot.prompts import Words, load_words
from bot.types import Language, Table, TableCell, TableRow

_ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(_ROOT / "prompts", "interface")[Language.EN]


def _table(said: str) -> Table:
    cells = (TableCell(text=said, n=3, as_of="2025-06"), TableCell(text="17%.", n=4, as_of="2026-11", undated=True))
    return Table(heads=("A & <b>", "B"), rows=(TableRow(head="Rate", cells=cells),))


def test_each_cell_names_its_side_its_citation_and_its_date(words: Words) -> None:
    drawn = draw(words, _table("8.25%."), Language.EN, text)
    first, second = drawn.split("<td data-side=")[1:]
    assert first.startswith('"A &amp; &lt;b&gt;">8.25%.<button')
    assert 'data-cite="3"' in first
    assert "June 2025" in first
    assert second.startswith('"B">17%.<button')
    assert 'data-cite="4"' in second
    assert "November 2026" in second


def test_nothing_in_a_cell_is_markup(words: Words) -> None:
    drawn = draw(words, _table('<img src=x onerror="a()">'), Language.EN, text)
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=&quot;a()&quot;&gt;" in drawn
