"""The knowledge that is shipped, held to what its readers rely on."""

from pathlib import Path

import pytest

from bot.documents.checks import check_knowledge
from bot.documents.folder import read_knowledge
from bot.figures import values
from bot.languages.detection import is_in_script
from bot.languages.scripts import simplify
from bot.types import Contact, Document, Fact, Language

_KNOWLEDGE = read_knowledge(Path(__file__).parent.parent / "knowledge")
_CHINESE = [document for document in _KNOWLEDGE.documents if document.language is Language.ZH_HANT]
every_sheet = pytest.mark.parametrize(
    "sheet", _KNOWLEDGE.documents, ids=lambda sheet: f"{sheet.language}/{sheet.topic}"
)
every_contact = pytest.mark.parametrize("contact", _KNOWLEDGE.contacts, ids=lambda contact: contact.id)


def _facts(sheet: Document) -> list[Fact]:
    return [fact for section in sheet.sections for fact in section.facts]


def test_the_check_finds_nothing() -> None:
    assert check_knowledge(_KNOWLEDGE) == []


@every_contact
def test_a_contacts_address_has_a_source(contact: Contact) -> None:
    assert contact.source_id in _KNOWLEDGE.sources


@every_contact
def test_a_contacts_address_is_secure(contact: Contact) -> None:
    assert contact.url.startswith("https://")


def test_some_contact_is_for_any_topic() -> None:
    assert [contact.id for contact in _KNOWLEDGE.contacts if not contact.topics] != []


@every_sheet
def test_every_fact_ends_with_a_full_stop(sheet: Document) -> None:
    stop = "。" if sheet.language.is_chinese else "."

    assert [fact.id for fact in _facts(sheet) if not fact.text.endswith(stop)] == []


@every_sheet
def test_no_fact_holds_braces(sheet: Document) -> None:
    assert [fact.id for fact in _facts(sheet) if set(fact.text) & set("{}")] == []


@every_sheet
def test_every_fact_is_in_the_script_of_its_sheet(sheet: Document) -> None:
    assert [fact.id for fact in _facts(sheet) if not is_in_script(fact.text, sheet.language)] == []


@pytest.mark.parametrize("sheet", _CHINESE, ids=lambda sheet: sheet.topic)
def test_every_fact_put_into_simplified_passes_as_simplified(sheet: Document) -> None:
    assert [fact.id for fact in _facts(sheet) if not is_in_script(simplify(fact.text), Language.ZH_HANS)] == []


@pytest.mark.parametrize("sheet", _CHINESE, ids=lambda sheet: sheet.topic)
def test_no_fact_loses_or_changes_a_figure_in_simplified(sheet: Document) -> None:
    assert [fact.id for fact in _facts(sheet) if values(simplify(fact.text)) != values(fact.text)] == []


@pytest.mark.parametrize("sheet", _CHINESE, ids=lambda sheet: sheet.topic)
def test_every_fact_in_simplified_is_in_that_script(sheet: Document) -> None:
    shown = {fact.id: simplify(fact.text) for fact in _facts(sheet)}
    assert [name for name, text in shown.items() if not is_in_script(text, Language.ZH_HANS)] == []
