from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.answer.serialise import to_json
from bot.app import Bot
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.settings import Settings
from bot.types import Answer, Language
from tests.answer.rich import RICH
from tests.interfaces.knowledge_pages.pages import ReadPage

_HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7 * 7 }}'
_FRAMES = {Language.EN: "About this answer", Language.ZH_HANS: "关于这条回答", Language.ZH_HANT: "關於這項回答"}
_MISSING = {
    Language.EN: "This answer is not here",
    Language.ZH_HANS: "找不到这条回答",
    Language.ZH_HANT: "找不到這項回答",
}


@pytest.fixture
def service(indexed: Settings, bot: Bot, tmp_path: Path) -> Service:
    service = Service(indexed.model_copy(update={"data_dir": tmp_path, "store_questions": True}))
    service.state = State(bot=bot, percent=100)
    return service


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_api(service)) as client:
        yield client


def _keep(service: Service, answer: Answer) -> Answer:
    assert service.receipts
    service.receipts.keep(answer)
    return answer


def _read(client: TestClient, id: str, language: str = "en") -> ReadPage:
    response = client.get(f"/answers/{id}", params={"lang": language})
    assert response.status_code == 200
    return ReadPage(response.text)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "question",
    [
        "How many Mainland companies were there in Hong Kong in 2019 and in 2025?",
        "red chip vs H share",
        "非香港公司注册手续怎么办",
        "What is the tax rate for a treasury centre in Dubai?",
        "税",
        "Hello!",
    ],
)
def test_every_kind_of_answer_is_shown_word_for_word_within_the_readers_frame(
    client: TestClient, service: Service, question: str, language: Language
) -> None:
    answer = service.answer(question)
    page = _read(client, answer.id, language)

    assert _FRAMES[language] in page.text
    assert question in page.text
    for text in (answer.text.splitlines()[-1].split(" [")[0], *(one.text for one in answer.sentences)):
        assert " ".join(text.split()) in page.text
    for citation in answer.citations:
        assert citation.quote in page.text
        assert {f"#_source-{citation.n}", citation.source.url} <= {*page.links, ""}
        assert f"_source-{citation.n}" in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_all_that_an_answer_holds_is_shown(client: TestClient, service: Service) -> None:
    said = "1. 税率为8.25%。 [1]（请核实。）"
    answer = _keep(service, replace(RICH, text=f"{RICH.correction}\n{said}\n2019年则没有依据。"))
    text = _read(client, answer.id, "zh-Hans").text

    for part in (
        *("财资中心税率？", "号码已隐去。", "资料所载的数字", "1. 税率为8.25%。", "请核实。", "2019年则没有依据。"),
        *("红筹", "H股", "境外注册。", "企业数目", "2,620", "3,070.5", "2025年1月至9月", "投资推广署"),
        *("2026年1月2日 11:04", "openai:one", "v1", RICH.id),
    ):
        assert part in text


def test_a_text_that_its_sentences_do_not_make_up_is_shown_as_it_is(client: TestClient, service: Service) -> None:
    answer = _keep(service, replace(RICH, text="Something else."))

    assert "Something else." in _read(client, answer.id).text


def test_nothing_has_changed_within_one_version(client: TestClient, service: Service) -> None:
    page = _read(client, service.answer("What is InvestHK?").id)

    assert "Nothing has changed" in page.text
    assert "Unchanged" not in page.text


def test_what_has_changed_since_is_shown_with_what_stands_there_now(client: TestClient, service: Service) -> None:
    given = service.answer("Who steers the GoGlobal Task Force?")
    first = given.citations[0]
    gone = replace(first, n=2, passage_id="en/goglobal-task-force#gone", quote="Gone.")
    changed = _keep(
        service,
        replace(given, id="changed", corpus_version="v0", citations=(replace(first, quote="Somebody, at 7%."), gone)),
    )
    page = _read(client, changed.id)

    for part in ("has been updated since", "Figures changed", "Now reads", first.quote, "Removed", "no longer holds"):
        assert part in page.text


@pytest.mark.parametrize(
    ("question", "told"),
    [("What is InvestHK?", "have not changed"), ("What is the tax rate in Dubai?", "You can ask again")],
)
def test_another_version_that_says_the_same_is_told(
    client: TestClient, service: Service, question: str, told: str
) -> None:
    given = _keep(service, replace(service.answer(question), id="again", corpus_version="v0"))

    assert told in _read(client, given.id).text


def test_without_an_index_an_answer_is_still_shown(client: TestClient, service: Service) -> None:
    _keep(service, RICH)
    service.state = State(percent=40)
    page = _read(client, RICH.id)

    assert "税率为8.25%。" in page.text
    assert "cannot be compared with it yet" in page.text


def test_a_question_that_was_not_stored_is_said_to_be_so(client: TestClient, service: Service) -> None:
    _keep(service, replace(RICH, question="", query=""))

    assert "Questions are not stored on this site" in _read(client, RICH.id).text


def test_hostile_texts_are_shown_and_do_nothing(client: TestClient, service: Service) -> None:
    [sentence], [citation] = RICH.sentences, RICH.citations
    source = replace(citation.source, title=_HOSTILE, publisher=_HOSTILE, url="javascript:alert(1)")
    hostile = replace(
        RICH,
        question=_HOSTILE,
        notice=_HOSTILE,
        correction=_HOSTILE,
        text=_HOSTILE,
        sentences=(replace(sentence, text=_HOSTILE, remark=_HOSTILE, mark=_HOSTILE),),
        citations=(replace(citation, quote=_HOSTILE, document_id=_HOSTILE, source=source),),
        model=_HOSTILE,
        corpus_version=_HOSTILE,
        contact={"name": _HOSTILE, "url": "javascript:alert(1)"},
    )
    _keep(service, hostile)
    assert service.receipts
    service.receipts.rate(hostile.id, "down", _HOSTILE)
    response = client.get(f"/answers/{hostile.id}")
    page = ReadPage(response.text)

    assert _HOSTILE in page.text
    assert not {"script", "img", "iframe", "form"} & set(page.tags)
    assert not [link for link in page.links if link.startswith("javascript:")]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("id", ["none", "<script>alert(1)<", "a b"])
def test_an_unknown_answer_is_a_page_too(client: TestClient, id: str, language: Language) -> None:
    response = client.get(f"/answers/{id}", params={"lang": language.value})
    page = ReadPage(response.text)

    assert response.status_code == 404
    assert _MISSING[language] in page.text
    assert "180" in page.text
    assert "alert(1)" not in page.text
    assert f"/?lang={language.value}" in page.links


@pytest.mark.parametrize(
    ("changes", "told", "status"),
    [
        ({"store_answers": False}, "Answers are not stored on this site.", 404),
        ({"retention_days": 0}, "may have been deleted.", 404),
        ({"store_url": "sqlite:////dev/null/receipts.sqlite"}, "cannot be read at the moment", 503),
    ],
    ids=["off", "for ever", "broken"],
)
def test_the_page_says_why_there_is_no_answer(
    service: Service, changes: dict[str, object], told: str, status: int
) -> None:
    settings = Settings.model_validate(service.settings.model_dump() | changes)
    with TestClient(create_api(Service(settings))) as client:
        response = client.get("/answers/none", params={"lang": "en"})

    assert response.status_code == status
    assert told in ReadPage(response.text).text


@pytest.mark.parametrize("path", ["/answers/none", f"/answers/{RICH.id}"])
def test_a_page_may_ask_for_nothing_and_is_not_indexed(client: TestClient, service: Service, path: str) -> None:
    _keep(service, RICH)
    response, head = client.get(path), client.head(path)

    assert head.status_code == response.status_code
    assert head.text == ""
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert (response.headers["x-robots-tag"], response.headers["referrer-policy"]) == ("noindex", "no-referrer")
    assert '<meta name="robots" content="noindex">' in response.text
    page = ReadPage(response.text)
    assert {f"{path}?lang={language.value}" for language in Language} <= set(page.links)
    levels = [int(tag[1]) for tag in page.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_api_gives_an_answer_as_it_was_given(client: TestClient, service: Service) -> None:
    _keep(service, RICH)

    assert client.get(f"/api/answers/{RICH.id}").json() == to_json(RICH)


def test_an_unknown_answer_is_a_problem_in_json(client: TestClient) -> None:
    response = client.get("/api/answers/none")

    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["title"] == "No such answer"
