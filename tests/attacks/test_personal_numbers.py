"""A personal number in a question is warned about and is afterwards nowhere: not in the answer, a file or a log."""

import html
import json
import logging
from pathlib import Path

import gradio as gr
import pytest
from fastapi.testclient import TestClient

from bot.answer.serialise import to_json
from bot.app import Bot, build_bot
from bot.errors import QuestionError
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import failure, to_line
from bot.evaluation.run import ONCE, generate
from bot.evaluation.targets import local_target
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.interfaces.web.events import Events
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import Language
from tests.llm.conftest import with_server
from tests.llm.server import playing

_NUMBER = "13912345678"
_ASKED = {
    Language.EN: "Who steers the GoGlobal Task Force?",
    Language.ZH_HANS: "出海专班由谁督导？",
    Language.ZH_HANT: "出海專班由邊位局長督導？",
}
_WITH = {
    Language.EN: f"My mobile is {_NUMBER}. {_ASKED[Language.EN]}",
    Language.ZH_HANS: f"{_ASKED[Language.ZH_HANS]}我的手机是{_NUMBER}",
    Language.ZH_HANT: f"{_ASKED[Language.ZH_HANT]}我電話{_NUMBER}",
}


def _notice(language: Language, settings: Settings) -> str:
    return load_words(settings.prompts_dir, "messages")[language]("personal_number")


@pytest.mark.parametrize("language", list(Language))
def test_it_is_warned_about_in_the_users_script_and_the_answer_is_as_usual(
    few_indexed: Settings, quoting: Bot, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = quoting.advisor.answer(_WITH[language], language)
    usual = quoting.advisor.answer(_ASKED[language], language)

    assert (answer.notice, usual.notice) == (_notice(language, few_indexed), "")
    assert (answer.status, answer.citations[0]) == (usual.status, usual.citations[0])
    assert "＊＊＊" in answer.question
    assert _NUMBER not in json.dumps(to_json(answer), ensure_ascii=False) + caplog.text


def test_an_earlier_turn_is_treated_alike(few_indexed: Settings, quoting: Bot) -> None:
    answer = quoting.advisor.answer("And since when?", history=[_WITH[Language.EN]])

    assert answer.notice == _notice(Language.EN, few_indexed)
    assert _NUMBER not in json.dumps(to_json(answer))


def test_a_question_of_nothing_else_is_asked_for_in_words(quoting: Bot) -> None:
    with pytest.raises(QuestionError) as error:
        quoting.advisor.answer(_NUMBER)

    assert error.value.values["found"] == "＊＊＊"


def test_no_question_is_logged_and_no_model_sees_the_number(
    few_indexed: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), playing("wrong figures") as played:
        build_bot(with_server(few_indexed, played)).advisor.answer(_WITH[Language.EN])

    assert played.prompts
    assert _NUMBER not in "".join(played.prompts)
    assert "Task Force" not in caplog.text
    assert caplog.records  # that the wording was not shown is told, without the question


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_the_api_does_not_repeat_it(few_indexed: Settings, quoting: Bot, accept: str) -> None:
    service = Service(few_indexed)
    service.state = State(bot=quoting, percent=100)
    with TestClient(create_api(service)) as client:
        response = client.post("/api/ask", json={"question": _WITH[Language.EN]}, headers={"Accept": accept})

    assert _notice(Language.EN, few_indexed) in response.text
    assert _NUMBER not in response.text


def test_neither_a_stored_answer_nor_feedback_holds_it(few_indexed: Settings, quoting: Bot, tmp_path: Path) -> None:
    service = Service(few_indexed.model_copy(update={"data_dir": tmp_path, "store_questions": True}))
    service.state = State(bot=quoting, percent=100)
    answer = service.answer(_WITH[Language.EN], history=[_WITH[Language.ZH_HANT]])
    with TestClient(create_api(service)) as client:
        rated = {"answer_id": answer.id, "verdict": "down", "comment": f"call me at {_NUMBER}"}
        assert client.post("/api/feedback", json=rated).status_code == 204

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("receipts.sqlite*"))
    assert "call me at ＊＊＊".encode() in kept
    assert answer.question.encode() in kept
    assert _NUMBER.encode() not in kept


def test_a_run_does_not_hold_it(few_indexed: Settings, tmp_path: Path) -> None:
    context = (_WITH[Language.EN],)
    asked = GoldQuestion(id="a", language=None, question=_WITH[Language.EN], context=context)
    generate([asked], local_target(few_indexed), tmp_path, ONCE, lambda *step: None)

    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.json*"))
    assert "＊＊＊" in kept
    assert _NUMBER not in kept
    assert _NUMBER not in to_line("a", 0, 1.0, failure(_WITH[Language.EN], "late"), {})


def test_the_page_shows_the_warning_and_keeps_the_masked_question(few_indexed: Settings, quoting: Bot) -> None:
    service = Service(few_indexed)
    service.state = State(bot=quoting, percent=100)
    shown = list(Events(service).ask(_WITH[Language.EN], {}, gr.Request(session_hash="one")))

    assert _NUMBER not in str(shown)
    assert f'<p class="gg-warning">{_notice(Language.EN, few_indexed)}</p>' in html.unescape(str(shown[-1]))
