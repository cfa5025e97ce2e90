import hashlib
import json
import logging
import threading
from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from bot.interfaces.http.logs import JsonLines
from bot.types import Answer
from tests.interfaces.http.conftest import ASKED, Serve

_KEY = "a-long-secret-key"
_DIGEST = hashlib.sha256(_KEY.encode()).hexdigest()


def _problem(response: httpx2.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["title"]


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/topics", "/knowledge", "/answers/none", "/api/answers/none", "/none"]
)
def test_every_response_has_the_security_headers(serve: Serve, path: str) -> None:
    headers = serve().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "strict-origin-when-cross-origin")
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


def test_what_fails_has_them_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve()
    monkeypatch.setattr("bot.interfaces.service.Service.kept", lambda *arguments: 1 / 0)
    response = client.get("/api/answers/x")
    assert _problem(response) == (500, "Failed")
    assert response.headers["x-content-type-options"] == "nosniff"


def _ask(client: TestClient, headers: dict[str, str] | None = None) -> httpx2.Response:
    """The cheapest request that counts as asking; it is answered with 404."""
    return client.post("/api/feedback", json={"answer_id": "none", "verdict": "up"}, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "address", "over_tls"),
    [("", "10.0.0.1", False), ("10.0.0.0/8", "10.0.0.1", True), ("10.0.0.0/8", "11.0.0.1", False)],
)
def test_tls_and_addresses_are_believed_of_trusted_proxies_alone(
    serve: Serve, proxies: str, address: str, over_tls: bool
) -> None:
    client = serve(address=address, trusted_proxies=proxies, api_per_minute=1)
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.1"}
    first, second = (_ask(client, {**told, "X-Forwarded-For": f"198.51.100.{n}"}) for n in (1, 2))

    assert ("strict-transport-security" in first.headers) is over_tls
    assert second.status_code == (404 if over_tls else 429)


def test_one_address_is_served_so_often_and_others_still(serve: Serve) -> None:
    client = serve(api_per_minute=3, trusted_proxies="192.0.2.1")
    statuses = [_ask(client).status_code for _ in range(4)]
    refused = _ask(client)

    assert statuses == [404, 404, 404, 429]
    assert _problem(refused) == (429, "Too many requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert _ask(client, {"X-Forwarded-For": "198.51.100.1"}).status_code == 404
    assert client.get("/healthz").status_code == 200


def test_reading_is_counted_for_all_together_alone(serve: Serve) -> None:
    client = serve(api_per_minute=1, api_per_minute_in_all=3)
    assert [client.get("/api/topics").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_customer_with_many_addresses_is_one(serve: Serve) -> None:
    client = serve(api_per_minute=1, trusted_proxies="192.0.2.1")
    addresses = ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1")
    assert [_ask(client, {"X-Forwarded-For": one}).status_code for one in addresses] == [
        404,
        429,
        404,
    ]


def test_all_together_are_served_so_often(serve: Serve) -> None:
    client = serve(api_per_minute_in_all=2, trusted_proxies="192.0.2.1")
    statuses = [_ask(client, {"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(3)]
    assert statuses == [404, 404, 429]


def test_a_client_with_a_key_has_a_limit_of_its_own(serve: Serve) -> None:
    client = serve(api_per_minute=1, api_keys=f"bank:{_DIGEST}:2")
    own = {"Authorization": f"Bearer {_KEY}"}
    assert [_ask(client, own).status_code for _ in range(3)] == [404, 404, 429]
    assert _ask(client).status_code == 404


@pytest.mark.parametrize("given", ["Bearer other", f"Basic {_KEY}", "Bearer", _DIGEST, f"Bearer {_DIGEST}"])
def test_a_wrong_key_is_refused(serve: Serve, given: str) -> None:
    client = serve(api_keys=f"bank:{_DIGEST}:2")
    response = client.post("/v1/chat/completions", headers={"Authorization": given}, json={})
    assert _problem(response) == (401, "Key not known")
    assert response.headers["www-authenticate"] == "Bearer"


def test_without_keys_any_is_let_be(serve: Serve) -> None:
    assert serve().get("/v1/models", headers={"Authorization": "Bearer none"}).status_code == 200


def test_a_client_with_a_key_is_logged_by_name_and_no_key_question_or_address_is(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(api_keys=f"bank:{_DIGEST}:0")
    with caplog.at_level(logging.INFO):
        client.post("/api/ask", json={"question": "Who is Wombat?"}, headers={"Authorization": f"Bearer {_KEY}"})
    lines = [JsonLines().format(record) for record in caplog.records]
    told = {line["message"]: line for line in map(json.loads, lines) if line["logger"].startswith("goglobal.")}

    assert (told["request"]["client"], told["request"]["route"], told["request"]["status"]) == ("bank", "/api/ask", 200)
    assert told["answer"]["mode"] == "extractive"
    for secret in (_KEY, _DIGEST, "Wombat", "192.0.2.1"):
        assert secret not in "\n".join(lines)


def test_questions_are_logged_where_the_operator_wants_it_without_personal_numbers(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(log_questions=True)
    with caplog.at_level(logging.INFO):
        client.post("/api/ask", json={"question": "What is InvestHK? My HKID is A123456(3)."})
    [line] = [JsonLines().format(record) for record in caplog.records if record.getMessage() == "answer"]

    assert "What is InvestHK?" in json.loads(line)["question"]
    assert "A123456" not in line


@pytest.mark.parametrize("is_told", [True, False])
def test_a_long_request_is_refused_whether_or_not_it_says_so(serve: Serve, is_told: bool) -> None:
    client = serve(request_max_bytes=16 * 1024)

    def body() -> Iterator[bytes]:
        yield from (b'{"question": "', b"x" * 9000, b"x" * 9000, b'"}')

    response = client.post("/api/ask", content=b"".join(body()) if is_told else body())
    assert _problem(response) == (413, "Request too large")
    assert client.post("/api/ask", json=ASKED).status_code == 200


def _held(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Has answers wait: an event for when one has begun, and one that lets them go on."""
    begun, on = threading.Event(), threading.Event()

    def answer(*arguments: object, **options: object) -> Answer:
        begun.set()
        on.wait(30)
        raise ZeroDivisionError

    monkeypatch.setattr("bot.interfaces.service.Service.answer", answer)
    return begun, on


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_more_answers_than_may_be_in_flight_are_refused_until_there_is_room(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, accept: str
) -> None:
    client = serve(answers_in_flight=1)
    begun, on = _held(monkeypatch)
    waiting = threading.Thread(target=client.post, args=["/api/ask"], kwargs={"json": ASKED})
    waiting.start()
    begun.wait(30)
    refused = client.post("/api/ask", json=ASKED, headers={"Accept": accept})
    on.set()
    waiting.join(30)
    monkeypatch.undo()

    assert _problem(refused) == (503, "Busy")
    assert refused.headers["retry-after"] == "1"
    assert client.post("/api/ask", json=ASKED).status_code == 200


def test_nobody_waits_for_ever(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve(answer_seconds=0.05)
    _, on = _held(monkeypatch)
    responses = [client.post("/api/ask", json=ASKED, headers={"Accept": kind}) for kind in ("*/*", "text/event-stream")]
    on.set()
    assert [_problem(response) for response in responses] == [(504, "No answer in time")] * 2


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_a_notice_stands_in_place_of_answers(serve: Serve, path: str) -> None:
    body = {**ASKED, "messages": [{"role": "user", "content": "x"}]}
    response = serve(notice="Back on Monday.").post(path, json=body)
    assert _problem(response) == (503, "Closed")
    assert response.json()["detail"] == "Back on Monday."
    assert "retry-after" in response.headers


def test_pages_of_allowed_sites_may_call_the_api_and_others_may_not(serve: Serve) -> None:
    client = serve(allowed_origins=("https://portal.example", "http://localhost:8000"), api_per_minute=1)
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,idempotency-key"}
    for origin, allowed in (("https://portal.example", "https://portal.example"), ("https://evil.example", None)):
        preflight = client.options("/api/ask", headers={"Origin": origin, **asking})
        assert preflight.headers.get("access-control-allow-origin") == allowed
    refused = [_ask(client, {"Origin": "https://portal.example"}) for _ in range(2)][1]
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (429, "https://portal.example")


def test_without_allowed_sites_no_page_may(serve: Serve) -> None:
    assert (
        "access-control-allow-origin" not in serve().get("/api/topics", headers={"Origin": "https://x.example"}).headers
    )


def test_figures_tell_routes_answers_and_the_age_of_the_index_and_no_address(serve: Serve) -> None:
    client = serve()
    given = client.post("/api/ask", json=ASKED).json()
    client.get(f"/api/answers/{given['id']}")
    client.get("/nowhere/at/all")
    response = client.get("/metrics")

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'goglobal_requests_total{route="/api/ask",status="200"} 1.0',
        'goglobal_requests_total{route="/api/answers/{id}",status="200"} 1.0',
        'goglobal_requests_total{route="other",status="404"} 1.0',
        'goglobal_request_seconds_count{route="/api/ask"} 1.0',
        'goglobal_answers_total{mode="extractive",status="answered"} 1.0',
        "goglobal_answer_seconds_count 1.0",
        "goglobal_answers_in_flight 0.0",
        "goglobal_index_age_seconds ",
    ):
        assert line in response.text
    assert given["id"] not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/ask", 405),
        ("DELETE", "/api/answers/x", 405),
        ("GET", "/v1/chat/completions", 405),
        ("GET", "/api/none", 404),
        ("POST", "/v1/embeddings", 404),
    ],
)
def test_a_page_that_is_mounted_does_not_answer_for_the_api(serve: Serve, method: str, path: str, status: int) -> None:
    client = serve()
    assert isinstance(client.app, FastAPI)
    client.app.mount("/", PlainTextResponse("the page"))
    response = client.request(method, path)

    assert _problem(response)[0] == status
    assert ("allow" in response.headers) is (status == 405)
