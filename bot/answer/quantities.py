"""Rates, sums and durations as people type them in questions: 15%, 20 million, 五千万, 十萬蚊, ten days."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.figures import FigureKind, find_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it measures: `kind` is percent, money, days or months; `currency` is empty where unsaid."""

    kind: str
    value: Decimal
    surface: str
    currency: str = ""

    def is_comparable(self, other: "Quantity") -> bool:
        """Whether both measure the same kind of thing, in the same currency as far as both say."""
        same_currency = not (self.currency and other.currency) or self.currency == other.currency
        return self.kind == other.kind and same_currency


_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WORDS = dict(
    zip(("one two three four five six seven eight nine ten eleven twelve").split(), range(1, 13), strict=True)
)
_HAN = "[零一二两兩三四五六七八九十百千]"
_SCALED = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|{_HAN}+)\s*(?P<scale>[千百十]?[万萬亿億]|million\b|billion\b|k\b|m\b)?\s*"
    r"(?P<unit>元|蚊|块|塊|港|dollars?\b|bucks\b)?(?P<more>[家间間个個名人份宗项項次座倍字吨噸平股户戶])?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<![\d.年第])(?<!\d,)(?P<number>\d{{1,3}}|{_HAN}+|\b(?:{'|'.join(_WORDS)})\b)[\s-]*"
    r"(?:(?:个|個)?(?P<days>工作[天日]|天|日(?=内|內|之))|(?:个|個)(?P<weeks>星期|礼拜|禮拜)|(?P<week>周(?!年)|週|星期)"
    r"|(?:个|個)(?P<months>月)|(?P<years>年(?!\d|底|初|度|代|级|級))"
    r"|(?:working |business |calendar )?(?P<unit>day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_SCALES = {"million": 10**6, "m": 10**6, "billion": 10**9, "k": 1000}
_UNITS = {"day": ("days", 1), "week": ("days", 7), "month": ("months", 1), "year": ("months", 12)}
_GROUPS = {"days": "day", "weeks": "week", "week": "week", "months": "month", "years": "year"}
_SHORT_YEARS = range(18, 36)  # 24年 is more often a year than a time of 24 years


def quantities(text: str) -> list[Quantity]:
    """The rates, sums and durations of a text; bare counts and dates are none."""
    plain = unicodedata.normalize("NFKC", text)
    found, rest = [], plain
    for figure in find_figures(plain):
        if figure.kind is FigureKind.PERCENT:
            found.append(Quantity(kind="percent", value=Decimal(figure.value[:-1]), surface=figure.surface))
        elif figure.kind is FigureKind.MONEY:
            currency, amount = figure.value.split()
            found.append(Quantity(kind="money", value=Decimal(amount), surface=figure.surface, currency=currency))
        if figure.kind is not FigureKind.COUNT:
            rest = rest.replace(figure.surface, "\n", 1)
    return [*found, *_durations(rest), *_sums(_DURATION.sub("\n", rest))]


def _sums(text: str) -> Iterator[Quantity]:
    """Sums of money without an official currency: with a word for money, or so large a number that counts nothing."""
    for match in _SCALED.finditer(text):
        if match["more"] or not (match["unit"] or match["scale"]):
            continue
        scale = (match["scale"] or "").lower()
        times = _SCALES.get(scale) or _han(scale)
        currency = "HKD" if match["unit"] in ("蚊", "港") else ""
        value = _number(match["number"]) * times
        yield Quantity(kind="money", value=value, surface=match.group().strip(), currency=currency)


def _durations(text: str) -> Iterator[Quantity]:
    for match in _DURATION.finditer(text):
        group = next((name for name in _GROUPS if match[name]), "")
        kind, times = _UNITS[(match["unit"] or _GROUPS[group]).lower()]
        number = _number(match["number"])
        if not (group == "years" and number in _SHORT_YEARS):
            yield Quantity(kind=kind, value=number * times, surface=match.group().strip())


def _number(written: str) -> Decimal:
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    return Decimal(_WORDS.get(written.lower()) or _han(written))


def _han(written: str) -> int:
    """十五 is 15, 五千 is 5,000, 千万 is 10,000,000; an empty text is 1."""
    total, digit = 0, 0
    for character in written:
        if character in _HAN_SCALES:
            total, digit = ((total + digit) or 1) * _HAN_SCALES[character], 0
        elif character in _HAN_TENS:
            total, digit = total + (digit or 1) * _HAN_TENS[character], 0
        else:
            digit = _HAN_DIGITS[character]
    return total + digit if written else 1
