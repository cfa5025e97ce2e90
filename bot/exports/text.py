"""Words from outside as a document may hold them."""

import re
import unicodedata
from urllib.parse import urlsplit

from bot.exports.model import Run
from bot.languages.plain import is_web_address, visible

_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef\ufffe\uffff]")  # ask for another form of a character
_ADDRESS = re.compile(r"https?://[^\s<>\"'（）「」『』《》，。；、]*[\w/=&%#-]", re.ASCII)


def one_line(text: str) -> str:
    """The text on one line, without characters that nobody sees or that turn its direction."""
    return " ".join(_SELECTORS.sub("", visible(unicodedata.normalize("NFC", text))).split())


def lines(text: str) -> list[str]:
    """The lines of a text that have words, each clean."""
    return [line for line in map(one_line, text.splitlines()) if line]


def linked(text: str) -> tuple[Run, ...]:
    """The text as runs, in which web addresses open what they name."""
    runs, end = [], 0
    for match in _ADDRESS.finditer(text):
        runs += [Run(text[end : match.start()].strip()), Run(match.group(), url=web_address(match.group()))]
        end = match.end()
    runs.append(Run(text[end:].strip()))
    return tuple(run for run in runs if run.text)


def web_address(url: str) -> str:
    """The address where a link to it opens a page; empty for any other."""
    try:
        opens_page = is_web_address(url) and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return ""
    return url if opens_page else ""
