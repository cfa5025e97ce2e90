import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pypdf import PdfReader

from bot.exports.formats import Format
from bot.interfaces.api import create_api
from bot.interfaces.exports import Exports
from bot.interfaces.service import Service
from bot.settings import Settings
from bot.types import Language
from tests.exports import samples
from tests.exports.reading import squeezed, words

_NOW = datetime(2026, 11, 28, 17, 30, tzinfo=UTC)  # the 29th in Hong Kong


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Service:
    service = Service(settings.model_copy(update={"data_dir": tmp_path}))
    assert service.receipts is not None
    service.receipts.keep(replace(samples.answer(Language.ZH_HANT), id="kept"))
    return service


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_api(service)) as client:
        yield client


def _body(**fields: object) -> dict[str, object]:
    return {"format": "md", "turns": [{"id": "kept", "question": "稅率？"}], **fields}


@pytest.mark.parametrize("wanted", list(Format))
def test_a_kept_answer_comes_as_a_file(wanted: Format, client: TestClient) -> None:
    response = client.post("/exports", json=_body(format=wanted.value))

    assert response.status_code == 200
    assert "1.稅率？" in words(response.content, wanted)
    assert squeezed(samples.answer(Language.ZH_HANT).sentences[0].text) in words(response.content, wanted)


def test_the_file_has_a_type_and_a_name_and_is_stored_nowhere(service: Service) -> None:
    api = FastAPI()
    api.include_router(Exports(service, now=lambda: _NOW).router())
    response = TestClient(api).post("/exports", json=_body(format="pdf"))

    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == (
        'attachment; filename="goglobal-2026-11-29.pdf"; '
        "filename*=UTF-8''%E5%87%BA%E6%B5%B7%E9%A1%A7%E5%95%8F%E5%95%8F%E7%AD%94%E7%B4%80%E9%8C%84%202026-11-29.pdf"
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "匯出日期：2026年11月29日" in PdfReader(io.BytesIO(response.content)).pages[0].extract_text()


def test_a_form_gives_the_same_file_as_json(client: TestClient) -> None:
    fields = {"format": "md", "language": "en", "turns": json.dumps(_body()["turns"])}

    by_form = client.post("/exports", data=fields)

    assert by_form.status_code == 200
    assert by_form.content == client.post("/exports", json=_body(language="en")).content


def test_the_frame_is_in_the_language_asked_for_else_in_that_of_the_answer(client: TestClient) -> None:
    titles = [
        client.post("/exports", json=_body(language=one)).text.split("\n")[0] for one in ("auto", "zh-Hans", "en")
    ]

    assert titles == ["# 出海顧問問答紀錄", "# 出海顾问问答记录", "# GoGlobal Advisor: questions and answers"]


def test_an_answer_that_is_gone_is_said_to_be(client: TestClient) -> None:
    turns = [{"id": "lost", "question": "First?"}, {"id": "kept", "question": "Second?"}]

    said = client.post("/exports", json=_body(turns=turns, language="en")).text

    assert "## 1. First?\n\nThe answer to this question is no longer kept, so it cannot be exported." in said
    assert "## 2. Second?" in said


def test_nothing_is_exported_where_no_answer_is_kept(client: TestClient, settings: Settings) -> None:
    turns = [{"id": "lost", "question": "First?"}]
    without = TestClient(create_api(Service(settings)))

    for asked in (client.post("/exports", json=_body(turns=turns)), without.post("/exports", json=_body())):
        assert (asked.status_code, asked.headers["content-type"]) == (404, "application/problem+json")
        assert asked.json()["detail"] == "None of these answers is kept any longer. Ask again, then export."


def test_what_the_sender_says_of_an_answer_is_not_believed(client: TestClient) -> None:
    forged = {"id": "kept", "question": "?", "answer": {"text": "The rate is 0%."}, "text": "The rate is 0%."}

    assert "0%." not in client.post("/exports", json=_body(turns=[forged])).text.replace("8.25%", "").replace(
        "16.5%", ""
    )


def test_personal_numbers_in_a_question_are_masked(client: TestClient) -> None:
    turns = [{"id": "kept", "question": "My HKID is A123456(3), tax?"}]

    said = client.post("/exports", json=_body(turns=turns)).text

    assert "A123456" not in said
    assert "＊＊＊" in said


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (_body(format="exe"), "format: Input should be"),
        (_body(turns=[]), "turns: List should have at least 1 item"),
        (_body(turns=[{"id": "kept", "question": "?"}] * 51), "turns: List should have at most 50 items"),
        (_body(turns=[{"id": "x" * 65, "question": "?"}]), "turns.0.id: String should have at most 64"),
        (_body(turns=[{"id": "kept", "question": "w" * 2001}]), "Your question has 2001 characters"),
        (_body(language="fr"), "language: Input should be"),
        ([], "body: Input should be"),
    ],
)
def test_a_bad_request_is_a_problem_in_json(client: TestClient, body: object, detail: str) -> None:
    response = client.post("/exports", json=body)

    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["detail"].startswith(detail)


@pytest.mark.parametrize("turns", ["{", "[" * 100_000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_turns_of_a_form_that_are_no_json_are_a_problem(client: TestClient, turns: str) -> None:
    response = client.post("/exports", data={"format": "md", "turns": turns})

    assert response.status_code == 422
    assert response.json()["detail"].startswith("turns: ")


def test_a_body_that_is_no_json_is_a_problem(client: TestClient) -> None:
    response = client.post("/exports", content=b"\xff{", headers={"content-type": "application/json"})

    assert response.status_code == 422


def test_the_schema_tells_of_the_route(client: TestClient) -> None:
    route = client.get("/openapi.json").json()["paths"]["/exports"]["post"]

    schema = route["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["format", "turns"]
    assert schema["properties"]["format"]["enum"] == ["md", "docx", "pdf"]
    assert "$ref" not in json.dumps(schema)


def test_markup_in_a_question_stays_words(client: TestClient) -> None:
    turns = [{"id": "kept", "question": "<script>alert(1)</script>"}]

    response = client.post("/exports", json=_body(turns=turns, format="docx"))

    titles = [paragraph.text for paragraph in docx.Document(io.BytesIO(response.content)).paragraphs]
    assert "1. <script>alert(1)</script>" in titles


def test_the_day_of_an_answer_is_that_of_hong_kong(service: Service) -> None:
    assert service.receipts is not None
    late = replace(samples.answer(Language.EN), asked_at="2026-11-27T17:00:00+00:00")
    service.receipts.keep(replace(late, id="late"))
    api = FastAPI()
    api.include_router(Exports(service, now=lambda: _NOW).router())
    body = _body(turns=[{"id": "late", "question": "Rate?"}])

    assert "answered on 28 November 2026" in TestClient(api).post("/exports", json=body).text
