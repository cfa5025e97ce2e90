"""Lays a document out on pages: every word and rule gets its place before anything is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.exports import look
from bot.exports.look import LOOKS, Look
from bot.exports.model import Block, Document, Grid, Heading, Paragraph, Run, SourceEntry, SourceList, Statement
from bot.exports.pdf_lines import Line, break_lines
from bot.exports.pdf_marks import Bookmark, Box, Mark, place
from bot.exports.pdf_rows import WIDTH, Row, rows
from bot.types import Language

_FLOOR = look.PAGE_HEIGHT - look.BOTTOM
_COMPANY = 48.0  # points of what follows that a heading keeps on its page
_SHORT = 4  # lines; a paragraph that is no longer stays whole
_LOW = 240.0  # points; a table that is no higher stays whole
_LISTED = (1, 2)  # levels of headings in the outline
_BAR = 2.0
_PAD = 4.0  # points above and below the words of a tinted paragraph
_BAR_BEFORE = 8.0  # points from a bar to the words at its right


def lay_out(document: Document) -> list[list[Mark]]:
    """What is on each page, in the order in which it is drawn; the feet are not yet on them."""
    layout = _Layout()
    for part in document.parts:
        for block in part.blocks:
            layout.add(block, part.language)
    return layout.pages


class _Layout:
    """Fills pages from the top down."""

    def __init__(self) -> None:
        self.pages: list[list[Mark]] = [[]]
        self._y = look.TOP

    def add(self, block: Block, language: Language) -> None:
        """Put a block below what is there."""
        match block:
            case Heading(level, text):
                self._heading(level, text, language)
            case Paragraph(kind, runs):
                self._write(runs, LOOKS[look.PARAGRAPHS[kind]], language)
            case Statement(mark, runs):
                self._write(runs, LOOKS[look.ITEM if mark else look.SENTENCE], language, mark)
            case Grid():
                self._grid(block, language)
            case SourceList(title, entries):
                self._heading(3, title, language)
                for entry in entries:
                    self._entry(entry, language)

    def _heading(self, level: int, text: str, language: Language) -> None:
        style = LOOKS[look.HEADINGS[level]]
        lines = break_lines([Run(text)], style, language, WIDTH)
        self._need(style.before + len(lines) * style.size * style.line + _COMPANY)
        if level in _LISTED:
            self._draw([Bookmark(self._y, level - 1, text)])
        self._lines(lines, style)

    def _write(self, runs: Sequence[Run], style: Look, language: Language, mark: str = "") -> None:
        lines = break_lines(runs, style, language, WIDTH - style.left)
        together = len(lines) if len(lines) <= _SHORT else 2
        self._need(style.before + together * style.size * style.line + (_COMPANY if style.keep else 0))
        marked = break_lines([Run(mark)], style, language, WIDTH) if mark else [()]
        self._lines(lines, style, marked[0])

    def _entry(self, entry: SourceEntry, language: Language) -> None:
        written = (
            (entry.name, look.SOURCE, f"[{entry.n}]"),
            (Run(entry.told), look.SOURCE_MORE, ""),
            (Run(entry.quote), look.SOURCE_QUOTE, ""),
            (Run(entry.others), look.SOURCE_MORE, ""),
            (entry.address, look.SOURCE_ADDRESS, ""),
        )
        shown = [(run, LOOKS[name], mark) for run, name, mark in written if run.text]
        height = sum(_height(run, style, language) for run, style, _ in shown)
        self._need(height if height <= _LOW else 0)
        for run, style, mark in shown:
            self._write([run], replace(style, keep=False), language, mark)

    def _lines(self, lines: Sequence[Line], style: Look, marked: Line = ()) -> None:
        self._y += style.before if self._y > look.TOP else 0
        height, left, pad = style.size * style.line, look.SIDE + style.left, _PAD if style.fill else 0
        for number, line in enumerate(lines):
            self._need(height)
            above, below = pad * (number == 0), pad * (number == len(lines) - 1)
            whole = above + height + below
            if style.fill:
                self._draw([Box(look.SIDE, self._y, WIDTH, whole, style.fill)])
            if style.rule:
                self._draw([Box(left - _BAR_BEFORE, self._y, _BAR, whole, style.rule)])
            if number == 0:
                self._draw(place(marked, left - style.hang, self._y + above, height))
            self._draw(place(line, left, self._y + above, height))
            self._y += whole
        self._y += style.after

    def _grid(self, grid: Grid, language: Language) -> None:
        head, body = rows(grid, language)
        height = head.height + sum(row.height for row in body)
        self._need(_COMPANY + (height if height <= _LOW else head.height + body[0].height))
        self._write(grid.title, LOOKS[look.CAPTION], language)
        # A head that would fill the pages on which it is repeated is a row like any other.
        repeated = [head] if head.height <= _LOW else []
        self._over_pages(head, [])
        for row in body:
            self._over_pages(row, repeated)
        self._y += LOOKS[look.NORMAL].after

    def _over_pages(self, row: Row, heads: Sequence[Row]) -> None:
        rest: Row | None = row
        while rest:
            if self._y + rest.height > _FLOOR:
                self._new_page()
                for head in heads:
                    self._row(head)
            shown, rest = rest.split(_FLOOR - self._y)
            self._row(shown)

    def _row(self, row: Row) -> None:
        self._draw(row.marks(self._y))
        self._y += row.height

    def _draw(self, marks: Iterable[Mark]) -> None:
        self.pages[-1].extend(marks)

    def _need(self, height: float) -> None:
        if self._y + height > _FLOOR and self._y > look.TOP:
            self._new_page()

    def _new_page(self) -> None:
        self.pages.append([])
        self._y = look.TOP


def _height(run: Run, style: Look, language: Language) -> float:
    lines = break_lines([run], style, language, WIDTH - style.left)
    return style.before + len(lines) * style.size * style.line + style.after
