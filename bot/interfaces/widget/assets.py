"""Files of the widget as they are sent: joined from their parts, compressed once, cached by digest."""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response

_ASSETS = Path(__file__).parent / "assets"
_FOR_EVER = "public, max-age=31536000, immutable"
_SPACES = re.compile(r"\s*([{};,>])\s*")  # that a style can do without
REVALIDATED = "no-cache"
"""What a browser keeps, and asks after each time it wants it."""

_LOADER = ("contrast.js", "loader/options.js", "loader/parts.js", "loader/widget.js", "loader/start.js")
_PANEL_PARTS = (
    "words", "dom", "state", "host", "answer", "card", "asking", "kept", "options", "landing", "conversation",
    "controls",
)  # fmt: skip
_PANEL = ("contrast.js", *(f"panel/{name}.js" for name in _PANEL_PARTS))
_CONFIGURE = ("contrast.js", "configure/configure.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A text with its digest, as it is and compressed."""

    body: bytes
    compressed: bytes
    digest: str
    media_type: str

    def response(self, request: Request, headers: Mapping[str, str]) -> Response:
        """The text, compressed for whoever takes that; 304 for whoever has it."""
        tag = f'W/"{self.digest}"'
        common = {"ETag": tag, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff", **headers}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=common)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.compressed, headers={**common, "Content-Encoding": "gzip"}, media_type=self.media_type)
        return Response(self.body, headers=common, media_type=self.media_type)


def asset(text: str, media_type: str) -> Asset:
    """An asset of a text."""
    body = text.encode()
    return Asset(body, gzip.compress(body, mtime=0), hashlib.sha256(body).hexdigest()[:16], media_type)


def loader(words: Mapping[str, Mapping[str, str]]) -> Asset:
    """The script that a portal names, with what its button says in each language."""
    style = _SPACES.sub(r"\1", _read("loader.css"))
    known = f"const WORDS = {_literal(words)};\nconst STYLE = {_literal(style)};\n"
    return asset(f'(() => {{\n"use strict";\n{known}{_joined(_LOADER)}}})();\n', "text/javascript")


class Files:
    """What the panel and the configurator load, each under a name that changes with it."""

    def __init__(self) -> None:
        made = {
            "panel.js": asset(_joined(_PANEL), "text/javascript"),
            "panel.css": asset(_read("panel.css"), "text/css"),
            "configure.js": asset(_joined(_CONFIGURE), "text/javascript"),
            "configure.css": asset(_read("configure.css"), "text/css"),
        }
        self._by_name = made
        self.names = {name: f"/widget/assets/{one.digest}/{name}" for name, one in made.items()}

    def response(self, digest: str, name: str, request: Request) -> Response:
        """A file; one of another digest, which an older page asks for, as it is now and not to be kept."""
        found = self._by_name.get(name)
        if found is None:
            return Response(status_code=404)
        kept = _FOR_EVER if found.digest == digest else REVALIDATED
        return found.response(request, {"Cache-Control": kept, "Cross-Origin-Resource-Policy": "cross-origin"})


def _joined(names: Sequence[str]) -> str:
    return "\n".join(map(_read, names))


def _read(name: str) -> str:
    """A part without its indents and the comments that have a line to themselves: neither is for a browser."""
    lines = (_ASSETS / name).read_text(encoding="utf-8").splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip() and not line.lstrip().startswith("//"))


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
