"""Makes the font files beside it from Noto Sans CJK (`python -m bot.exports.fonts.make FOLDER`).

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, as in Debian's package fonts-noto-cjk. Outlines become
TrueType, which every reader of PDF embeds alike; layout tables are left out, since none is applied.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from bot.languages.scripts import simplify

_HERE = Path(__file__).parent
_ACCURACY = 1.0  # units of 1,000 an em by which a TrueType curve may leave the original
_LATIN = (
    range(0x20, 0x180), range(0x2C6, 0x2DE), range(0x370, 0x400), range(0x2010, 0x2065), range(0x2070, 0x2095),
    range(0x20A0, 0x20C1), range(0x2100, 0x2200), range(0x2200, 0x2300), range(0x2460, 0x2500), range(0x25A0, 0x2610),
    range(0x2713, 0x2718), range(0x3000, 0x3040), range(0x3200, 0x3400), range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0),
)  # fmt: skip
# Written Cantonese, beyond Big5; most of it is HKSCS.
_CANTONESE = (
    "咗嘅嘢喺咁哋嚟冇唔佢啲嗰噉嘥攞揾搵瞓嬲諗啱吖喎囉啩㗎𠺢𠸎𠵱𠻹𠱁𠹌𠝹𠿪𡃁𥄫𨋢𨳒𩓥𨂽𢱕𢲲𠯢𠹹𠺝𡁻𡁵㩒"
    "㨃䟴鎅揸掟抦嚿氹踎髀孖埗乸"
)
_ALSO = "対𫚭"  # stand in titles of sources or come out of them in Simplified
_LEVEL_ONE = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}  # first bytes of the commoner characters
_LINES = {"maxZones": 1} | dict.fromkeys(
    "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions".split(), 0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Make:
    """One file: its name, the collection and the font in it, and the characters that it keeps."""

    name: str
    weight: str
    member: int
    characters: Callable[[], Iterable[str]]


def _encoded(codec: str, first_bytes: Iterable[int] = range(0x81, 0xFF)) -> set[str]:
    pairs = (bytes(pair).decode(codec, errors="ignore") for pair in product(first_bytes, range(0x40, 0xFF)))
    return {text for text in pairs if len(text) == 1}


def _common() -> set[str]:
    return {chr(code) for codes in _LATIN for code in codes}


def _english() -> set[str]:
    """Latin with the narrow quotation marks of English; in the Chinese fonts these are as wide as a character."""
    return {chr(code) for codes in _LATIN[:4] for code in codes} | set("€™")


def _level_one(codec: str) -> set[str]:
    return _encoded(codec, _LEVEL_ONE[codec])


def _simplified() -> set[str]:
    """GB 2312, and what the characters of Big5 become in Simplified where they change: 浐, 谞 and others in names."""
    changed = {simplify(character) for character in _encoded("big5")} - _encoded("big5")
    return _common() | _encoded("gb2312") | changed | set(_ALSO)


def _traditional() -> set[str]:
    """Big5, the characters of HKSCS in the basic plane, and written Cantonese."""
    hkscs = {character for character in _encoded("big5hkscs") if character <= "\uffff"}
    return _common() | _encoded("big5") | hkscs | set(_CANTONESE)


_MAKES = (
    _Make(name="sans-la-regular", weight="Regular", member=1, characters=_english),
    _Make(name="sans-la-bold", weight="Bold", member=1, characters=_english),
    _Make(name="sans-sc-regular", weight="Regular", member=2, characters=_simplified),
    _Make(name="sans-hk-regular", weight="Regular", member=4, characters=_traditional),
    _Make(name="sans-sc-bold", weight="Bold", member=2, characters=lambda: _common() | _level_one("gb2312")),
    _Make(
        name="sans-hk-bold",
        weight="Bold",
        member=4,
        characters=lambda: _common() | _level_one("big5") | set(_CANTONESE),
    ),
)


def make(folder: Path) -> None:
    """Write every font file anew from the collections in a folder."""
    for one in _MAKES:
        font = TTFont(folder / f"NotoSansCJK-{one.weight}.ttc", fontNumber=one.member, recalcTimestamp=False)
        _keep(font, one.characters())
        _to_truetype(font)
        font.flavor = "woff"
        font.save(_HERE / f"{one.name}.woff")


def _keep(font: TTFont, characters: Iterable[str]) -> None:
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)


def _to_truetype(font: TTFont) -> None:
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, _ACCURACY, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    font["glyf"], font["loca"] = table, newTable("loca")
    del font["CFF "]
    for name in order:
        table.glyphs[name].recalcBounds(table)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(table.glyphs[name], "xMin", 0))
    font["maxp"].tableVersion = 0x00010000
    for name, value in {**_LINES, "maxComponentElements": 0}.items():
        setattr(font["maxp"], name, value)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
