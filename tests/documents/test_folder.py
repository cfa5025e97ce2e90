from pathlib import Path

import pytest

from bot.documents.folder import read_knowledge
from bot.errors import KnowledgeError
from bot.types import Contact, Knowledge, Language, Source, Term
from tests.factories import document, fact, section

_SHEET = """---
title: Treasury centres
updated: 2026-01-02
order: 1
---
## What is the tax rate? {#tax}
- The tax rate is 8.25%. {#rate as-of=2025-06-01 src=gov}
"""
_SOURCE = (
    '[gov]\npublisher = "Government"\ntitle = "A page"\ndate = ""\nurl = "https://example.org"\nkind = "official"\n'
)
_CONTACT = """[desk]
name-en = "Desk"
name-zh-Hans = "柜台"
name-zh-Hant = "櫃台"
url = "https://example.org/desk"
src = "gov"
topics = ["treasury"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "en/treasury.md": _SHEET,
        "zh-Hant/treasury.md": _SHEET,
        "sources.toml": _SOURCE,
        "terms.csv": "en,zh-Hans,zh-Hant,synonyms\ntreasury centre,财资中心,財資中心,CTC; hub ;\n",
        "contacts.toml": _CONTACT,
        "scope.toml": 'weather = ["rain", "天气"]\n',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_as_a_whole(folder: Path) -> None:
    sheet = section(fact())

    assert read_knowledge(folder) == Knowledge(
        documents=(document(sheet), document(sheet, language=Language.ZH_HANT)),
        sources={
            "gov": Source(
                id="gov", publisher="Government", title="A page", date="", url="https://example.org", kind="official"
            )
        },
        terms=(Term(en="treasury centre", zh_hans="财资中心", zh_hant="財資中心", synonyms=("CTC", "hub")),),
        contacts=(
            Contact(
                id="desk",
                name={"en": "Desk", "zh-Hans": "柜台", "zh-Hant": "櫃台"},
                url="https://example.org/desk",
                source_id="gov",
                topics=("treasury",),
            ),
        ),
        outside={"weather": ("rain", "天气")},
    )


def test_a_contact_without_topics_is_for_any(folder: Path) -> None:
    (folder / "contacts.toml").write_text(_CONTACT.replace('topics = ["treasury"]\n', ""), encoding="utf-8")

    assert read_knowledge(folder).contacts[0].topics == ()


def test_an_absent_folder_is_answered_with_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"^No knowledge folder at .*nowhere\. Name one"):
        read_knowledge(tmp_path / "nowhere")


def test_a_folder_without_sheets_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"no fact sheet found; wanted en/<topic>\.md and zh-Hant/<topic>\.md"):
        read_knowledge(tmp_path)


@pytest.mark.parametrize("name", ["sources.toml", "terms.csv", "contacts.toml", "scope.toml"])
def test_an_absent_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)

    assert str(caught.value).startswith(f"{folder / name}: cannot be read (")


@pytest.mark.parametrize("name", ["sources.toml", "terms.csv", "contacts.toml", "scope.toml"])
def test_a_file_that_is_not_utf_8_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff\xfe")

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)

    assert str(caught.value).startswith(f"{folder / name}: cannot be read (")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("sources.toml", "[gov", "cannot be read ("),
        ("sources.toml", 'gov = "x"', "'gov' must be a table, [gov]; found 'x'."),
        ("sources.toml", '[gov]\ntitle = "x"', '[gov] needs publisher = "…"; found None.'),
        ("sources.toml", _SOURCE.replace('date = ""', "date = 2025-01-02"), '[gov] needs date = "…"; found '),
        ("contacts.toml", _CONTACT.replace("src =", "source ="), '[desk] needs src = "…"; found None.'),
        ("contacts.toml", _CONTACT.replace("name-zh-Hans", "name-zh"), '[desk] needs name-zh-Hans = "…"; found None.'),
        ("scope.toml", 'weather = "rain"', "weather must be a list of words; found 'rain'."),
        ("scope.toml", "weather = [1]", "weather must be a list of words; found [1]."),
    ],
)
def test_a_malformed_file_is_named_with_its_entry(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)

    assert str(caught.value).startswith(f"{folder / name}: {message}")


def test_other_columns_of_terms_are_rejected_with_file_and_line(folder: Path) -> None:
    (folder / "terms.csv").write_text("en,zh\na,b\n", encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)

    assert str(caught.value) == (f"{folder / 'terms.csv'}:1: columns ['en', 'zh']; wanted en,zh-Hans,zh-Hant,synonyms.")


def test_a_malformed_sheet_is_rejected_with_file_and_line(folder: Path) -> None:
    (folder / "zh-Hant" / "treasury.md").write_text(f"{_SHEET}loose text\n", encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"zh-Hant/treasury\.md:8: is neither"):
        read_knowledge(folder)
