import json
import os
from pathlib import Path

import pytest

from bot.documents.collection import read_collection
from bot.errors import KnowledgeError
from bot.types import Document, Fact, Knowledge, Language, Section, Source


def _write(folder: Path, *lines: object) -> Path:
    """A collection of the objects given; a string is written as it is."""
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path = folder / "texts.jsonl"
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def _read(folder: Path, **fields: object) -> Document:
    """The document of a collection of one line, whose text has a default."""
    (document,) = read_collection(_write(folder, {"text": "The library opens at nine.", **fields})).documents
    return document


def _texts(section: Section) -> list[str]:
    return [fact.text for fact in section.facts]


def test_every_field_is_read(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        {
            "id": "hours",
            "title": "Opening hours",
            "text": "The library opens at nine. It closes at seven.",
            "url": "https://library.example/hours",
            "date": "2026-03",
            "language": "en",
        },
    )

    assert read_collection(path) == Knowledge(
        documents=(
            Document(
                topic="hours",
                language=Language.EN,
                title="Opening hours",
                updated="2026-03",
                order=0,
                sections=(
                    Section(
                        id="hours/1",
                        heading="Opening hours",
                        phrasings=(),
                        facts=(
                            Fact(
                                id="hours.1",
                                text="The library opens at nine.",
                                as_of="2026-03",
                                source_ids=("hours",),
                            ),
                            Fact(id="hours.2", text="It closes at seven.", as_of="2026-03", source_ids=("hours",)),
                        ),
                        is_text=True,
                    ),
                ),
            ),
        ),
        sources={
            "hours": Source(
                id="hours",
                publisher="library.example",
                title="Opening hours",
                date="2026-03",
                url="https://library.example/hours",
                kind="document",
            )
        },
        terms=(),
        contacts=(),
        outside={},
    )


def test_a_text_is_all_that_a_line_needs(tmp_path: Path) -> None:
    path = _write(tmp_path, {"text": "圖書館九時開門。"})

    assert read_collection(path) == Knowledge(
        documents=(
            Document(
                topic="line-1",
                language=Language.ZH_HANT,
                title="line-1",
                updated="",
                order=0,
                sections=(
                    Section(
                        id="line-1/1",
                        heading="",
                        phrasings=(),
                        facts=(
                            Fact(
                                id="line-1.1",
                                text="圖書館九時開門。",
                                as_of="",
                                undated=True,
                                source_ids=("line-1",),
                            ),
                        ),
                        is_text=True,
                    ),
                ),
            ),
        ),
        sources={"line-1": Source(id="line-1", publisher="", title="line-1", date="", url="", kind="document")},
        terms=(),
        contacts=(),
        outside={},
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"id": "a"}, "a"),
        ({"_id": "b"}, "b"),
        ({"id": "a", "_id": "b"}, "a"),
        ({"id": None, "_id": "b"}, "b"),
        ({"id": "", "_id": "b"}, "b"),
        ({"id": 7}, "7"),
        ({"id": 0}, "0"),
        ({}, "line-1"),
    ],
)
def test_a_document_is_named_by_its_id_or_its_line(tmp_path: Path, fields: dict[str, object], name: str) -> None:
    assert _read(tmp_path, **fields).topic == name


def test_lines_are_read_in_order_with_other_fields_ignored(tmp_path: Path) -> None:
    path = _write(tmp_path, {"_id": "b", "text": "One.", "metadata": {"n": 1}}, {"_id": "a", "text": "Two."})

    assert [(one.topic, one.order) for one in read_collection(path).documents] == [("b", 0), ("a", 1)]


@pytest.mark.parametrize("text", [None, "", " \n "], ids=["null", "empty", "blank"])
def test_a_title_alone_is_the_text(tmp_path: Path, text: str | None) -> None:
    document = _read(tmp_path, title="Larkfield Library", text=text)

    assert (document.title, list(map(_texts, document.sections))) == ("Larkfield Library", [["Larkfield Library"]])


@pytest.mark.parametrize("name", ["id", "title", "url", "date", "language"])
@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_field_is_as_good_as_none(tmp_path: Path, name: str, value: str | None) -> None:
    assert _read(tmp_path, **{name: value}) == _read(tmp_path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The library opens at nine.", Language.EN),
        ("图书馆九点开门。", Language.ZH_HANS),
        ("圖書館九時開門。", Language.ZH_HANT),
    ],
)
def test_the_language_is_detected_where_it_is_not_named(tmp_path: Path, text: str, language: Language) -> None:
    assert _read(tmp_path, text=text).language is language


def test_the_language_of_a_title_alone_is_detected(tmp_path: Path) -> None:
    assert _read(tmp_path, text="", title="圖書館開放時間").language is Language.ZH_HANT


@pytest.mark.parametrize("language", list(Language))
def test_a_named_language_is_not_second_guessed(tmp_path: Path, language: Language) -> None:
    assert _read(tmp_path, text="圖書館九時開門。", language=language.value).language is language


def test_each_paragraph_is_a_section_and_facts_are_numbered_through(tmp_path: Path) -> None:
    sections = _read(tmp_path, id="a", text="One.\n\nTwo. Three.\n\n\n \n\nFour\nFive").sections

    assert [(section.id, [(fact.id, fact.text) for fact in section.facts]) for section in sections] == [
        ("a/1", [("a.1", "One.")]),
        ("a/2", [("a.2", "Two."), ("a.3", "Three.")]),
        ("a/3", [("a.4", "Four"), ("a.5", "Five")]),
    ]


def test_a_long_paragraph_is_cut_between_sentences(tmp_path: Path) -> None:
    sentence = f"{'A' * 399}."
    sections = _read(tmp_path, text=" ".join([sentence] * 7)).sections

    assert [len(section.facts) for section in sections] == [3, 3, 1]


def test_a_paragraph_that_just_fits_is_one_section(tmp_path: Path) -> None:
    fits, over = (f"{'A' * 599}. {'B' * length}." for length in (599, 600))

    assert (len(_read(tmp_path, text=fits).sections), len(_read(tmp_path, text=over).sections)) == (1, 2)


def test_a_sentence_longer_than_a_section_is_a_section_of_its_own(tmp_path: Path) -> None:
    endless = f"{'a' * 5000}."
    sections = _read(tmp_path, text=f"Before. {endless.capitalize()} After.").sections

    assert list(map(_texts, sections)) == [["Before."], [endless.capitalize()], ["After."]]


def test_a_number_sign_in_an_id_does_not_part_the_passage_id(tmp_path: Path) -> None:
    document = _read(tmp_path, id="page#top")

    assert (document.topic, document.sections[0].id, document.sections[0].facts[0].id) == (
        "page#top",
        "page%23top/1",
        "page%23top.1",
    )


def test_ids_that_differ_give_facts_that_differ(tmp_path: Path) -> None:
    names = ["a#b", "a%23b", "a%2523b", "a", "a.1", "a/1"]
    path = _write(tmp_path, *({"id": name, "text": "One. Two.\n\nThree."} for name in names))

    sections = [section for document in read_collection(path).documents for section in document.sections]
    ids = [section.id for section in sections] + [fact.id for section in sections for fact in section.facts]

    assert len(set(ids)) == len(ids) == 5 * len(names)


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b'{"id": "a", "text": "One."}\r\n{"id": "b", "text": "Two."}\r\n')

    assert [document.topic for document in read_collection(path).documents] == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "b", "text": "Two."', "is not JSON ("),
        ("[" * 100_000, "is not JSON ("),
        ('["b", "Two."]', "wanted a JSON object with id and text."),
        ('"Two."', "wanted a JSON object with id and text."),
        ({"id": "b"}, "has neither text nor title."),
        ({"id": "b", "text": " ", "title": "\n"}, "has neither text nor title."),
        ({"id": "b", "text": ["Two."]}, "text must be text; found ['Two.']."),
        ({"id": "b", "text": "Two.", "title": 2}, "title must be text; found 2."),
        ({"id": "b", "text": "Two.", "date": 2026}, "date must be text; found 2026."),
        ({"id": "b", "text": "Two.", "date": "2026/03"}, "date is '2026/03'; wanted YYYY, YYYY-MM or YYYY-MM-DD."),
        ({"id": "b", "text": "Two.", "date": "2026-02-30"}, "date is '2026-02-30'; wanted "),
        ({"id": "b", "text": "Two.", "language": "fr"}, "language is 'fr'; wanted one of en, zh-Hans, zh-Hant."),
        ({"id": "b", "text": "Two.", "url": "http://[x"}, "url is 'http://[x' ("),
        ('{"id": "b", "text": "Two \\ud83d."}', "holds half a surrogate pair, which is no character."),
        ({"id": "a", "text": "Two."}, "id 'a' stands twice; ids must differ."),
        ({"id": "line-1", "_id": "a", "text": "Two."}, "id 'line-1' stands twice; ids must differ."),
    ],
)
def test_a_malformed_line_is_named_with_file_and_line(tmp_path: Path, line: object, message: str) -> None:
    path = _write(tmp_path, {"text": "Nought."}, {"id": "a", "text": "One."}, line, {"id": "c", "text": "Three."})

    with pytest.raises(KnowledgeError) as caught:
        read_collection(path)

    assert str(caught.value).startswith(f"{path}:3: {message}")


@pytest.mark.parametrize("content", ["圖書館".encode("big5"), b"\xff\xfe{\x00", None], ids=["Big5", "UTF-16", "absent"])
def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "texts.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError) as caught:
        read_collection(path)

    assert str(caught.value).startswith(f"{path}: cannot be read as UTF-8 text (")


def test_an_empty_file_is_rejected(tmp_path: Path) -> None:
    path = _write(tmp_path)

    with pytest.raises(KnowledgeError) as caught:
        read_collection(path)

    assert str(caught.value) == f"{path}: holds no document; wanted a JSON object with id and text a line."


def test_a_file_too_large_to_read_is_refused_by_its_size(tmp_path: Path) -> None:
    path = _write(tmp_path, {"text": "One."})
    os.truncate(path, 2_000_000_000)

    with pytest.raises(KnowledgeError) as caught:
        read_collection(path)

    assert str(caught.value) == f"{path}: is 2.0 GB; at most 1 GB is read. Split it."


def test_a_blank_line_holds_no_document(tmp_path: Path) -> None:
    path = _write(tmp_path, {"id": "a", "text": "One."}, "", {"id": "b", "text": "Two."}, "", "")
    assert [document.topic for document in read_collection(path).documents] == ["a", "b"]
