"""Tables and lines in the terminal."""

from rich.console import Console
from rich.table import Table


def make_table(*columns: str) -> Table:
    """An empty table whose cells fold and are never cut."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", justify="left" if place == 0 else "default")
    return table


def show(content: Table | str) -> None:
    """Print as it is: nothing in it is markup."""
    Console().print(content, highlight=False, markup=False)
