"""What a reader finds in an exported file: its words without white space, page feet and marks of lists."""

import io
import re
from collections.abc import Iterator

import docx
from docx.table import Table
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader

from bot.exports.formats import Format

_FOOT = re.compile(r"^.* · (?:Page|第).*\d+(?: of |页，共|頁，共)\d+[页頁]?$", re.MULTILINE)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("•", "")


def words(content: bytes, written: Format) -> str:
    """All of the words, in order."""
    read = {Format.MARKDOWN: _markdown, Format.DOCX: _docx, Format.PDF: _pdf}
    return squeezed(read[written](content))


def tokens(content: bytes) -> Iterator[Token]:
    """What a Markdown reader that lets HTML through finds, depth first."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(content.decode()):
        yield token
        yield from token.children or ()


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def _markdown(content: bytes) -> str:
    found = []
    automatic = ""
    for token in tokens(content):
        if token.type == "list_item_open" and token.info:
            found.append(f"{token.info}{token.markup}")
        elif token.type == "link_open" and token.info == "auto":
            automatic = str(token.attrs["href"])
        elif token.type == "text":
            # A reader of Markdown shows an address decoded.
            found.append(automatic or token.content)
        elif token.type == "link_close":
            automatic = ""
        if token.type in ("softbreak", "hardbreak", "inline"):
            found.append("\n")
    return "".join(found)


def _docx(content: bytes) -> str:
    found = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return "\n".join(found)


def _pdf(content: bytes) -> str:
    return "\n".join(_FOOT.sub("", page) for page in pages(content))
