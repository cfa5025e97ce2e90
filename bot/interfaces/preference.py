"""Which of the three languages a visitor gets."""

from bot.types import Language

_TRADITIONAL = ("hant", "hk", "tw", "mo")


def preferred_language(asked: str, accepted: str) -> Language:
    """The language asked for by name, else the first known one of an Accept-Language header, else English."""
    for tag in (asked, *accepted.split(",")):
        name = tag.split(";")[0].strip().lower()
        if name.startswith("zh"):
            return Language.ZH_HANT if any(part in name for part in _TRADITIONAL) else Language.ZH_HANS
        if name.startswith("en"):
            return Language.EN
    return Language.EN
