"""Whether a text announces something for a day, and whether that day has come."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.figures import FigureKind, find_figures

_DATED = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# Which months of a year are meant, in English before it and in Chinese after it.
_PARTS = {
    "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
    "第一季": (1, 3), "第二季": (4, 6), "第三季": (7, 9), "第四季": (10, 12),
    "first half": (1, 6), "second half": (7, 12), "上半年": (1, 6), "下半年": (7, 12),
    "early": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12), "end": (12, 12),
    "年初": (1, 4), "年中": (5, 8), "年底": (12, 12),
}  # fmt: skip
_WHOLE = (1, 12)
_PART = "|".join(_PARTS)
_PART_BEFORE = re.compile(rf"(?P<part>{_PART})(?: of |-| )$", re.IGNORECASE)
_PART_AFTER = re.compile(rf"^(?P<part>{_PART})")
_STARTS_BEFORE = re.compile(
    r"(?:\bfrom|\beffective"
    r"|\b(?:effect|force|operation|starts?|begins?|commences?|opens?|applies|apply) (?:on|in|from|by)"
    rf"|\bas from)(?: the| about)*(?: (?:{_PART})(?: of)?[- ]?)?\s*$",
    re.IGNORECASE,
)
_STARTS_AFTER = re.compile(rf"^(?:{_PART})?[內内或之前]*(?:起|開始|开始|生效|實施|实施|施行|推出|啟用|启用|展開|展开)")
_FORETOLD = re.compile(
    r"\b(?:will|would|(?:is|are|was|were) to|(?:was|were) due to|planned|plans?|expected|indicative)\b"
    r"|(?<![即必])[將将擬拟](?![軍军])|預計|预计|預期|预期|計劃於|计划于|目標在|目标在|最遲於|最迟于"
)
_CLAUSE = re.compile(r"[;；。]|\.\s")
_TO = re.compile(r"(?:\b(?:to|until|till)|[至到])\s*$")


class Announced(StrEnum):
    """Where today stands to the day that a text announces something for."""

    AHEAD = "ahead"
    PASSED = "passed"


def announced(text: str, as_of: str, today: date) -> Announced | None:
    """Whether a day for which a text, written at `as_of` (a partial ISO date), announces something is still to come.

    PASSED where the text speaks of the future and all its days are over; None where it announces nothing, or where the
    day may have come or not, as "within 2026" read in 2026.
    """
    times = [time for clause in _CLAUSE.split(text) for time in _times(clause)]
    if any(time.first > today and (time.starts or time.foretold) for time in times):
        return Announced.AHEAD
    written = _days(as_of, _WHOLE)[1] if as_of else date.min
    later = [time for time in times if time.first > written]
    passed = bool(later) and all(time.last < today for time in later)
    return Announced.PASSED if passed and any(time.foretold for time in later) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """The days that a date may mean; whether something starts then, and whether it is told as yet to come."""

    first: date
    last: date
    starts: bool
    foretold: bool


def _times(clause: str) -> Iterator[_Time]:
    end = 0
    for figure in find_figures(clause):
        start = clause.find(figure.surface, end)
        if start < 0:  # a surface that normalising has changed
            continue
        end = start + len(figure.surface)
        if figure.kind is not FigureKind.DATE or not _DATED.fullmatch(figure.value):
            continue
        before, after = clause[:start], clause[end:]
        # 2026年第三季: the year's own character belongs to 年初, 年底 and the like.
        part = _PART_BEFORE.search(before) or _PART_AFTER.search(after) or _PART_AFTER.search(f"年{after}")
        first, last = _days(figure.value, _PARTS[part["part"].lower()] if part else _WHOLE)
        is_end = bool(_TO.search(before))
        yield _Time(
            first=first,
            last=last,
            starts=bool(_STARTS_BEFORE.search(before) or _STARTS_AFTER.search(after)) and not is_end,
            foretold=bool(_FORETOLD.search(before)) and not is_end,
        )


def _days(iso: str, months: tuple[int, int]) -> tuple[date, date]:
    """The first and last day that a full or partial ISO date may mean; `months` are those meant of a bare year."""
    year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
    first, last = (month, month) if month else months
    return date(year, first, day or 1), date(year, last, day or monthrange(year, last)[1])
