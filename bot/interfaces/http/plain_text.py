"""An answer as one text with its numbered sources, for programs that show text alone."""

import re

from bot.exports.sources import list_sources
from bot.exports.words import ExportWords
from bot.interfaces.table_lines import table_lines
from bot.types import Answer

_ACTIVE = re.compile(r"\](?=[(\[])|<")  # what makes links, images and markup of a name where text is shown as Markdown
_HARMLESS = {"]": "] ", "<": "‹"}


def with_sources(answer: Answer, words: ExportWords) -> str:
    """Any warning, the answer, a comparison line by line, and a list of the sources under their numbers."""
    compared = table_lines(answer.table) if answer.table else []
    body = "\n\n".join(filter(None, [answer.notice, answer.text, "\n".join(compared)]))
    sources = list_sources(answer, words)
    if not sources:
        return body
    entries = [f"[{one.n}] {_plain(f'{one.name.text} · {one.told}')} {one.address.text}" for one in sources.entries]
    return "\n".join([f"{body}\n\n{sources.title}", *entries])


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: _HARMLESS[found.group()], text)
