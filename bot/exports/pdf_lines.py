"""Breaks runs into lines as Chinese and English typesetters do: no comma begins a line, no bracket ends one.

After the Unicode line breaking algorithm (UAX 14) and the Chinese requirements (W3C, clreq), as far as answers need.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.exports.look import ACCENT, TONES, Look
from bot.exports.model import Run, Tone
from bot.exports.pdf_fonts import Face, set_in
from bot.types import Language

_NOT_FIRST = frozenset("，。、；：？！）」』》〉】〕”’…—～·％%‰℃,.;:?!)]}")
_NOT_LAST = frozenset("（「『《〈【〔“‘([{$¥￥＄")
_AFTER_FIGURE = frozenset("年月日時时")
_AFTER_IN_ADDRESS = frozenset("/?&=-_.%#+")
_BLANK = " "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one font; `x` and `width` in points, `x` from where the line begins."""

    text: str
    face: Face
    size: float
    colour: str
    url: str
    x: float
    width: float
    substituted: bool = False
    """Whether a character in it stands for one that no font has."""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """One character with all that decides how it is drawn and whether a line may end after it."""

    text: str
    face: Face
    size: float
    colour: str
    url: str
    width: float
    tied: bool = False
    """No line ends after it."""
    substitute: bool = False


def break_lines(runs: Sequence[Run], look: Look, language: Language, width: float) -> list[Line]:
    """The lines of runs that a space parts, none wider than `width` in points."""
    marks, lines = list(_marks(runs, look, language)), []
    while marks:
        end = _end(marks, width)
        lines.append(_line(marks[:end]))
        marks = marks[end:]
        while marks and marks[0].text == _BLANK:
            del marks[0]
    return lines


def _marks(runs: Sequence[Run], look: Look, language: Language) -> Iterator[_Mark]:
    size, colour = look.size, look.colour
    for number, run in enumerate(run for run in runs if run.text):
        if number:
            # The number of a source stays with what it is for.
            blank = next(set_in(_BLANK, language))
            yield _Mark(_BLANK, blank.face, size, colour, "", blank.width * size, tied=run.tone is Tone.CITE)
        tone = TONES.get(run.tone)
        size = min(look.size, tone.size) if tone else look.size
        colour = ACCENT if run.url else tone.colour if tone and run.tone is not Tone.STRONG else look.colour
        for one in set_in(run.text, language, bold=look.bold or bool(tone and tone.bold)):
            yield _Mark(one.text, one.face, size, colour, run.url, one.width * size, substitute=one.substitute)


def _end(marks: Sequence[_Mark], room: float) -> int:
    """How many of the characters stand on a line: up to the last place where it may end, else as many as fit."""
    used, fitting = 0.0, len(marks)
    for number, mark in enumerate(marks):
        used += mark.width
        if used > room and mark.text != _BLANK:
            fitting = max(1, number)
            break
    if fitting == len(marks):
        return fitting
    for end in range(fitting, 0, -1):
        if _may_end(marks[end - 1], marks[end]):
            return end
    return fitting


def _may_end(before: _Mark, after: _Mark) -> bool:
    if before.text == _BLANK:
        return not before.tied
    if after.text == _BLANK or (after.text in _NOT_FIRST and not before.url) or before.text in _NOT_LAST:
        return False
    if before.url:
        return before.text in _AFTER_IN_ADDRESS
    if before.text.isdigit() and after.text in _AFTER_FIGURE:
        return False
    return _is_wide(before.text) or _is_wide(after.text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _line(marks: Sequence[_Mark]) -> Line:
    x, pieces = 0.0, []
    for (face, size, colour, url), group in groupby(marks, key=lambda one: (one.face, one.size, one.colour, one.url)):
        members = list(group)
        width = sum(one.width for one in members)
        text, substituted = "".join(one.text for one in members), any(one.substitute for one in members)
        pieces.append(Piece(text, face, size, colour, url, x, width, substituted))
        x += width
    return tuple(pieces)
