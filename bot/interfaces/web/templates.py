"""The templates under templates/: everything put into them is escaped, everything they name must exist."""

from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from bot import templates
from bot.interfaces.knowledge_pages.address import address, has_page
from bot.interfaces.web.icons import ICONS
from bot.interfaces.web.view import View

# Gradio fills templates of its own in the value of an HTML part: what it would take for a place to fill is text here.
_PLACES = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


def _environment() -> Environment:
    environment = templates.environment(Path(__file__).parent / "templates")
    environment.tests["topic_with_page"] = has_page
    environment.globals |= {"address": address, "icons": {name: Markup(drawn) for name, drawn in ICONS.items()}}
    return environment


_ENVIRONMENT = _environment()


def fill(template: str, view: View, **values: object) -> str:
    """A part of the page for its reader."""
    return _ENVIRONMENT.get_template(template).render(view=view, words=view.words, **values).translate(_PLACES)
