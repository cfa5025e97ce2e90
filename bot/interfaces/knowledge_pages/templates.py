"""The templates under assets/: everything put into them is escaped, everything they name must exist."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, Template
from markupsafe import Markup

from bot import templates
from bot.interfaces.knowledge_pages.address import address
from bot.interfaces.knowledge_pages.reader import Reader, figure

_POLICY = "default-src 'none'; img-src data:; style-src {}; base-uri 'none'; form-action 'none'"
_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)

_ASSETS = Path(__file__).parent / "assets"
_STYLE = Markup((_ASSETS / "style.css").read_text(encoding="utf-8"))


def environment(*own: Path) -> Environment:
    """The templates of these pages, after those of other folders, which may extend them."""
    environment = templates.environment(*own, _ASSETS)
    environment.filters["figure"] = figure
    environment.globals |= {"style": _STYLE, "address": address}
    return environment


def headers(page: str) -> dict[str, str]:
    """Of every page: it may ask for nothing, runs nothing, and has no style but the one that it was made with."""
    digests = (sha256(style.encode()).digest() for style in _STYLES.findall(page))
    allowed = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests) or "'none'"
    return {
        "Content-Security-Policy": _POLICY.format(allowed),
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept-Language",
    }


_ENVIRONMENT = environment()


def fill(template: str, reader: Reader, **values: object) -> str:
    """A whole page in the reader's language."""
    return fill_in(_ENVIRONMENT.get_template(template), reader, **values)


def fill_in(template: Template, reader: Reader, **values: object) -> str:
    """The same from a template of another folder."""
    return template.render(reader=reader, words=reader.words, chat=reader.chat, **values)
