"""What is drawn on a page, each thing at its place: points from the left and from the top."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.exports.pdf_lines import Line, Piece

_ASCENT = 0.88  # ems from the top of the em box to the base line


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `y` is the base line."""

    x: float
    y: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    y: float
    level: int
    title: str


Mark = Text | Box | Bookmark


def place(line: Line, x: float, top: float, height: float) -> Iterator[Mark]:
    """A line whose words stand in the middle of its height."""
    size = max((piece.size for piece in line), default=0.0)
    base = top + (height - size) / 2 + size * _ASCENT
    return (Text(x + piece.x, base, piece) for piece in line)
