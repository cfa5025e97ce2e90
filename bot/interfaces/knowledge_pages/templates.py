"""The templates under assets/: everything put into them is escaped, everything they name must exist."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.interfaces.knowledge_pages.address import address
from bot.interfaces.knowledge_pages.reader import Reader

_ASSETS = Path(__file__).parent / "assets"
_STYLE = Markup((_ASSETS / "style.css").read_text(encoding="utf-8"))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = _is_web_address
    environment.globals |= {"style": _STYLE, "address": address}
    return environment


def _is_web_address(url: str) -> bool:
    """Whether an address may become a link: data never brings in another scheme."""
    return urlsplit(url).scheme in ("http", "https")


_ENVIRONMENT = _environment()


def fill(template: str, reader: Reader, **values: object) -> str:
    """A whole page in the reader's language."""
    return _ENVIRONMENT.get_template(template).render(reader=reader, words=reader.words, chat=reader.chat, **values)
