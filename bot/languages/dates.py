"""Dates as people read them."""

import re

from bot.types import Language

_MONTHS = ("January February March April May June July August September October November December").split()

# A duration has no such word after it: 20年期, 十年.
_SHORT_YEAR = re.compile(
    r"(?<![\d.第])(1[89]|2\d|3[0-5])年(?=[底尾末初头頭全上下成跟同和与與,，、]|\d{1,2}月)|(?<!\w)['’](1[89]|2\d|3[0-5])\b"
)


def short_years(text: str) -> frozenset[str]:
    """Years of this century written with two digits: 24年全年, 27年底, '25."""
    return frozenset(f"20{match[1] or match[2]}" for match in _SHORT_YEAR.finditer(text))


def spoken(iso: str, language: Language) -> str:
    """A full or partial ISO date in words: 6 October 2025, 2025年10月."""
    if not iso:
        return ""
    year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
    if language.is_chinese:
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(part for part in (str(day or ""), _MONTHS[month - 1] if month else "", str(year)) if part)


def spoken_period(covers: str, language: Language) -> str:
    """An ISO date or two with a slash between, in words: 2024, January to September 2025, 2025年1月至9月."""
    first, _, last = covers.partition("/")
    if not last:
        return spoken(first, language)
    if not language.is_chinese:
        start = spoken(first, language)
        same_year = first[:4] == last[:4] and first != first[:4]
        return f"{start.removesuffix(f' {first[:4]}') if same_year else start} to {spoken(last, language)}"
    year = f"{first[:4]}年"
    end = spoken(last, language)
    return f"{spoken(first, language)}至{end.removeprefix(year) or end}"
