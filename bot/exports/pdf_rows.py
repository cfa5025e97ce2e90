"""A row of a table in a PDF; one that is higher than the rest of a page goes on at the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.exports import look
from bot.exports.look import LOOKS, Look
from bot.exports.model import Cell, Grid, Run
from bot.exports.pdf_lines import Line, break_lines
from bot.exports.pdf_marks import Box, Mark, place
from bot.types import Language

WIDTH = look.PAGE_WIDTH - 2 * look.SIDE
_PAD = 6.0  # points between the sides of a cell and its words
_HAIR = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as lines; `widths` in points, `figures` the columns that are set flush right."""

    cells: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...]
    style: Look

    @property
    def height(self) -> float:
        """Points, with the space above and below the words."""
        return self.style.before + max(map(len, self.cells)) * self._line + self.style.after

    @property
    def _line(self) -> float:
        return self.style.size * self.style.line

    def split(self, room: float) -> tuple["Row", "Row | None"]:
        """What has room, a line at the least, and what has not."""
        count = max(1, int((room - self.style.before - self.style.after) / self._line))
        rest = tuple(lines[count:] for lines in self.cells)
        kept = replace(self, cells=tuple(lines[:count] for lines in self.cells))
        return kept, replace(self, cells=rest) if any(rest) else None

    def marks(self, top: float) -> Iterator[Mark]:
        """The row with a hairline below it."""
        if self.style.fill:
            yield Box(look.SIDE, top, WIDTH, self.height, self.style.fill)
        x = look.SIDE
        for column, (lines, width) in enumerate(zip(self.cells, self.widths, strict=True)):
            for number, line in enumerate(lines):
                used = line[-1].x + line[-1].width
                start = x + width - _PAD - used if column in self.figures else x + _PAD
                yield from place(line, start, top + self.style.before + number * self._line, self._line)
            x += width
        yield Box(look.SIDE, top + self.height - _HAIR, WIDTH, _HAIR, look.RULE)


def rows(grid: Grid, language: Language) -> tuple[Row, list[Row]]:
    """The head of a table, and its rows."""
    head = _row(grid, tuple((Run(text),) for text in grid.heads), LOOKS[look.HEAD_CELL], language)
    return head, [_row(grid, cells, LOOKS[look.CELL], language) for cells in grid.rows]


def _row(grid: Grid, cells: Sequence[Cell], style: Look, language: Language) -> Row:
    widths = tuple(share / sum(grid.shares) * WIDTH for share in grid.shares)
    broken = tuple(
        tuple(break_lines(runs, style, language, width - 2 * _PAD)) for runs, width in zip(cells, widths, strict=True)
    )
    return Row(broken, widths, grid.figures, style)
