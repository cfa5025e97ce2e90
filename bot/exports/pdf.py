"""PDF, made with fpdf2: fonts embedded, links, an outline, page numbers; the same bytes for the same document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fpdf import FPDF, ViewerPreferences

from bot.exports import look
from bot.exports.look import LOOKS
from bot.exports.model import Document, Paragraph, ParagraphKind, Part, Run
from bot.exports.pdf_fonts import font_path
from bot.exports.pdf_layout import lay_out
from bot.exports.pdf_lines import break_lines
from bot.exports.pdf_marks import Bookmark, Box, Mark, Text, place
from bot.exports.words import ExportWords

_FOOT = 44.0  # points from the lower edge of the page to the top of its foot


def write_pdf(document: Document, frame: ExportWords) -> bytes:
    """The document as the bytes of a PDF; what its fonts lack shows as a box, and a last line says so."""
    pages = lay_out(document)
    if any(isinstance(mark, Text) and mark.piece.substituted for page in pages for mark in page):
        pages = lay_out(_with_note(document, frame))
    pdf = _begin(document)
    drawn = [
        [*page, *_foot(document, frame.own("page", n=number, total=len(pages)))] for number, page in enumerate(pages, 1)
    ]
    _add_fonts(pdf, drawn)
    for page in drawn:
        pdf.add_page()
        _draw(pdf, page)
    return bytes(pdf.output())


def _with_note(document: Document, frame: ExportWords) -> Document:
    note = Paragraph(ParagraphKind.META, (Run(frame.own("missing_character")),))
    return replace(document, parts=(*document.parts, Part(document.language, (note,))))


def _begin(document: Document) -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.alias_nb_pages("")
    pdf.set_title(document.title)
    pdf.set_author(document.author)
    pdf.set_creator(document.author)
    pdf.set_lang(look.REGION[document.language])
    pdf.set_creation_date(document.exported)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


def _add_fonts(pdf: FPDF, pages: Iterable[Sequence[Mark]]) -> None:
    """Those that are used; each takes a fifth of a second to read."""
    used = {(mark.piece.face.family, mark.piece.face.bold) for page in pages for mark in page if isinstance(mark, Text)}
    for family, bold in sorted(used):
        pdf.add_font(family, "B" if bold else "", font_path(family, bold=bold))


def _foot(document: Document, counted: str) -> Iterator[Mark]:
    line = break_lines([Run(f"{document.title} · {counted}")], LOOKS[look.FOOT], document.language, look.PAGE_WIDTH)[0]
    return place(line, look.SIDE, look.PAGE_HEIGHT - _FOOT, LOOKS[look.FOOT].size)


def _draw(pdf: FPDF, marks: Iterable[Mark]) -> None:
    for mark in marks:
        match mark:
            case Text():
                _draw_text(pdf, mark)
            case Box():
                pdf.set_fill_color(f"#{mark.colour}")
                pdf.rect(mark.x, mark.y, mark.width, mark.height, style="F")
            case Bookmark():
                pdf.set_y(mark.y)
                pdf.start_section(mark.title, mark.level)


def _draw_text(pdf: FPDF, mark: Text) -> None:
    piece = mark.piece
    pdf.set_font(piece.face.family, "B" if piece.face.bold else "", piece.size)
    pdf.set_text_color(f"#{piece.colour}")
    pdf.text(mark.x, mark.y, piece.text)
    if piece.url:
        pdf.link(mark.x, mark.y - piece.size, piece.width, piece.size * 1.3, piece.url)
