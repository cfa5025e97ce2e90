"""A comparison as lines of text, for a terminal of any width and for the clipboard."""

from bot.types import Table, TableRow


def table_lines(table: Table) -> list[str]:
    """A line a row's head and, indented below it, one a side: its name, what it has, the citation and its date."""
    return [line for row in table.rows for line in _row(table.heads, row)]


def _row(heads: tuple[str, str], row: TableRow) -> list[str]:
    sides = zip(heads, row.cells, strict=True)
    return [row.head, *(f"  {head}: {cell.text} [{cell.n}] ({cell.as_of})" for head, cell in sides)]
