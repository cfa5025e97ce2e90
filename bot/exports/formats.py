"""The formats in which a conversation is exported."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.exports.conversation import Conversation
from bot.exports.document import build_document
from bot.exports.docx import write_docx
from bot.exports.markdown import write_markdown
from bot.exports.model import Document
from bot.exports.pdf import write_pdf
from bot.exports.words import ExportWords
from bot.types import Language


class Format(StrEnum):
    """A format by the ending of its file names."""

    MARKDOWN = "md"
    DOCX = "docx"
    PDF = "pdf"


MEDIA_TYPES = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
}

_WRITERS: Mapping[Format, Callable[[Document, ExportWords], bytes]] = {
    Format.MARKDOWN: write_markdown,
    Format.DOCX: write_docx,
    Format.PDF: write_pdf,
}


def export(conversation: Conversation, wanted: Format, words: Mapping[Language, ExportWords]) -> bytes:
    """The file; the same conversation gives the same bytes."""
    return _WRITERS[wanted](build_document(conversation, words), words[conversation.language])
