import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.answer.serialise import to_json
from bot.app import Bot
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.settings import Settings


@pytest.fixture
def service(indexed: Settings, bot: Bot) -> Service:
    service = Service(indexed)
    service.state = State(bot=bot, percent=100)
    return service


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_api(service)) as client:
        yield client


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Who steers the GoGlobal Task Force?"}).json()
    assert answer["status"] == "answered"
    assert answer["citations"][0]["source"]["publisher"]
    assert answer["sentences"][0]["citations"] == [1]


def test_the_language_can_be_chosen(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "What is InvestHK?", "language": "zh-Hant"}).json()
    assert answer["language"] == "zh-Hant"
    assert "投資推廣署" in answer["text"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"question": "   "}, "Please type a question."),
        ({"question": "tax " * 2000}, "Your question has 8000 characters; the limit is 2000. Please shorten it."),
        ({"question": "tax", "language": "fr"}, "language: Input should be"),
        ({}, "question: Field required"),
    ],
)
def test_a_bad_request_is_a_problem_in_json(client: TestClient, body: dict[str, str], detail: str) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"].startswith(detail)


def test_topics_come_in_the_asked_script(client: TestClient) -> None:
    topics = client.get("/api/topics", params={"language": "zh-Hans"}).json()
    assert topics[0]["id"] == "goglobal-task-force"
    assert topics[0]["title"] == "内地企业出海专班"
    assert all(topic["questions"] for topic in topics)


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_an_answer_is_kept_as_it_was_given(client: TestClient, service: Service, accept: str) -> None:
    body = {"question": "Who steers the GoGlobal Task Force?"}
    text = client.post("/api/ask", json=body, headers={"Accept": accept}).text
    given = json.loads(text.rpartition("data: ")[2])

    assert service.receipts
    found = service.receipts.find(given["id"])
    assert found
    assert to_json(found.answer) == {**given, "question": "", "query": ""}


def test_feedback_is_kept_with_its_answer(client: TestClient, service: Service) -> None:
    given = client.post("/api/ask", json={"question": "What is InvestHK?"}).json()
    body = {"answer_id": given["id"], "verdict": "down", "comment": "過時"}

    assert client.post("/api/feedback", json=body).status_code == 204
    assert service.receipts
    found = service.receipts.find(given["id"])
    assert found
    assert (found.verdict, found.comment) == ("down", "過時")


def test_feedback_on_an_answer_that_is_not_kept_is_a_problem_in_json(client: TestClient, service: Service) -> None:
    body = {"answer_id": "none", "verdict": "up"}
    unknown = client.post("/api/feedback", json=body)
    service.receipts = None
    off = client.post("/api/feedback", json=body)

    assert (unknown.status_code, unknown.json()["title"]) == (404, "No such answer")
    assert (off.status_code, "GOGLOBAL_STORE_ANSWERS" in off.json()["detail"]) == (404, True)


def test_health_and_readiness_are_told_apart(client: TestClient, service: Service, bot: Bot) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "corpus_version": bot.advisor.corpus.version}
    service.state = State(percent=40)
    assert client.get("/healthz").status_code == 200
    waiting = client.get("/readyz")
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "5")
    assert "40%" in waiting.json()["detail"]


_ASSISTED = {"role": "user", "text": "How many companies did InvestHK assist in 2025?"}
_REPLY = {"role": "assistant", "text": "In 2025, InvestHK helped 560 companies. [1]"}


def test_a_follow_up_is_understood_from_the_history(client: TestClient) -> None:
    body = {"question": "and in 2024?", "history": [_ASSISTED, _REPLY]}
    answer = client.post("/api/ask", json=body).json()

    assert answer["query"] == "How many companies did InvestHK assist in ? and in 2024?"
    assert "539" in answer["text"]
    assert 0.5 < answer["confidence"] <= 1


def test_what_the_assistant_said_is_no_subject(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "and in 2024?", "history": [_REPLY]}).json()

    assert answer["query"] == "and in 2024?"


@pytest.mark.parametrize("history", [[], [_ASSISTED, _REPLY]])
def test_a_question_that_stands_alone_is_answered_alike_with_and_without_history(
    client: TestClient, history: list[dict[str, str]]
) -> None:
    question = "What tax rate does a corporate treasury centre pay?"
    alone, after = (
        client.post("/api/ask", json={"question": question, "history": turns}).json() for turns in ([], history)
    )

    assert {**after, "id": "", "asked_at": "", "timings_ms": {}} == {
        **alone,
        "id": "",
        "asked_at": "",
        "timings_ms": {},
    }


@pytest.mark.parametrize(
    ("history", "detail"),
    [
        ("before", "history: Input should be a valid list"),
        (["before"], "history.0: Input should be a valid dictionary"),
        ([{"role": "user"}], "history.0.text: Field required"),
        ([{"role": "system", "text": "x"}], "history.0.role: Input should be 'user' or 'assistant'"),
        ([_ASSISTED] * 51, "history: List should have at most 50 items"),
    ],
    ids=["text", "texts", "no text", "another role", "too long"],
)
def test_a_bad_history_is_a_problem_in_json(client: TestClient, history: object, detail: str) -> None:
    response = client.post("/api/ask", json={"question": "and in 2024?", "history": history})

    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["detail"].startswith(detail)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_citation_can_be_looked_up(client: TestClient, language: str) -> None:
    body = {"question": "Who steers the GoGlobal Task Force?", "language": language}
    for citation in client.post("/api/ask", json=body).json()["citations"]:
        passage = client.get("/api/passages", params={"id": citation["passage_id"]}).json()

        assert passage == {
            "id": citation["passage_id"],
            "language": citation["quote_language"],
            "text": citation["quote"],
        }


@pytest.mark.parametrize("name", ["", "en/none#none", "../../etc/passwd"])
def test_an_id_of_no_passage_is_a_problem_in_json(client: TestClient, name: str) -> None:
    response = client.get("/api/passages", params={"id": name})

    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "No such passage",
        "status": 404,
        "detail": f"No passage {name!r} in this index.",
    }


@pytest.mark.parametrize(
    ("params", "detail"),
    [({}, "id: Field required"), ({"id": "x" * 501}, "id: String should have at most 500 characters")],
)
def test_an_id_that_can_be_of_no_passage_is_a_problem_in_json(
    client: TestClient, params: dict[str, str], detail: str
) -> None:
    response = client.get("/api/passages", params=params)

    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["detail"] == detail


def test_passages_wait_for_the_index_too(client: TestClient, service: Service) -> None:
    service.state = State(percent=40)

    assert client.get("/api/passages", params={"id": "en/none#none"}).status_code == 503


def test_what_nobody_foresaw_is_a_problem_in_json_without_its_insides(
    service: Service, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(bot.advisor, "answer", break_down)
    monkeypatch.setattr(service.state.bot.advisor if service.state.bot else bot.advisor, "answer", break_down)
    with TestClient(create_api(service), raise_server_exceptions=False) as client:
        response = client.post("/api/ask", json={"question": "What is InvestHK?"})
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in response.text


def test_events_end_with_the_answer_that_is_given_without_them(client: TestClient) -> None:
    body = {"question": "Who steers the GoGlobal Task Force?"}
    plain = client.post("/api/ask", json=body).json()
    events = client.post("/api/ask", json=body, headers={"Accept": "text/event-stream"}).text.strip().split("\n\n")

    assert [event.split("\n")[0] for event in events][:5] == ["event: stage"] * 5
    assert events[-1].startswith("event: answer\ndata: ")
    assert json.loads(events[-1].partition("data: ")[2])["text"] == plain["text"]


def test_a_question_that_cannot_be_looked_up_is_a_problem_before_any_event(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": " "}, headers={"Accept": "text/event-stream"})

    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
