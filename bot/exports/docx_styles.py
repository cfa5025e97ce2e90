"""The looks as styles of the Word file, so that a reader changes all of a kind at once."""

from collections.abc import Mapping
from typing import cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.run import Run as WordRun

from bot.exports import look
from bot.exports.look import LOOKS, TONES, Look
from bot.exports.model import Tone
from bot.types import Language

CHARACTERS = {
    Tone.PLAIN: "Default Paragraph Font",
    Tone.STRONG: "Strong",
    Tone.QUIET: "Quiet",
    Tone.CITE: "Citation number",
}
LINK = "Hyperlink"
_KEPT = {*CHARACTERS.values(), LINK, "Normal Table", "No List"}
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_LATIN = ("ascii", "hAnsi", "cs")
_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")  # the format wants this order


def prepare(word: WordDocument, language: Language) -> Mapping[str, str]:
    """Set the page and the styles of a new file in a language; gives the id of each style by its name."""
    page = word.sections[0]
    page.page_width, page.page_height = Pt(look.PAGE_WIDTH), Pt(look.PAGE_HEIGHT)
    page.left_margin = page.right_margin = Pt(look.SIDE)
    page.top_margin, page.bottom_margin = Pt(look.TOP), Pt(look.BOTTOM)
    for name, wanted in LOOKS.items():
        _set_paragraph(cast(ParagraphStyle, _style(word, name, WD_STYLE_TYPE.PARAGRAPH)), wanted, language)
    for tone in (Tone.QUIET, Tone.CITE):
        style, wanted = _style(word, CHARACTERS[tone], WD_STYLE_TYPE.CHARACTER), TONES[tone]
        style.font.size, style.font.bold = Pt(wanted.size), wanted.bold
        style.font.color.rgb = RGBColor.from_string(wanted.colour)
    link = _style(word, LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor.from_string(look.ACCENT)
    _name_alternatives(word)
    _drop_unused(word)
    return {style.name: style.style_id for style in word.styles}


def set_language(run: WordRun, language: Language) -> None:
    """Say what language a run is in, and which font has its Chinese."""
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), look.EAST_ASIAN[language])
    properties.append(element("w:lang", val=look.REGION[language], eastAsia=look.EAST_ASIAN_REGION[language]))


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of the format with attributes in its name space."""
    made = cast(BaseOxmlElement, OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _style(word: WordDocument, name: str, kind: WD_STYLE_TYPE) -> CharacterStyle:
    """The style of that name, made where the file has none; one of paragraphs is one of characters too."""
    if name not in {style.name for style in word.styles}:
        word.styles.add_style(name, kind, builtin=name == LINK)
    return cast(CharacterStyle, word.styles[name])


def _set_paragraph(style: ParagraphStyle, wanted: Look, language: Language) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(wanted.size), wanted.bold, False
    style.font.color.rgb = RGBColor.from_string(wanted.colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in _THEMES:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in _LATIN:
        fonts.set(qn(f"w:{name}"), look.LATIN)
    fonts.set(qn("w:eastAsia"), look.EAST_ASIAN[language])
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(wanted.before), Pt(wanted.after)
    # A multiple would be one of the font's own height, which is generous in Chinese fonts.
    form.line_spacing, form.line_spacing_rule = Pt(wanted.size * wanted.line), WD_LINE_SPACING.AT_LEAST
    form.left_indent, form.first_line_indent = Pt(wanted.left), Pt(-wanted.hang)
    form.keep_with_next = wanted.keep
    _set_sides(style.element.get_or_add_pPr(), wanted)


def _set_sides(properties: BaseOxmlElement, wanted: Look) -> None:
    """The bar at the left and the colour behind the words, in place of those that the style came with."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if wanted.rule:
        border = element("w:pBdr")
        border.append(element("w:left", val="single", sz="12", space="6", color=wanted.rule))
        properties.insert_element_before(border, *_AFTER_BORDER)
    if wanted.fill and wanted.rule:
        shade = element("w:shd", val="clear", color="auto", fill=wanted.fill)
        properties.insert_element_before(shade, *_AFTER_BORDER[1:])


def _drop_unused(word: WordDocument) -> None:
    """Leave out the styles that come with a new file and are not ours; a reader would choose among 160."""
    for style in list(word.styles):
        if style.name not in _KEPT and style.name not in LOOKS:
            style.delete()
    ids = {style.style_id for style in word.styles}
    for style in word.styles:
        for reference in style.element.xpath("w:basedOn | w:next | w:link"):
            if reference.get(qn("w:val")) not in ids:
                style.element.remove(reference)


def _name_alternatives(word: WordDocument) -> None:
    """Fonts for machines that lack those named."""
    part = next(part for part in word.part.package.iter_parts() if part.partname.endswith("fontTable.xml"))
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in look.ALTERNATIVES.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())
