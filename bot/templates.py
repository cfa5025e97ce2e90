"""How every page is made from templates: what is put into them is escaped, what they name must exist."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(*folders: Path) -> Environment:
    """The templates of some folders; of two with one name that of the first folder counts."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = _is_web_address
    return environment


def _is_web_address(url: str) -> bool:
    """Whether an address may become a link: data never brings in another scheme."""
    return urlsplit(url).scheme in ("http", "https")
