"""Where a topic or a fact stands among the pages."""

import re
from urllib.parse import quote

from bot.types import Language

_SHEET_TOPIC = re.compile(r"[a-z0-9-]+")


def has_page(topic: str) -> bool:
    """Whether a topic is that of a sheet; texts of other origin may be called anything and have no page."""
    return _SHEET_TOPIC.fullmatch(topic) is not None


def address(language: Language, topic: str = "", fact_id: str = "") -> str:
    """The path of the overview, of a topic or of a fact, in one language."""
    path = f"/knowledge/{quote(topic, safe='')}" if topic else "/knowledge"
    return f"{path}?lang={language.value}" + (f"#{quote(fact_id)}" if fact_id else "")
