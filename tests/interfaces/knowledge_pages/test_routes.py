from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from bot.app import Bot
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.languages.scripts import simplify
from bot.settings import Settings
from bot.types import Document, Language
from tests.interfaces.knowledge_pages.pages import ReadPage

_TITLES = {Language.EN: "Knowledge base", Language.ZH_HANS: "知识库", Language.ZH_HANT: "知識庫"}


@pytest.fixture(scope="module")
def service(indexed: Settings, bot: Bot) -> Service:
    service = Service(indexed)
    service.state = State(bot=bot, percent=100)
    return service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_api(service)) as client:
        yield client


def _read(client: TestClient, path: str, language: str = "en") -> ReadPage:
    response = client.get(path, params={"lang": language})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return ReadPage(response.text)


def _sheets(bot: Bot, language: Language) -> list[Document]:
    return bot.advisor.corpus.documents(language)


def _facts_of(bot: Bot) -> dict[str, set[str]]:
    return {
        sheet.topic: {fact.id for section in sheet.sections for fact in section.facts}
        for sheet in _sheets(bot, Language.EN)
    }


@pytest.mark.parametrize("language", list(Language))
def test_the_overview_links_every_topic_in_order_in_the_asked_script(
    client: TestClient, bot: Bot, language: Language
) -> None:
    page = _read(client, "/knowledge", language)
    topics = [sheet.topic for sheet in _sheets(bot, language)]

    linked = [url for url in page.links if url.startswith("/knowledge/") and "#" not in url]

    assert linked == [f"/knowledge/{topic}?lang={language.value}" for topic in topics]
    assert _TITLES[language] in page.text


@pytest.mark.parametrize("language", list(Language))
def test_every_fact_of_every_sheet_is_an_anchor_on_its_page(client: TestClient, bot: Bot, language: Language) -> None:
    for topic, facts in _facts_of(bot).items():
        page = _read(client, f"/knowledge/{topic}", language)

        assert facts <= set(page.ids), topic
        assert len(page.ids) == len(set(page.ids)), topic
        assert {f"#{fact}" for fact in facts} <= set(page.links), topic


@pytest.mark.parametrize("language", list(Language))
def test_every_link_within_the_pages_leads_somewhere(client: TestClient, bot: Bot, language: Language) -> None:
    facts = _facts_of(bot)
    for path in ("/knowledge", *(f"/knowledge/{topic}" for topic in facts)):
        page = _read(client, path, language)
        for link in map(urlsplit, page.links):
            if not link.netloc and link.path.startswith("/knowledge/") and link.fragment:
                assert link.fragment in facts[link.path.removeprefix("/knowledge/")]
            elif not link.netloc and not link.path:
                assert link.fragment in page.ids, (path, link.fragment)


def test_facts_are_shown_with_their_dates_and_sources(client: TestClient, bot: Bot) -> None:
    sources = bot.index.knowledge.sources
    for sheet in _sheets(bot, Language.EN):
        page = _read(client, f"/knowledge/{sheet.topic}", "en")
        for section in sheet.sections:
            assert " ".join(section.heading.split()) in page.text
            for fact in section.facts:
                assert " ".join(fact.text.split()) in page.text
                assert {sources[name].url for name in fact.source_ids if sources[name].url} <= set(page.links)


@pytest.mark.parametrize("path", ["/knowledge", "/knowledge/goglobal-task-force"])
def test_each_page_is_offered_in_the_three_scripts(client: TestClient, path: str) -> None:
    page = _read(client, path, "zh-Hant")

    assert {f"{path}?lang={language.value}" for language in Language} <= set(page.links)


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("", "zh-HK", "zh-Hant"),
        ("", "fr-FR, zh-TW;q=0.5", "zh-Hant"),
        ("en", "zh-HK", "en"),
        ("klingon", "zh-CN", "zh-Hans"),
    ],
)
def test_without_a_choice_the_browser_says_the_language(
    client: TestClient, asked: str, accepted: str, language: str
) -> None:
    response = client.get("/knowledge", params={"lang": asked}, headers={"Accept-Language": accepted})

    assert f'<html lang="{language}">' in response.text
    assert response.headers["vary"] == "Accept-Language"


def test_simplified_is_derived_from_traditional(client: TestClient, bot: Bot) -> None:
    sheet = _sheets(bot, Language.ZH_HANT)[0]
    page = _read(client, f"/knowledge/{sheet.topic}", "zh-Hans")

    for section in sheet.sections:
        assert simplify(section.heading) in page.text


@pytest.mark.parametrize("topic", ["no-such-topic", "GoGlobal-Task-Force", "a b", "<script>alert(1)"])
@pytest.mark.parametrize(("language", "title"), [("en", "There is no such topic"), ("zh-Hant", "沒有這個主題")])
def test_an_unknown_topic_is_a_page_too(client: TestClient, topic: str, language: str, title: str) -> None:
    response = client.get(f"/knowledge/{topic}", params={"lang": language})
    page = ReadPage(response.text)

    assert response.status_code == 404
    assert title in page.text
    assert "alert(1)" not in response.text
    assert f"/knowledge?lang={language}" in page.links


@pytest.mark.parametrize("path", ["/knowledge", "/knowledge/goglobal-task-force"])
@pytest.mark.parametrize(
    ("state", "text"),
    [
        (State(percent=40), "Preparing the knowledge base, 40%"),
        (State(failure="no <space>"), "could not be prepared: no <space>"),
    ],
    ids=["building", "failed"],
)
def test_pages_wait_for_the_index(indexed: Settings, path: str, state: State, text: str) -> None:
    service = Service(indexed)
    service.state = state
    with TestClient(create_api(service)) as client:
        response = client.get(path, params={"lang": "en"})

    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert text in ReadPage(response.text).text
    assert "<space>" not in response.text


@pytest.mark.parametrize("path", ["/knowledge", "/knowledge/goglobal-task-force", "/knowledge/none"])
def test_a_page_may_ask_for_nothing_and_runs_nothing(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert not {"script", "img", "iframe", "form"} & set(ReadPage(response.text).tags)


@pytest.mark.parametrize("path", ["/knowledge", "/knowledge/corporate-treasury-centres", "/knowledge/none"])
def test_headings_are_in_order_under_one_title(client: TestClient, path: str) -> None:
    levels = [int(tag[1]) for tag in _read(client, path).tags if tag in ("h1", "h2", "h3", "h4")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
