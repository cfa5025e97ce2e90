import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

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


def test_feedback_is_kept_a_line_each(client: TestClient, service: Service) -> None:
    body = {"answer_id": "abc", "verdict": "down", "comment": "過時"}
    assert client.post("/api/feedback", json=body).status_code == 204
    lines = (service.settings.data_dir / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert {key: json.loads(lines[-1])[key] for key in body} == body


def test_health_and_readiness_are_told_apart(client: TestClient, service: Service, bot: Bot) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "corpus_version": bot.advisor.corpus.version}
    service.state = State(percent=40)
    assert client.get("/healthz").status_code == 200
    waiting = client.get("/readyz")
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "5")
    assert "40%" in waiting.json()["detail"]
