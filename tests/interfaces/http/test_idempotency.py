import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.receipts.database import Database, file_url
from bot.receipts.requests import AnsweredRequest, Requests
from bot.receipts.store import Receipts
from tests.interfaces.http.conftest import ASKED, Serve

_KEY = {"Idempotency-Key": "order-1"}
_OTHER = {"question": "What is InvestHK?"}


def test_the_same_request_again_gets_the_answer_that_was_given(serve: Serve) -> None:
    client = serve()
    first, again = (client.post("/api/ask", json=ASKED, headers=_KEY).json() for _ in range(2))
    other = client.post("/api/ask", json=ASKED, headers={"Idempotency-Key": "order-2"}).json()

    assert again == {**first, "query": ""}
    assert other["id"] != first["id"]


def test_another_process_gives_it_too(serve: Serve) -> None:
    ids = {serve().post("/api/ask", json=ASKED, headers=_KEY).json()["id"] for _ in range(2)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    "body", [_OTHER, {**ASKED, "language": "zh-Hans"}, {**ASKED, "history": [{"role": "user", "text": "InvestHK?"}]}]
)
def test_another_request_with_that_key_is_refused(serve: Serve, body: dict[str, object]) -> None:
    client = serve()
    client.post("/api/ask", json=ASKED, headers=_KEY)
    response = client.post("/api/ask", json=body, headers=_KEY)

    assert (response.status_code, response.json()["title"]) == (422, "Key used for another request")


def test_events_and_completions_are_repeated_too(serve: Serve) -> None:
    client = serve()
    first = client.post("/api/ask", json=ASKED, headers=_KEY).json()
    events = client.post("/api/ask", json=ASKED, headers={**_KEY, "Accept": "text/event-stream"}).text
    body = {"messages": [{"role": "user", "content": ASKED["question"]}]}
    completion = client.post("/v1/chat/completions", json=body, headers=_KEY).json()

    assert json.loads(events.rpartition("data: ")[2])["id"] == first["id"]
    assert completion["answer"]["id"] == first["id"]


def test_a_bad_key_is_refused(serve: Serve) -> None:
    response = serve().post("/api/ask", json=ASKED, headers={"Idempotency-Key": "x" * 256})
    assert response.status_code == 422


def test_a_question_is_not_kept_for_it(serve: Serve, tmp_path: Path) -> None:
    serve().post("/api/ask", json={"question": "What is InvestHK, asked by Wombat?"}, headers=_KEY)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("receipts.sqlite*"))

    assert stored
    assert b"Wombat" not in stored
    assert b"order-1" not in stored


def test_nothing_is_repeated_where_nothing_is_kept(serve: Serve) -> None:
    client = serve(store_answers=False)
    assert [client.post("/api/ask", json=one, headers=_KEY).status_code for one in (ASKED, _OTHER)] == [200, 200]


_ONE = AnsweredRequest(body_digest="a", answer_id="first")
_TWO = AnsweredRequest(body_digest="a", answer_id="second")


def test_who_is_first_with_a_key_is_right(tmp_path: Path) -> None:
    one, two = (Requests(Database(file_url(tmp_path / "receipts.sqlite"))) for _ in range(2))

    assert (one.note("key", _ONE), two.note("key", _TWO)) == (_ONE, _ONE)
    assert two.find("key") == _ONE


def test_after_a_day_a_key_is_free_again(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    requests = Requests(Database(file_url(tmp_path / "receipts.sqlite")), lambda: moment)
    requests.note("key", _ONE)
    moment += timedelta(hours=24)
    assert requests.find("key") == _ONE
    moment += timedelta(seconds=1)
    assert requests.find("key") is None
    assert requests.note("key", _TWO) == _TWO


def test_a_purge_forgets_requests_too(tmp_path: Path) -> None:
    receipts = Receipts(file_url(tmp_path / "receipts.sqlite"), store_questions=False)
    receipts.requests.note("key", _ONE)
    receipts.purge(datetime.now(UTC) + timedelta(seconds=1))
    assert receipts.requests.find("key") is None
