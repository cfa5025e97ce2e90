"""What exported files look like, in Word as in PDF: the looks by the names that they have as styles of Word."""

from dataclasses import dataclass

from bot.exports.model import ParagraphKind, Tone
from bot.types import Language

INK, QUIET, ACCENT, WARN = "1A1A1A", "5B6470", "0B3D66", "8A4B00"
RULE, TINT = "C9D1DA", "EEF3F8"

LATIN = "Arial"
EAST_ASIAN = {
    Language.EN: "Microsoft JhengHei",
    Language.ZH_HANS: "Microsoft YaHei",
    Language.ZH_HANT: "Microsoft JhengHei",
}
ALTERNATIVES = {"Microsoft YaHei": "Noto Sans CJK SC", "Microsoft JhengHei": "Noto Sans CJK HK"}
"""What stands in for a font where it is absent."""

REGION = {Language.EN: "en-GB", Language.ZH_HANS: "zh-CN", Language.ZH_HANT: "zh-HK"}
"""The language of a text as tools for proofreading and reading aloud want it."""
EAST_ASIAN_REGION = {**REGION, Language.EN: "zh-HK"}

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # points, A4
SIDE, TOP, BOTTOM = 66.0, 60.0, 66.0  # margins in points


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Sizes and spaces in points, colours as RRGGBB; `hang` sets the first line out to the left of the others."""

    size: float = 10.5
    colour: str = INK
    bold: bool = False
    before: float = 0
    after: float = 6
    left: float = 0
    hang: float = 0
    keep: bool = False
    """Stays on the page of what follows it."""
    line: float = 1.3
    """Distance of lines in font sizes."""
    fill: str = ""
    rule: str = ""
    """Colour of a bar at the left; empty for none."""


HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
PARAGRAPHS = {kind: f"Answer {kind.value}" for kind in ParagraphKind}
NORMAL, SENTENCE, ITEM, CAPTION, CELL, HEAD_CELL = (
    "Normal", "Answer sentence", "Answer item", "Caption", "Cell", "Head cell",
)  # fmt: skip
SOURCE, SOURCE_MORE, SOURCE_QUOTE, SOURCE_ADDRESS, FOOT, GAP = (
    "Source", "Source more", "Source quote", "Source address", "Footer", "Gap",
)  # fmt: skip

LOOKS = {
    NORMAL: Look(),
    HEADINGS[1]: Look(size=20, colour=ACCENT, bold=True, after=4, keep=True),
    HEADINGS[2]: Look(size=14, colour=ACCENT, bold=True, before=22, after=5, keep=True),
    HEADINGS[3]: Look(colour=ACCENT, bold=True, before=12, after=3, keep=True),
    PARAGRAPHS[ParagraphKind.META]: Look(size=9, colour=QUIET, after=8),
    PARAGRAPHS[ParagraphKind.NOTICE]: Look(size=9, left=8, fill=TINT, rule=ACCENT),
    PARAGRAPHS[ParagraphKind.QUESTION]: Look(bold=True),
    PARAGRAPHS[ParagraphKind.STATUS]: Look(size=9, after=8, keep=True),
    PARAGRAPHS[ParagraphKind.WARNING]: Look(size=9.5, colour=WARN, left=8, rule=WARN),
    PARAGRAPHS[ParagraphKind.CORRECTION]: Look(colour=WARN, left=8, rule=WARN),
    PARAGRAPHS[ParagraphKind.TEXT]: Look(),
    SENTENCE: Look(),
    ITEM: Look(left=21, hang=21, after=5),
    CAPTION: Look(size=9.5, before=10, after=4, keep=True),
    CELL: Look(size=9.5, before=2, after=2, line=1.2),
    HEAD_CELL: Look(size=9.5, colour=ACCENT, bold=True, before=2, after=2, line=1.2, fill=TINT),
    SOURCE: Look(size=9, before=6, after=1, left=24, hang=24, keep=True, line=1.25),
    SOURCE_MORE: Look(size=9, colour=QUIET, after=1, left=24, keep=True, line=1.25),
    SOURCE_QUOTE: Look(size=9, after=2, left=32, keep=True, line=1.25, rule=RULE),
    SOURCE_ADDRESS: Look(size=8.5, colour=ACCENT, after=1, left=24, line=1.25),
    FOOT: Look(size=8, colour=QUIET, after=0),
    GAP: Look(size=4, after=0, line=1),
}

TONES = {
    Tone.STRONG: Look(bold=True),
    Tone.QUIET: Look(size=9, colour=QUIET),
    Tone.CITE: Look(size=9, colour=ACCENT, bold=True),
}
"""What a tone changes: its boldness, and its size and colour where these differ from those of running words."""
