"""A comparison as a table under an answer; on a narrow page each cell stands below the other, under its side's name."""

from collections.abc import Callable

from bot.languages.dates import spoken
from bot.prompts import Words
from bot.types import Language, Table, TableCell, TableRow


def draw(words: Words, table: Table, language: Language, escape: Callable[[str], str]) -> str:
    """HTML of the table; every text of it goes through `escape`."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(_row(words, table, row, language, escape) for row in table.rows)
    title = escape(words("table_title", one=table.heads[0], other=table.heads[1]))
    return (
        f'<table class="gg-compared"><caption>{title}</caption><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(words: Words, table: Table, row: TableRow, language: Language, escape: Callable[[str], str]) -> str:
    cells = (
        f'<td data-side="{escape(head)}">{_cell(words, cell, language, escape)}</td>'
        for head, cell in zip(table.heads, row.cells, strict=True)
    )
    return f'<tr><th scope="row">{escape(row.head)}</th>{"".join(cells)}</tr>'


def _cell(words: Words, cell: TableCell, language: Language, escape: Callable[[str], str]) -> str:
    label = escape(words("cite", n=cell.n))
    chip = f'<button type="button" class="gg-cite" data-cite="{cell.n}" aria-label="{label}">{cell.n}</button>'
    dated = escape(words("undated" if cell.undated else "as_of", date=spoken(cell.as_of, language)))
    return f"{escape(cell.text)}{chip} <small>{dated}</small>"
