"""Running text without what a page could act on: invisible characters, HTML, Markdown links, foreign addresses."""

import html
import re
import unicodedata
from urllib.parse import urlsplit

_BREAKS, _INVISIBLE = ("Cc", "Zl", "Zp"), ("Cf", "Cc", "Co", "Cs", "Cn")
_KEPT = "\n\t"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|iframe|object)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*|/?)>")
_TURN = re.compile(r"<\|[^<>|]{0,40}\|>(?:system|user|assistant|developer)?", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\s?(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\]\n]*)\]\s?\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}:)?//[^\s<>\"'）」》，。；、]+|\b(?:javascript|data|vbscript|file):[^\s<>\"'）」》，。；、]+",
    re.IGNORECASE | re.ASCII,
)
_SPACES = re.compile(r" {2,}")
_CLOSING = ".,;:!?)]}"


def plain(text: str, host: str = "") -> str:
    """The text as a reader sees it; of addresses only those at `host`, where the text itself was published."""
    seen = html.unescape(visible(text))
    seen = visible(_TAG.sub(" ", _COMMENT.sub(" ", seen)))
    seen = _REFERENCE.sub("", _LINK.sub(r"\1", _IMAGE.sub(" ", seen)))
    seen = _ADDRESS.sub(lambda found: _kept(found.group(), host), _TURN.sub("\n", seen))
    return _SPACES.sub(" ", seen)


def visible(text: str) -> str:
    """The text without invisible and control characters; line ends and tabs stay."""
    spaced = "".join(" " if c not in _KEPT and unicodedata.category(c) in _BREAKS else c for c in text)
    return "".join(c for c in spaced if c in _KEPT or unicodedata.category(c) not in _INVISIBLE)


def is_web_address(url: str) -> bool:
    """Whether a link to it opens a page and runs no script; raises `ValueError` when it is malformed."""
    parts = urlsplit(url)
    return parts.scheme in ("", "http", "https") and visible(url) == url and not set(url) & set(' \t\n"<>\\`')


def _kept(address: str, host: str) -> str:
    bare = address.rstrip(_CLOSING)
    try:
        own = urlsplit(bare)
    except ValueError:
        return address[len(bare) :]
    trusted = own.scheme in ("http", "https") and bool(host) and own.netloc == host
    return address if trusted else address[len(bare) :]
