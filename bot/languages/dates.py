"""Dates as people read them."""

import re
from itertools import pairwise

from bot.types import Language

_MONTHS = ("January February March April May June July August September October November December").split()

# A duration has no such word after it: 20年期, 十年.
_SHORT_YEAR = re.compile(
    r"(?<![\d.第])(1[89]|2\d|3[0-5])年(?=[底尾末初头頭全上下成跟同和与與,，、]|\d{1,2}月)|(?<!\w)['’](1[89]|2\d|3[0-5])\b"
)

_TWO_DIGITS = r"(?:20)?(?:1[89]|2\d)"
_JOINT = r"(?:\s*年?\s*(?:[/、,，&→–-]|至|到|跟|同|和|与|與|对比?|對比?|比|\b(?:vs\.?|and|to)\b)\s*|年(?=\d\d年))"
# A list of counts, durations or ages goes on: 23, 24 or 25 days; 20至25年期.
_LIST_OF_YEARS = re.compile(
    rf"(?<![a-z0-9_.$€¥%'’第-])(?P<all>{_TWO_DIGITS}(?:{_JOINT}{_TWO_DIGITS})+)(?![\d.%])"
    r"(?:(?P<year>\s*年(?!期|以上|经验|經驗))|(?=\s*(?:$|[?？,，。;；:：])))",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?<!\d)(?:20)?(\d{2})\s*年?\s*(?:至|到|-|–|~|\bto\b|\bthrough\b)\s*(?:20(\d{2})(?!\d|-\d)|(?P<short>\d{2})\s*年)",
    re.IGNORECASE,
)
_LONGEST_SPAN = 5  # years that are listed one by one; of a longer span the ends are what is asked for
_FEWEST_BARE = 3  # numbers in a row that can only be years; two may be any two counts


def short_years(text: str) -> frozenset[str]:
    """Years of this century written with two digits: 24年全年, 27年底, '25, 23 / 24 / 25."""
    marked = {f"20{match[1] or match[2]}" for match in _SHORT_YEAR.finditer(text)}
    return frozenset(marked.union(*map(_listed, _LIST_OF_YEARS.finditer(text))))


def years_between(text: str) -> frozenset[str]:
    """The years within the short spans that a text names: 2024 of 2023到2025, 2023 of 22年至24年."""
    spans = [(int(match[1]), int(match[2] or match["short"])) for match in _SPAN.finditer(text)]
    return frozenset(
        f"20{year}" for first, last in spans if first < last < first + _LONGEST_SPAN for year in range(first + 1, last)
    )


def _listed(match: re.Match[str]) -> frozenset[str]:
    """The years of a list in order of time; none where the numbers may as well count something."""
    years = [int(digits[-2:]) for digits in re.findall(_TWO_DIGITS, match["all"])]
    steps = {later - earlier for earlier, later in pairwise(years)}
    compared = match["year"] or re.search(r"年|vs|比|对|對", match["all"], re.IGNORECASE)
    in_a_row = len(years) >= _FEWEST_BARE and steps in ({1}, {-1})
    if in_a_row or (compared and (min(steps) > 0 or max(steps) < 0)):
        return frozenset(f"20{year}" for year in years)
    return frozenset()


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
