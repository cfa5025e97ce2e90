"""A comparison and a series of figures as tables."""

from collections.abc import Mapping

from bot.exports.model import Cell, Grid, Run, Tone
from bot.exports.text import one_line
from bot.exports.words import ExportWords
from bot.languages.dates import spoken_period
from bot.types import Series, SeriesPoint, Table, TableCell

_COMPARED, _MOVED = (1, 2, 2), (2, 2, 1)  # shares of the width


def cite(*numbers: int) -> Run:
    """Numbers of sources as they stand behind what rests on them."""
    return Run("".join(f"[{number}]" for number in numbers), Tone.CITE)


def compared(table: Table, words: ExportWords) -> Grid:
    """Two sides beside each other; each cell with its source and its date."""
    one, other = map(one_line, table.heads)
    rows = tuple((_plain(row.head), *(_side(cell, words) for cell in row.cells)) for row in table.rows)
    title = Run(words.page("table_title", one=one, other=other), Tone.STRONG)
    return Grid((title,), ("", one, other), rows, _COMPARED)


def moved(series: Series, numbers: Mapping[str, int], words: ExportWords) -> Grid:
    """A row a value: its period, how exact it is, and the number of its source."""
    title = words.page("series_title", name=one_line(series.name), unit=one_line(series.unit))
    heads = (words.page("series_period"), one_line(series.unit), words.own("series_source"))
    rows = tuple(
        (_period(point, words), _plain(_value(point, words)), (cite(numbers[point.source.id]),))
        for point in series.points
    )
    scope = (Run(one_line(series.scope), Tone.QUIET),) if series.scope else ()
    return Grid((Run(title, Tone.STRONG), *scope), heads, rows, _MOVED, figures=(1,))


def _plain(text: str) -> Cell:
    return (Run(one_line(text)),)


def _side(cell: TableCell, words: ExportWords) -> Cell:
    dated = words.as_of(cell.as_of, undated=cell.undated)
    return (Run(one_line(cell.text)), cite(cell.n), Run(dated, Tone.QUIET))


def _period(point: SeriesPoint, words: ExportWords) -> Cell:
    period = Run(spoken_period(point.covers, words.language))
    return (period, Run(words.page("series_part"), Tone.QUIET)) if point.part_of else (period,)


def _value(point: SeriesPoint, words: ExportWords) -> str:
    value = f"{point.value:,g}"
    return words.page(f"series_{point.mark}", value=value) if point.mark else value
