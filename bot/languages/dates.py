"""Dates as people read them."""

from bot.types import Language

_MONTHS = ("January February March April May June July August September October November December").split()


def spoken(iso: str, language: Language) -> str:
    """A full or partial ISO date in words: 6 October 2025, 2025年10月."""
    if not iso:
        return ""
    year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
    if language.is_chinese:
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(part for part in (str(day or ""), _MONTHS[month - 1] if month else "", str(year)) if part)
