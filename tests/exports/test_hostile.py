"""Whatever a question, a title or an address holds, the files are valid and nothing in them acts."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from bot.exports.document import build_document
from bot.exports.formats import Format, export
from bot.exports.look import BOTTOM, PAGE_HEIGHT, PAGE_WIDTH, SIDE
from bot.exports.pdf_layout import lay_out
from bot.exports.pdf_marks import Text
from bot.exports.words import ExportWords, load_export_words
from bot.settings import Settings
from bot.types import Answer, Language
from tests.exports import samples
from tests.exports.reading import pages, squeezed, tokens, words

_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](https://evil.example/x.png) [y](javascript:alert(1)) [z]: https://evil.example",
    "`code` *b* _i_ ~~s~~ **bold** # h | cell | $x$ \\ &lt; &amp; <!-- c --> <?php ?> <![CDATA[x]]>",
    "- item 1. item + item > quote === ---",
    "1) first",
    "=SUM(A1:A9)+cmd|' /C calc'!A0",
    "http://[malformed https://例子.測試/路徑。",
    "C:\\temp\\new_file_name.txt __init__ 2*3*4 a_b_c",
    "{{nb}} {nb} ${1+1} {%x%}",
]
_BLANK = 3.0  # points; a space at the end of a line may hang over
_UNSEEN = "a\x00b\x07c\x1bd\u202ee\u2066f\u200bg\u200dh\ufeffi\u00adj\ufffek\ud800l\ufe0fm\u2028n\x0bo"


@pytest.fixture(scope="module")
def wording(settings: Settings) -> Mapping[Language, ExportWords]:
    return load_export_words(settings.prompts_dir)


def _hostile_answer(text: str) -> Answer:
    """An answer all of whose words are hostile."""
    answer = samples.answer(Language.EN)
    first, *others = answer.citations
    bad = replace(first.source, title=text, publisher=text, url="javascript:alert(1)")
    assert answer.table
    row = replace(answer.table.rows[0], head=text)
    return replace(
        answer,
        sentences=tuple(replace(one, text=text, remark=text) for one in answer.sentences),
        citations=(replace(first, source=bad, quote=text), *others),
        correction=text,
        notice=text,
        table=replace(answer.table, heads=(text, text), rows=(row,)),
        model=text,
    )


@pytest.mark.parametrize("wanted", list(Format))
@pytest.mark.parametrize("hostile", _HOSTILE)
def test_hostile_words_are_words(hostile: str, wanted: Format, wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.conversation((hostile, _hostile_answer(hostile))), wanted, wording)

    said = words(content, wanted)

    assert said.count(squeezed(hostile)) == 16  # the remark on three sentences in a row is said once


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_markdown_holds_no_markup_from_outside(hostile: str, wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.conversation((hostile, _hostile_answer(hostile))), Format.MARKDOWN, wording)

    found = list(tokens(content))

    assert not {"html_inline", "html_block", "image", "code_inline", "fence", "code_block"} & {
        one.type for one in found
    }
    assert "<script" not in content.decode()
    addresses = {str(one.attrs["href"]) for one in found if one.type == "link_open"}
    assert all(address.startswith("https://example.org/") for address in addresses)


def test_only_web_addresses_are_links(wording: Mapping[Language, ExportWords]) -> None:
    told = samples.conversation(("?", _hostile_answer("x")))

    word = docx.Document(io.BytesIO(export(told, Format.DOCX, wording)))
    pdf = PdfReader(io.BytesIO(export(told, Format.PDF, wording)))

    links = {link.target_ref for link in word.part.rels.values() if link.is_external}
    annotations = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(address.startswith("https://example.org/") for address in links)
    assert {note["/A"]["/URI"] for note in annotations} == links


@pytest.mark.parametrize("wanted", list(Format))
def test_characters_that_nobody_sees_are_left_out(wanted: Format, wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.conversation((_UNSEEN, None)), wanted, wording)

    assert "1.abcdefghijklmno" in words(content, wanted)


def test_the_pdf_shows_a_box_for_what_its_font_lacks_and_says_so(wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.conversation(("Rocket 🚀 and 𓀀 and ไทย", None)), Format.PDF, wording)

    said = words(content, Format.PDF)

    assert "Rocket□and□and□□□" in said
    assert said.endswith(squeezed(wording[Language.EN].own("missing_character")))


def test_a_box_that_was_asked_for_needs_no_explanation(wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.conversation(("Tick □ here", None)), Format.PDF, wording)

    assert "Tick□here" in words(content, Format.PDF)
    assert squeezed(wording[Language.EN].own("missing_character")) not in words(content, Format.PDF)


@pytest.mark.parametrize("wanted", list(Format))
@pytest.mark.parametrize("question", ["稅" * 2000, "word " * 400, "w" * 2000, "https://example.org/" + "w" * 1980])
def test_a_long_question_is_said_in_full(
    question: str, wanted: Format, wording: Mapping[Language, ExportWords]
) -> None:
    content = export(samples.conversation((question, samples.declined(Language.EN))), wanted, wording)

    assert squeezed(question) in words(content, wanted)


def test_many_turns_are_numbered_to_the_last(wording: Mapping[Language, ExportWords]) -> None:
    turns = [(f"Question about {number}?", samples.answer(list(Language)[number % 3])) for number in range(1, 41)]
    told = samples.conversation(*turns)

    said = [words(export(told, wanted, wording), wanted) for wanted in Format]

    assert all(f"{number}.Questionabout{number}?" in text for text in said for number in range(1, 41))


def test_nothing_is_cut_off_at_the_edges_of_a_page(wording: Mapping[Language, ExportWords]) -> None:
    told = samples.conversation(("w" * 2000, samples.answer(Language.EN)), ("稅" * 2000, _hostile_answer("稅" * 2000)))

    placed = [mark for page in lay_out(build_document(told, wording)) for mark in page if isinstance(mark, Text)]

    assert all(mark.x >= SIDE - 0.1 for mark in placed)
    assert all(mark.x + mark.piece.width <= PAGE_WIDTH - SIDE + _BLANK for mark in placed)
    assert all(mark.piece.size < mark.y < PAGE_HEIGHT - BOTTOM for mark in placed)


def test_a_table_that_breaks_over_pages_repeats_its_head(wording: Mapping[Language, ExportWords]) -> None:
    answer = samples.answer(Language.EN)
    assert answer.series
    many = replace(answer, series=replace(answer.series, points=answer.series.points * 60))

    found = pages(export(samples.conversation(("?", many)), Format.PDF, wording))

    with_rows = [page for page in found if page.count("January to September 2025") > 1]
    assert len(with_rows) > 2
    assert all("Period" in page for page in with_rows)


def test_the_word_file_is_sound_and_says_what_it_is(wording: Mapping[Language, ExportWords]) -> None:
    content = export(samples.whole(Language.ZH_HANT), Format.DOCX, wording)

    word = docx.Document(io.BytesIO(content))

    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    properties = word.core_properties
    assert (properties.title, properties.author, properties.language) == ("出海顧問問答紀錄", "出海顧問", "zh-Hant")
    assert [p.style.name for p in word.paragraphs if p.style and p.style.name.startswith(("Title", "Heading"))][:3] == [
        "Title", "Heading 1", "Heading 2",
    ]  # fmt: skip
    body = word.element.xml
    assert 'w:eastAsia="Microsoft JhengHei"' in body
    assert 'w:eastAsia="zh-HK"' in body
    assert body.count("<w:tblHeader/>") == len(word.tables)
    assert "PAGE" in word.sections[0].footer._element.xml


def test_simplified_words_have_a_simplified_font_in_a_traditional_frame(
    wording: Mapping[Language, ExportWords],
) -> None:
    told = samples.conversation(("?", samples.answer(Language.ZH_HANS)), language=Language.ZH_HANT)

    body = docx.Document(io.BytesIO(export(told, Format.DOCX, wording))).element.xml

    assert 'w:eastAsia="Microsoft YaHei"' in body
    assert 'w:eastAsia="Microsoft JhengHei"' in body


def test_the_pdf_has_its_fonts_its_language_an_outline_and_page_numbers(
    wording: Mapping[Language, ExportWords],
) -> None:
    content = export(samples.whole(Language.ZH_HANS), Format.PDF, wording)

    pdf = PdfReader(io.BytesIO(content))

    assert pdf.metadata
    assert (pdf.metadata.title, pdf.metadata.author) == ("出海顾问问答记录", "出海顾问")
    assert str(pdf.root_object["/Lang"]) == "zh-CN"
    assert [str(one["/Title"]) for one in pdf.outline if isinstance(one, Destination)] == ["出海顾问问答记录"]
    assert f"第1页，共{len(pdf.pages)}页" in pages(content)[0]
    fonts = re.findall(rb"/BaseFont /(\S+)", content)
    assert fonts
    assert all(b"NotoSansCJK" in font for font in fonts)
