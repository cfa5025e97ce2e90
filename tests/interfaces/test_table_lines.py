"""A comparison as text."""

from bot.interfaces.table_lines import table_lines
from bot.types import Table, TableCell, TableRow


def test_each_side_has_a_line_with_its_citation_and_date() -> None:
    cells = (TableCell(text="8.25%.", n=1, as_of="2016-06"), TableCell(text="8% or 10%.", n=2, as_of="2026-11"))
    table = Table(heads=("Hong Kong", "Singapore"), rows=(TableRow(head="Rate", cells=cells),))
    assert table_lines(table) == ["Rate", "  Hong Kong: 8.25%. [1] (2016-06)", "  Singapore: 8% or 10%. [2] (2026-11)"]
