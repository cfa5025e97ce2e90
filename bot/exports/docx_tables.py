"""Tables of the Word file: a head that is repeated on every page, hairlines, rows that stay whole."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from bot.exports import look
from bot.exports.docx_styles import element

_WIDTH = look.PAGE_WIDTH - 2 * look.SIDE
_INDENT = "108"  # twentieths of a point: by so much the sides of a table stand out else
_HAIRLINE = {"val": "single", "sz": "4", "space": "0", "color": look.RULE}


def add_table(word: WordDocument, shares: Sequence[int]) -> Table:
    """A table without rows whose columns divide the width of the page."""
    table: Table = word.add_table(rows=0, cols=len(shares))
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Pt(_WIDTH * share / sum(shares))
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", **_HAIRLINE))
    properties = table._tbl.tblPr
    properties.insert_element_before(element("w:tblInd", w=_INDENT, type="dxa"), "w:shd", "w:tblLayout", "w:tblLook")
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def add_row(table: Table, style: str, *, is_head: bool = False) -> list[Paragraph]:
    """A row's empty cells, as the paragraphs that stand in them, in the style of the id given."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
        cell.paragraphs[0]._p.style = style
        if is_head:
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=look.TINT))
    return [cell.paragraphs[0] for cell in row.cells]
