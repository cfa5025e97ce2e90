"""The templates under assets/: everything put into them is escaped, everything they name must exist."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from bot import templates
from bot.evaluation.report import numbers
from bot.evaluation.report.wording import LANGUAGE_WORDS, STATUS_WORDS

_ASSETS = Path(__file__).parent / "assets"


def _environment() -> Environment:
    environment = templates.environment(_ASSETS)
    environment.filters |= {
        "percent": numbers.percent,
        "tick": numbers.tick,
        "interval": numbers.interval,
        "points": numbers.points,
        "plain": numbers.plain,
        "score": numbers.score,
        "milliseconds": numbers.milliseconds,
        "host": lambda url: urlsplit(url).netloc,
        "status_words": lambda status: STATUS_WORDS.get(status, status),
        "language_words": lambda language: LANGUAGE_WORDS.get(language, language),
    }
    environment.globals |= {"counted": numbers.counted}
    return environment


_ENVIRONMENT = _environment()


def fill(template: str, **values: object) -> Markup:
    """A template with its values, safe to put into another one."""
    return Markup(_ENVIRONMENT.get_template(template).render(values))


def asset(name: str) -> Markup:
    """Our own style sheet or script, to stand inside the page as it is."""
    return Markup((_ASSETS / name).read_text(encoding="utf-8"))
