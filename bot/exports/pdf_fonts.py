"""The fonts of a PDF as its layout measures with them: which has a character, and how wide it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from bot.types import Language

_FAMILIES = {
    Language.EN: ("la", "hk", "sc"),
    Language.ZH_HANS: ("sc", "hk"),
    Language.ZH_HANT: ("hk", "sc"),
}
_FOLDER = Path(__file__).parent / "fonts"
MISSING = "□"
"""Stands for a character that no font has."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file in one weight with its widths in ems by code point."""

    family: str
    bold: bool
    widths: dict[int, float]

    @property
    def path(self) -> Path:
        """The file."""
        return font_path(self.family, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Character:
    """A character as it will stand on the page, in the face that has it, and how wide it is in ems."""

    text: str
    face: Face
    width: float
    substitute: bool = False
    """Stands for another that no font has."""


def font_path(family: str, *, bold: bool) -> Path:
    """The file of a family: `la`, `sc` or `hk`."""
    return _FOLDER / f"sans-{family}-{'bold' if bold else 'regular'}.woff"


def set_in(text: str, language: Language, *, bold: bool = False) -> Iterator[Character]:
    """The characters of a text in the forms of its language; what no font has becomes `MISSING`.

    A text that is plainly in the other script, a title, has that one's forms throughout.
    """
    faces = _faces(_order(text, language), bold)
    for character in text:
        yield _set(character, faces) or _box(faces)


def _order(text: str, language: Language) -> tuple[str, ...]:
    """Families by preference: the narrow one for English, then that of the script that the text is rather in."""
    *latin, own, other = _FAMILIES[language]
    mine, others = (_face(family, False).widths.keys() for family in (own, other))
    codes = set(map(ord, text))
    foreign = len((codes & others) - mine) > len((codes & mine) - others)
    return (*latin, other, own) if foreign else (*latin, own, other)


@cache
def _face(family: str, bold: bool) -> Face:
    with TTFont(font_path(family, bold=bold), lazy=True) as font:
        advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return Face(family, bold, {code: advances[name][0] / em for code, name in font.getBestCmap().items()})


def _faces(families: tuple[str, ...], bold: bool) -> tuple[Face, ...]:
    """In order of preference: a rare character of a heading is rather too light than in foreign forms."""
    return tuple(_face(family, weight) for family in families for weight in ((True, False) if bold else (False,)))


def _box(faces: tuple[Face, ...]) -> Character:
    face = next(face for face in faces if ord(MISSING) in face.widths)
    return Character(MISSING, face, face.widths[ord(MISSING)], substitute=True)


def _set(character: str, faces: tuple[Face, ...]) -> Character | None:
    code = ord(character)
    return next((Character(character, face, face.widths[code]) for face in faces if code in face.widths), None)
