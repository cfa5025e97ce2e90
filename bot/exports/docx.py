"""Word, made with python-docx: real headings, tables and links, and fonts for each script."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from bot.exports import docx_styles as styles
from bot.exports import look
from bot.exports.docx_tables import add_row, add_table
from bot.exports.model import (
    Block,
    Document,
    Grid,
    Heading,
    Paragraph,
    Part,
    Run,
    SourceEntry,
    SourceList,
    Statement,
)
from bot.exports.words import ExportWords

_FIRST_ZIP_YEAR = 1980


def write_docx(document: Document, frame: ExportWords) -> bytes:
    """The document as the bytes of a .docx file, the same for the same document."""
    word = docx.Document()
    ids = styles.prepare(word, document.language)
    _describe(word, document)
    _page_numbers(word, document, frame)
    for part in document.parts:
        _Writer(word, part, ids).write()
    packed = io.BytesIO()
    word.save(packed)
    return _dated(packed.getvalue(), document.exported)


class _Writer:
    """Writes the blocks of one part in its language."""

    def __init__(self, word: WordDocument, part: Part, ids: Mapping[str, str]) -> None:
        self._word, self._part, self._ids = word, part, ids

    def write(self) -> None:
        for block in self._part.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self._fill(self._paragraph(look.HEADINGS[level]), [Run(text)])
            case Paragraph(kind, runs):
                self._fill(self._paragraph(look.PARAGRAPHS[kind]), runs)
            case Statement(mark, runs):
                style = look.ITEM if mark else look.SENTENCE
                self._fill(self._paragraph(style), runs, before=f"{mark}\t" if mark else "")
            case Grid():
                self._grid(block)
            case SourceList(title, entries):
                self._fill(self._paragraph(look.HEADINGS[3]), [Run(title)])
                for entry in entries:
                    self._entry(entry)

    def _grid(self, grid: Grid) -> None:
        self._fill(self._paragraph(look.CAPTION), grid.title)
        table = add_table(self._word, grid.shares)
        heads = add_row(table, self._ids[look.HEAD_CELL], is_head=True)
        for cell, head in zip(heads, grid.heads, strict=True):
            self._fill(cell, [Run(head)])
        for cells in grid.rows:
            for cell, runs in zip(add_row(table, self._ids[look.CELL]), cells, strict=True):
                self._fill(cell, runs)
        for row in table.rows:
            for column in grid.figures:
                row.cells[column].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._paragraph(look.GAP)

    def _entry(self, entry: SourceEntry) -> None:
        self._fill(self._paragraph(look.SOURCE), [entry.name], before=f"[{entry.n}]\t")
        self._fill(self._paragraph(look.SOURCE_MORE), [Run(entry.told)])
        if entry.quote:
            self._fill(self._paragraph(look.SOURCE_QUOTE), [Run(entry.quote)])
        if entry.others:
            self._fill(self._paragraph(look.SOURCE_MORE), [Run(entry.others)])
        self._fill(self._paragraph(look.SOURCE_ADDRESS), [entry.address])

    def _paragraph(self, style: str) -> WordParagraph:
        """A new paragraph; python-docx would look its style up by name among all of them each time."""
        paragraph = self._word.add_paragraph()
        paragraph._p.style = self._ids[style]
        return paragraph

    def _fill(self, paragraph: WordParagraph, runs: Iterable[Run], *, before: str = "") -> None:
        if before:
            self._run(paragraph, Run(before))
        for number, run in enumerate(filter(lambda run: run.text, runs)):
            self._run(paragraph, run, space=number > 0)

    def _run(self, paragraph: WordParagraph, run: Run, *, space: bool = False) -> None:
        written = paragraph.add_run(f"{' ' if space else ''}{run.text}")
        written._r.style = self._ids[styles.LINK if run.url else styles.CHARACTERS[run.tone]]
        styles.set_language(written, self._part.language)
        if run.url:
            link = styles.element("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            written._r.addprevious(link)
            link.append(written._r)


def _describe(word: WordDocument, document: Document) -> None:
    moment = document.exported.astimezone(UTC).replace(tzinfo=None)
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.author, document.author
    properties.language, properties.comments = document.language.value, ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _page_numbers(word: WordDocument, document: Document, frame: ExportWords) -> None:
    """At the foot of every page, in the words of the frame; the numbers are fields that Word fills in."""
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = look.FOOT
    before, between, after = frame.own("page", n="\n", total="\n").split("\n")
    for text, field in ((f"{document.title} · {before}", "PAGE"), (between, "NUMPAGES"), (after, "")):
        written = paragraph.add_run(text)
        styles.set_language(written, document.language)
        if field:
            paragraph._p.append(_field(field))


def _field(name: str) -> BaseOxmlElement:
    field, run, shown = styles.element("w:fldSimple", instr=name), styles.element("w:r"), styles.element("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    return field


def _dated(packed: bytes, exported: datetime) -> bytes:
    """The same archive, every member of it dated as the document is."""
    date = (max(exported.year, _FIRST_ZIP_YEAR), exported.month, exported.day, exported.hour, exported.minute, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, date), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
