"""Pages of knowledge made for the purpose: marks, hostile texts, indicators, texts that are no sheets."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.app import build_bot, ingest_knowledge
from bot.interfaces.knowledge_pages.routes import KnowledgePages
from bot.interfaces.service import Service, State
from bot.settings import Settings
from bot.types import Indicator, IndicatorValue, Knowledge, Language
from tests.factories import document, fact, indicator, knowledge, section, source
from tests.interfaces.knowledge_pages.pages import ReadPage

_HOSTILE = '<script>alert(1)</script>"><img src=x>{{ 7 * 7 }}'
_NAMES = {"en": "Companies <b>", "zh-Hant": "內地公司"}

Ask = Callable[[Knowledge, str], ReadPage]


@pytest.fixture
def ask(settings: Settings, tmp_path: Path) -> Iterator[Ask]:
    """Asks for a page of some knowledge on a day in 2026."""
    own = settings.model_copy(update={"data_dir": tmp_path / "data"})
    with ExitStack() as stack:

        def page(known: Knowledge, path: str) -> ReadPage:
            ingest_knowledge(own, known, rebuild=False, progress=lambda stage, done, total: None)
            service, app = Service(own), FastAPI()
            service.state = State(bot=build_bot(own), percent=100)
            app.include_router(KnowledgePages(service, lambda: date(2026, 11, 25)).router())
            response = stack.enter_context(TestClient(app)).get(path)
            assert response.status_code == 200
            return ReadPage(response.text)

        yield page


def _indicator(*values: IndicatorValue) -> Indicator:
    return replace(indicator(*values), name=_NAMES, unit=_NAMES, scope=_NAMES)


def test_each_mark_is_shown_and_explained_and_links_are_in_the_words_of_the_other_fact(ask: Ask) -> None:
    facts = (
        fact(id="old", text="The rate was 16.5%.", superseded_by="new", conflicts=("new",)),
        fact(id="new", text="The rate is 8.25%.", conflicts=("odd", "old")),
        fact(id="odd", text="The rate is 9%.", conflicts=("new",), disputed=True),
        fact(id="guess", text="So it pays.", inference=True),
        fact(id="none", text="No telephone number is given.", gap=True),
        fact(id="read", text="The page says so.", as_of="2026-11", undated=True),
    )

    page = ask(knowledge(document(section(*facts))), "/knowledge/treasury?lang=en")

    assert page.text.count("Sources disagree") == 3
    for mark in ("Superseded", "Disputed", "Inference", "Not in the material", "Undated"):
        assert page.text.count(mark) == 2, mark
    assert "Replaced by The rate is 8.25%." in page.text
    assert "Differs from The rate is 9%." in page.text
    assert "undated page, read November 2026" in page.text
    assert "Differs from The rate was 16.5%." in page.text
    assert page.links.count("/knowledge/treasury?lang=en#new") == 2


def test_marks_that_do_not_occur_are_not_explained(ask: Ask) -> None:
    assert "What the marks mean" not in ask(knowledge(document(section(fact()))), "/knowledge/treasury?lang=en").text


def test_whatever_a_sheet_holds_is_shown_as_text(ask: Ask) -> None:
    hostile = replace(source(), title=_HOSTILE, publisher=_HOSTILE, url="javascript:alert(1)")
    sheet = document(section(fact(text=_HOSTILE), heading=_HOSTILE), title=_HOSTILE)
    known = replace(
        knowledge(sheet, sources=(hostile,)),
        indicators=(_indicator(IndicatorValue(covers="2025", value=1, as_of="2026", source_ids=("gov",))),),
    )

    for path in ("/knowledge?lang=en", "/knowledge/treasury?lang=en"):
        page = ask(known, path)

        assert not {"script", "img", "b"} & set(page.tags)
        assert _HOSTILE in page.text
        assert not [link for link in page.links if link.startswith("javascript")]


def test_links_and_sources_that_lead_nowhere_are_left_out(ask: Ask) -> None:
    one = fact(superseded_by="gone", source_ids=("gov", "unknown"))

    page = ask(knowledge(document(section(one))), "/knowledge/treasury?lang=en")

    assert "Superseded" in page.text
    assert "Replaced by" not in page.text


def test_an_indicator_is_a_table_with_the_newest_value_first(ask: Ask) -> None:
    values = (
        IndicatorValue(covers="2023", value=2177, as_of="2023-11", source_ids=("gov",), conflicts=True),
        IndicatorValue(covers="2024", value=1234567.5, as_of="2024", source_ids=("gov",), fact_id="rate", at_most=True),
        IndicatorValue(
            covers="2025-01/2025-09", value=3070, as_of="2026", source_ids=("gov",), part_of="2025", approximate=True
        ),
    )
    known = replace(knowledge(document(section(fact()))), indicators=(_indicator(*values),))

    page = ask(known, "/knowledge?lang=en")

    assert page.text.index("about 3,070") < page.text.index("at most 1,234,567.5") < page.text.rindex("2,177")
    assert "January to September 2025 part of 2025" in page.text
    assert "2023 Sources disagree" in page.text
    assert "/knowledge/treasury?lang=en#rate" in page.links
    assert "firms" in page.ids


def test_names_of_indicators_come_in_the_script_of_the_reader(ask: Ask) -> None:
    value = IndicatorValue(covers="2025", value=1, as_of="2026", source_ids=("gov",))
    sheet = document(section(fact(text="稅率為8.25%。")), language=Language.ZH_HANT, title="財資")
    known = replace(knowledge(sheet), indicators=(_indicator(value),))

    assert "内地公司" in ask(known, "/knowledge?lang=zh-Hans").text


def test_what_is_due_is_listed_with_its_rule_and_an_indicator_leads_to_its_table(ask: Ask) -> None:
    value = IndicatorValue(covers="2019", value=1, as_of="2019", source_ids=("gov",))
    facts = (fact(id="old", text="An old rule.", as_of="2020"), fact(id="young", text="A new rule.", as_of="2026"))
    known = replace(knowledge(document(section(*facts))), indicators=(_indicator(value),))

    page = ask(known, "/knowledge?lang=en")

    assert "Due for review: 2 of 2." in page.text
    assert "An old rule. as of 2020 · rule or arrangement" in page.text
    assert "A new rule." not in page.text
    assert "#firms" in page.links


def test_nothing_due_and_no_indicator_are_said_or_left_out(ask: Ask) -> None:
    page = ask(knowledge(document(section(fact(as_of="2026")))), "/knowledge?lang=en")

    assert "Nothing is due for review." in page.text
    assert "Indicators" not in page.text


def test_a_kind_of_source_without_words_stands_as_it_is(ask: Ask) -> None:
    known = knowledge(document(section(fact())), sources=(replace(source(), kind="oracle"),))

    assert "oracle 1" in ask(known, "/knowledge?lang=en").text


def test_a_sheet_in_the_other_language_alone_is_shown_and_says_its_language(ask: Ask) -> None:
    page = ask(knowledge(document(section(fact(text="Only English.")))), "/knowledge/treasury?lang=zh-Hant")

    assert "Only English." in page.text
    assert "截至2025年6月1日" in page.text


def test_a_text_that_is_no_sheet_has_no_page(ask: Ask) -> None:
    texts = document(section(fact(id="other"), id="text"), topic="My text.pdf", title="My text")

    page = ask(knowledge(document(section(fact())), texts), "/knowledge?lang=en")

    assert "/knowledge/treasury?lang=en" in page.links
    assert not [link for link in page.links if "My" in link]
