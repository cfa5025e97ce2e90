"""Whether a sentence bounds a figure, and a date or a period of time, on the side on which its evidence does.

"Up to 35%" is not "at least 35%", and "within 3 days after" is not "3 days before". A figure without a bound, or one
that the evidence leaves without, is no matter of this gate for dates; a bound that was made up is one for amounts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bot.figures import FigureKind, placed_figures
from bot.languages.scripts import fold

_LOW, _HIGH = "low", "high"
_BEFORE, _AFTER = "before", "after"
Sides = Mapping[str, set[str]]
"""The sides from which a text bounds each value; an empty string where it states the value without a bound."""

_GAP_EN = r"(?:\s+(?:a|an|the|of|to|in|is|its|total|about|around|nearly|annual|yearly))*\s*"
_GAP_ZH = r"[^\d，。；、：,;:]{0,4}"
_HIGH_BEFORE = (
    r"(?:at (?:the )?most|up to|(?:no|not) (?:more|later|older|longer|higher|greater) than|(?:not|never) exceed(?:ing)?"
    r"|maximum(?: amount)?|ceiling|capped at|cap(?: of)?|limit(?:ed)?(?: of| to)?|below|under"
    r"|(?<!no )(?<!not )(?:less|fewer|lower) than"
    rf"|within){_GAP_EN}$"
    r"|(?:(?:不得?|不可|不能|未|没有?|并不|不会)(?:超过|多于|高于|大于|超出|逾|迟于|晚于)|最多|至多|最高|最长|上限|封顶"
    rf"|(?<!不)(?<!不[得可能])(?:少于|低于|小于)|不足|未满|不满){_GAP_ZH}$"
)
_LOW_BEFORE = (
    r"(?:at (?:the very )?least|(?:no|not) (?:less|fewer|lower|earlier|younger) than|minimum|floor"
    r"|(?<!no )(?<!not )(?:more|greater|higher|longer) than|over|above|exceed(?:s|ed|ing)?|upwards of)"
    rf"{_GAP_EN}$"
    r"|(?:(?:不得?|不可|不能|并不)(?:少于|低于|小于|短于|早于)|至少|最少|最低|下限|起码|(?<![不未可能得会有])(?:超过|多于|高于|大于|超出|逾)"
    rf"|不下){_GAP_ZH}$"
)
_HIGH_AFTER = r"\s*(?:or (?:less|below|fewer|under)|at (?:the )?most|[个名家间项份年月天日]?(?:或)?(?:以下|以内|之内))"
_LOW_AFTER = r"\s*(?:or (?:more|above|over|higher)|at least|and (?:above|over|more)|[个名家间项份年月天日]?(?:或)?以上)"
_SENTENCE_END = re.compile(r"[。；;\n]|\.(?=\s)")
_NEAR = 48  # characters before a figure that can bound it

_PART_EN = r"\s+(?:the\s+)?(?:end of\s+|early\s+|mid-?|late\s+)?$"
_DATE_BEFORE_EN = re.compile(
    rf"\b(?:before|until|till|by|to|prior to|(?:no|not) later than|up to|through|ending){_PART_EN}"
)
_DATE_AFTER_EN = re.compile(rf"\b(?:after|since|from|starting|beginning|effective){_PART_EN}")
_DATE_BEFORE_ZH = re.compile(
    r"^(?:年?[初中底末]|之)?(?:[^，。；,;\d]{0,4}?)(?:以前|之前|前(?![^，。；,;]{0,2}[后年])|(?:为)?止|或之前)"
)
_DATE_AFTER_ZH = re.compile(r"^(?:年?[初中底末]|之)?(?:起|以后|之后|后|以来|开始)")
_TO_DATE_ZH = re.compile(r"(?:截至|截止|至|到|直至|直到)$")
_FROM_DATE_ZH = re.compile(r"(?:自从?|由|从)$")

_UNIT = (
    r"(?:(?:working|business|calendar|trading)\s+)?(days?|weeks?|months?|years?)"
    r"|个?(工作日|营业日|交易日|日|天|周|星期|月|年)"
)
_SPELT = "one two three four five six seven eight nine ten eleven twelve".split()
_HAN = "一二三四五六七八九十"
_PERIOD = re.compile(
    rf"(?<![\d.,第])(?:(?P<n>\d+)|\b(?P<w>{'|'.join(_SPELT)})\b|(?P<h>[{_HAN}两首]))\s*(?:{_UNIT})(?!\d)"
)
_PERIOD_BEFORE = re.compile(r"^(?:'|’)?\s*(?:before|prior to|ahead of|earlier)\b|^(?:以前|之前|前)")
_PERIOD_AFTER = re.compile(r"^(?:'|’)?\s*(?:after|following|from|of)\b|^(?:以后|之后|后)")
_BEFORE_PERIOD = re.compile(r"(?:以|之)?前(?:的|至少|最少|最多|不少于|不超过)?$")
_AFTER_PERIOD = re.compile(r"(?:以|之)?[后起](?:的|至少|最少|最多|超过|不少于|不超过|计)?$")


def unbounded(text: str, evidence: str) -> list[str]:
    """Figures, dates and periods that a text bounds otherwise than its evidence, as they stand in the text."""
    said, known = fold(text), fold(evidence)
    return list(
        dict.fromkeys(
            (
                *_against(_amounts(said), _amounts(known, shared=True)),
                *_made_up(_amounts(said), _amounts(known, shared=True)),
                *_against(_dates(said), _dates(known)),
                *_against(_periods(said), _periods(known)),
            )
        )
    )


def _against(ours: Sides, theirs: Sides) -> Iterator[str]:
    for value, sides in ours.items():
        known = theirs.get(value, set())
        if any(side and side not in known for side in sides) and known - {""}:
            yield value


def _made_up(ours: Sides, theirs: Sides) -> Iterator[str]:
    """Amounts bounded though the evidence states them without a bound, and after none that it may share."""
    return (value for value, sides in ours.items() if theirs.get(value) == {""} and "" not in sides)


def _amounts(text: str, *, shared: bool = False) -> Sides:
    """With `shared`, an amount has the bound of the one before it in its sentence too: up to 5% or 10%."""
    sides: dict[str, set[str]] = defaultdict(set)
    last, last_end = "", 0
    for figure, start, end in placed_figures(text):
        if figure.kind is FigureKind.DATE:
            continue
        if _SENTENCE_END.search(text, last_end, start):
            last = ""
        side = _side(text[max(0, start - _NEAR) : start], text[end : end + 16])
        sides[figure.value] |= {side, last if shared and not side else side}
        last, last_end = side or last, end
    return sides


def _side(before: str, after: str) -> str:
    if re.search(_HIGH_BEFORE, before) or re.match(_HIGH_AFTER, after):
        return _HIGH
    if re.search(_LOW_BEFORE, before) or re.match(_LOW_AFTER, after):
        return _LOW
    return ""


def _dates(text: str) -> Sides:
    sides: dict[str, set[str]] = defaultdict(set)
    for figure, start, end in placed_figures(text):
        if figure.kind is FigureKind.DATE:
            sides[figure.value].add(_time_side(text[max(0, start - _NEAR) : start], text[end : end + 12]))
    return sides


def _time_side(before: str, after: str) -> str:
    if _DATE_BEFORE_ZH.match(after):
        return _BEFORE
    if _DATE_AFTER_ZH.match(after) or _FROM_DATE_ZH.search(before) or _DATE_AFTER_EN.search(before):
        return _AFTER
    return _BEFORE if _TO_DATE_ZH.search(before) or _DATE_BEFORE_EN.search(before) else ""


def _periods(text: str) -> Sides:
    sides: dict[str, set[str]] = defaultdict(set)
    for match in _PERIOD.finditer(text):
        before, after = text[max(0, match.start() - 10) : match.start()], text[match.end() :]
        side = ""
        if _PERIOD_BEFORE.match(after) or _BEFORE_PERIOD.search(before):
            side = _BEFORE
        elif _PERIOD_AFTER.match(after) or _AFTER_PERIOD.search(before):
            side = _AFTER
        sides[_period(match)].add(side)
    return sides


def _period(match: re.Match[str]) -> str:
    """A period's number and the first letter of its unit: `3d`, `6m`."""
    if match["n"]:
        number = int(match["n"])
    elif match["w"]:
        number = _SPELT.index(match["w"]) + 1
    else:
        number = {"两": 2, "首": 1}.get(match["h"]) or _HAN.index(match["h"]) + 1
    unit = next(part for part in match.groups()[3:] if part)
    return f"{number}{unit[0]}"
