"""Finds amounts, rates, counts and dates in English and Chinese and gives equal values one normal form.

The normal form is what gates and checks compare: `HK$1.43 billion` and `14.3億港元` are both `HKD 1430000000`.
References (section 14D, DIPN 52, 第112章), ordinals and codes such as `A+H` or `NNC6` are not figures.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_REMEMBERED = 8192  # texts: the facts of a corpus are read again for every question


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as written (`surface`) and in its normal form (`value`)."""

    kind: FigureKind
    surface: str
    value: str


_SCALES = {
    **dict.fromkeys(("thousand", "k", "千"), 10**3),
    **dict.fromkeys(("萬", "万"), 10**4),
    **dict.fromkeys(("million", "mn", "m", "百萬", "百万"), 10**6),
    **dict.fromkeys(("千萬", "千万"), 10**7),
    **dict.fromkeys(("億", "亿"), 10**8),
    **dict.fromkeys(("billion", "bn"), 10**9),
    **dict.fromkeys(("十億", "十亿"), 10**9),
    **dict.fromkeys(("trillion", "tn", "萬億", "万亿"), 10**12),
    **dict.fromkeys(("hundred", "百"), 10**2),
}
_CURRENCIES = {
    "HKD": ("hk$", "hkd", "港元", "港幣", "港币"),
    "USD": ("us$", "usd", "美元", "美金"),
    "CNY": ("rmb", "cny", "人民幣", "人民币", "¥", "元人民幣", "元人民币"),
    "EUR": ("eur", "€", "歐元", "欧元"),
    "SGD": ("s$", "sgd", "坡元", "新加坡元"),
}
_CURRENCY_OF = {name: code for code, names in _CURRENCIES.items() for name in names}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("january february march april may june july august september october november december").split(),
        1,
    )
}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}


def _any_of(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CURRENCY = _any_of(dict(_CURRENCY_OF))
_CURRENCY_AFTER = _any_of({name: code for name, code in _CURRENCY_OF.items() if not name.isascii() and len(name) > 1})
_SCALE = _any_of(dict(_SCALES))
_MONTH = _any_of(dict(_MONTHS))

# Numbers that name a provision, a document or a rank rather than measure something.
_REFERENCE = re.compile(
    r"(?<![a-z])(?:sections?|s\.|articles?|no\.|nos\.|cap\.|dipn|paragraphs?|chapter|schedule|form)\s*\d+\w*(?:\(\w+\))*"
    r"(?:\s*(?:-|to|and)\s*\d+[a-z]+(?:\(\w+\))*)?"
    r"|第\s*\d+\w*(?:\(\w+\))*(?:\s*(?:至|及|和|-)\s*(?:\d+\w*)?(?:\(\w+\))*)?\s*[條条號号章段屆届次期款項项]"
    r"|附表\s*\d+"
    r"|[〔\[]\d{4}[〕\]](?:\s*no\.)?\s*\d+\s*[號号]?"
    r"|\b\d+(?:st|nd|rd|th)\b"
    r"|(?!(?:mid|early|late|end)-|hkd|usd|rmb|cny|eur|sgd)(?<![a-z])[a-z]+[-+]?\d+[a-z]*|\d+(?!(?:mn|bn|tn|m|k|thousand|million|billion|trillion|percent|hundred)\b)[a-z]+(?:\(\w+\))*"
    r"|\d+/\d+/\d+",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})\.?(?:\s+(?P<y1>\d{{4}}))?\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?!\d)(?:,?\s+(?P<y2>\d{{4}}))?\b"
    rf"|\b(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})\b"
    rf"|\b(?P<m7>{_MONTH})(?=\s+(?:to|and)\s+(?:{_MONTH})\b)"
    r"|(?<![\d.])(?P<y4>(?:19|20)\d{2})\s*年\s*(?:(?P<m4>\d{1,2})\s*月)?\s*(?:(?P<d4>\d{1,2})\s*日)?"
    r"|(?<!\d)(?P<m5>\d{1,2})\s*月\s*(?:(?P<d5>\d{1,2})\s*日)?"
    r"|(?<![\d.-])(?P<y6>(?:19|20)\d{2})-(?P<m6>0[1-9]|1[0-2])(?:-(?P<d6>\d{2}))?(?!\d)"
    r"|(?<![\d.])(?P<fy>(?:19|20)\d{2}(?:/|-|至)\d{2})(?:財政年度|财政年度|年度)?(?!\d|,\d)"
    r"|(?<![\d.,$])(?P<y7>(?:19|20)\d{2})(?!\d|,\d|%|\.\d|\s?(?:[萬万億亿千百]|thousand|million|billion|trillion))",
    re.IGNORECASE,
)
_DAYS_EN = re.compile(
    rf"(?<![\d.,])(?P<first>\d{{1,2}})\s*(?P<joint>to|and|-|–)\s*(?P<last>\d{{1,2}})\s+"
    rf"(?P<month>(?:{_MONTH})\.?(?:\s+\d{{4}})?)\b",
    re.IGNORECASE,
)
_DAYS_ZH = re.compile(
    r"(?P<month>(?:\d{4}年)?\d{1,2}月)(?P<first>\d{1,2})日(?P<joint>至|、|到|及|和|-|–)(?P<last>\d{1,2})日"
)
_PERCENT = re.compile(
    rf"({_NUMBER})\s*(?:%|percentage points?|per\s?cent|個百分點|个百分点)|百分之\s*({_NUMBER})", re.IGNORECASE
)
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})\s?(?P<n1>{_NUMBER})\s?(?P<s1>{_SCALE})?(?![a-z])(?:元|港元)?"
    rf"|(?P<n2>{_NUMBER})\s?(?P<s2>{_SCALE})?\s?(?P<after>{_CURRENCY_AFTER})",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?P<n>{_NUMBER})\s?(?P<s>{_SCALE})?(?![a-z])", re.IGNORECASE)


def find_figures(text: str) -> list[Figure]:
    """All figures of `text` in reading order; each stretch of text is read once, as the first kind that fits."""
    return list(_found(text))


@lru_cache(maxsize=_REMEMBERED)
def _found(text: str) -> tuple[Figure, ...]:
    rest = _in_full(unicodedata.normalize("NFKC", text))
    rest = _blank(_REFERENCE, rest)
    found: list[tuple[int, Figure]] = []
    for kind, pattern in (
        (FigureKind.PERCENT, _PERCENT),
        (FigureKind.MONEY, _MONEY),
        (FigureKind.DATE, _DATE),
        (FigureKind.COUNT, _COUNT),
    ):
        for match in pattern.finditer(rest):
            value = _VALUES[kind](match)
            found.append((match.start(), Figure(kind=kind, surface=match.group().strip(), value=value)))
        rest = _blank(pattern, rest)
    return tuple(figure for _, figure in sorted(found, key=lambda item: item[0]))


def placed_figures(text: str) -> Iterator[tuple[Figure, int, int]]:
    """Each figure with its start and end in `text`, in NFKC; days that share a span's month are left out."""
    position = 0
    for figure in find_figures(text):
        start = text.find(figure.surface, position)
        if start >= 0:
            position = start + len(figure.surface)
            yield figure, start, position


def _in_full(text: str) -> str:
    """The text with spans of days as two dates: from 5 to 10 November 2025, 2025年11月5日至10日."""
    text = _DAYS_EN.sub(r"\g<first> \g<month> \g<joint> \g<last> \g<month>", text)
    return _DAYS_ZH.sub(r"\g<month>\g<first>日\g<joint>\g<month>\g<last>日", text)


def values(text: str) -> frozenset[str]:
    """The normal forms of all figures in `text`."""
    return frozenset(figure.value for figure in find_figures(text))


def references(text: str) -> frozenset[str]:
    """Provisions, documents and ranks that a text names by number, each without spaces and in lower case."""
    found = _REFERENCE.finditer(unicodedata.normalize("NFKC", text))
    return frozenset("".join(match.group().lower().split()) for match in found)


def missing_figures(claim: str, evidence: str) -> frozenset[str]:
    """Figures that `claim` states and `evidence` does not; a date is also covered by a longer date that contains it."""
    known = values(evidence)
    return frozenset(
        value for value in values(claim) if value not in known and not any(_contains(longer, value) for longer in known)
    )


def magnitudes(text: str) -> frozenset[Decimal]:
    """The bare numbers of `text`, dates taken apart: what must agree between two languages' wordings of one fact."""
    found: set[Decimal] = set()
    for figure in find_figures(text):
        parts = re.findall(r"\d+(?:\.\d+)?", figure.value)
        found.update(Decimal(part) for part in parts)
    return frozenset(found)


def _contains(longer: str, date: str) -> bool:
    return "-" in longer and longer.startswith(f"{date}-")


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _number(digits: str, scale: str | None) -> str:
    value = Decimal(digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1)
    return format(value.normalize(), "f")


def _percent(match: re.Match[str]) -> str:
    return f"{_number(match.group(1) or match.group(2), None)}%"


def _money(match: re.Match[str]) -> str:
    currency = _CURRENCY_OF[(match["before"] or match["after"]).lower()]
    return f"{currency} {_number(match['n1'] or match['n2'], match['s1'] or match['s2'])}"


def _count(match: re.Match[str]) -> str:
    return _number(match["n"], match["s"])


def _date(match: re.Match[str]) -> str:
    if match["fy"]:
        return f"{match['fy'][:4]}/{match['fy'][-2:]}"
    groups = match.groupdict()
    year, month, day = (
        next((value for key, value in groups.items() if key[0] == part and key != "fy" and value), "") for part in "ymd"
    )
    number = str(_MONTHS.get(month.lower(), month)) if month else ""
    parts = [year or "-", *(part.zfill(2) for part in (number, day) if part)]
    return "-".join(parts)


_VALUES = {
    FigureKind.PERCENT: _percent,
    FigureKind.MONEY: _money,
    FigureKind.DATE: _date,
    FigureKind.COUNT: _count,
}
