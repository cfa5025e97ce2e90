"""What the page's events give back."""

from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest

from bot.app import Bot, build_receipts
from bot.interfaces.service import Service, State
from bot.interfaces.web.events import Events, Parts
from bot.settings import Settings
from bot.types import JsonObject, Language

_ASKED = "Who steers the GoGlobal Task Force?"


@pytest.fixture
def service(indexed: Settings, bot: Bot, tmp_path: Path) -> Service:
    service = Service(indexed.model_copy(update={"data_dir": tmp_path}))
    service.state = State(bot=bot, percent=100)
    return service


@pytest.fixture
def events(service: Service) -> Events:
    return Events(service)


def _event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def _request(session: str = "one") -> gr.Request:
    return gr.Request(session_hash=session)


def _last(steps: Iterator[Parts]) -> Parts:
    *_, last = steps
    return last


def _ask(events: Events, question: str, carried: JsonObject | None = None) -> Parts:
    return _last(events.ask(question, carried or {}, _request()))


def test_an_answer_comes_with_its_thread_its_sources_and_what_the_browser_is_to_carry(events: Events) -> None:
    first, *_, last = events.ask(_ASKED, {"language": "en"}, _request())
    assert "gg-busy" in str(first[2])
    _, carried, thread, panel = last
    assert [turn["question"] for turn in carried["turns"]] == [_ASKED]
    assert "gg-actions" in str(thread)
    assert "gg-source" in str(panel)


def test_a_follow_up_is_understood_from_what_the_browser_carried_by_another_server(
    events: Events, service: Service
) -> None:
    carried = _ask(events, "How many companies with parent companies outside Hong Kong are there?")[1]
    other = Service(service.settings)
    other.state = service.state
    followed = _ask(Events(other), "and in 2013?", carried)
    assert "7,449" in followed[2]
    assert len(followed[1]["turns"]) == 2


def test_a_bad_question_gets_a_notice_and_stays_in_its_field(events: Events) -> None:
    field, carried, thread, _ = _ask(events, "🎉")
    assert field == "🎉"
    assert carried["turns"] == []
    assert "Please ask in words" in thread


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_nothing_asked_changes_nothing(events: Events, nothing: str) -> None:
    carried = _ask(events, _ASKED)[1]
    _, after, thread, _ = _ask(events, nothing, carried)
    assert after == carried
    assert thread.count("gg-question") == 1


def test_who_asks_too_often_waits_and_others_do_not(service: Service) -> None:
    service.settings = service.settings.model_copy(update={"questions_per_minute": 1})
    events = Events(service)
    _ask(events, _ASKED)
    assert "Too many questions" in _ask(events, _ASKED)[2]
    assert "gg-actions" in _last(events.ask(_ASKED, {}, _request("other")))[2]


def test_until_the_index_is_there_the_page_says_how_far_it_is(service: Service) -> None:
    service.state = State(percent=40)
    events = Events(service)
    assert 'value="40"' in events.tick({})[1]
    field, _, thread, _ = _ask(events, _ASKED)
    assert field == _ASKED
    assert 'value="40"' in thread


def test_an_operators_notice_stands_in_place_of_answers(service: Service) -> None:
    service.settings = service.settings.model_copy(update={"notice": "Closed <until> Monday."})
    events = Events(service)
    assert "Closed &lt;until&gt; Monday." in events.tick({})[1]
    field, _, thread, _ = _ask(events, _ASKED)
    assert field == _ASKED
    assert "Closed &lt;until&gt; Monday." in thread


def test_a_conversation_waits_for_the_index_of_a_restarted_server(events: Events, service: Service) -> None:
    carried = _ask(events, _ASKED)[1]
    ready, service.state = service.state, State(percent=10)
    restarted = Events(service)
    assert "gg-preparing" in str(restarted.tick(carried)[1])
    service.state = ready
    assert "gg-actions" in str(restarted.tick(carried)[1])


def test_a_stopped_question_is_back_in_its_field(events: Events) -> None:
    first, *_ = events.ask(_ASKED, {"language": "zh-Hant"}, _request())
    field, carried, thread, _ = events.stop(first[1])
    assert field == _ASKED
    assert carried["asking"] == ""
    assert "已停止" in str(thread)


def test_a_question_under_way_when_the_page_was_left_is_back_in_its_field(events: Events) -> None:
    first, *_ = events.ask(_ASKED, {"language": "en"}, _request())
    request = gr.Request(session_hash="one", query_params={}, headers={"accept-language": "zh-HK"})
    composer = events.load(first[1], request)[5]
    assert composer["value"] == _ASKED


@pytest.mark.parametrize(
    ("asked", "carried", "accepted", "language"),
    [
        ("zh-Hant", "en", "en", Language.ZH_HANT),
        ("", "zh-Hans", "en", Language.ZH_HANS),
        ("", "", "zh-HK,zh;q=0.9", Language.ZH_HANT),
        ("", "", "", Language.EN),
    ],
)
def test_the_language_is_the_one_named_then_the_one_carried_then_the_browsers(
    events: Events, asked: str, carried: str, accepted: str, language: Language
) -> None:
    body = {"language": carried} if carried else {}
    request = gr.Request(
        session_hash="one", query_params={"lang": asked} if asked else {}, headers={"accept-language": accepted}
    )
    assert events.load(body, request)[6]["language"] == language.value


def test_an_edited_question_is_put_in_the_field_and_can_be_left_as_it_was(events: Events) -> None:
    carried = _ask(events, _ASKED)[1]
    field, editing, thread = events.edit(carried, _event(turn="0"))
    assert (field, editing["editing"]) == (_ASKED, 0)
    assert "gg-editing" in str(thread)
    field, left, _ = events.edit(editing, _event(turn=""))
    assert (field, left) == ("", carried)


@pytest.mark.parametrize("turn", ["7", "-1", "x", "", None])
def test_a_turn_that_there_is_not_changes_nothing(events: Events, turn: object) -> None:
    carried = _ask(events, _ASKED)[1]
    assert events.edit(carried, _event(turn=turn))[1] == carried
    assert "gg-source" not in events.show(carried, _event(turn=turn))
    assert events.rate(carried, _event(turn=turn, verdict="up", comment=""))[0] == carried


def test_a_verdict_is_stored_and_travels(events: Events, service: Service) -> None:
    receipts = build_receipts(service.settings)
    assert receipts is not None
    carried = _ask(events, _ASKED)[1]
    rated, thread = events.rate(carried, _event(turn="0", verdict="down", comment=""))
    assert rated["turns"][0]["verdict"] == "down"
    assert "gg-comment" in str(thread)
    again, thread = events.rate(rated, _event(turn="0", verdict="down", comment="too old"))
    assert "gg-comment" not in str(thread)
    receipt = receipts.find(again["turns"][0]["id"])
    assert receipt is not None
    assert (receipt.verdict, receipt.comment) == ("down", "too old")


@pytest.mark.parametrize("verdict", ["sideways", "", "DROP TABLE"])
def test_a_verdict_that_is_none_is_not_stored(events: Events, verdict: str) -> None:
    carried = _ask(events, _ASKED)[1]
    assert events.rate(carried, _event(turn="0", verdict=verdict, comment=""))[0] == carried


def test_another_conversation_opens_in_the_language_of_the_page(events: Events) -> None:
    carried = _ask(events, _ASKED)[1]
    opened = events.open({"language": "zh-Hans"}, "typed", _event(conversation={"id": "c", "turns": carried["turns"]}))
    assert opened[6]["language"] == "zh-Hans"
    assert opened[5]["value"] == "typed"
    assert "Who steers" in str(opened[1])


@pytest.mark.parametrize("body", ["nonsense", [1, 2], {"turns": 7}])
def test_what_a_browser_should_never_send_is_an_empty_page(events: Events, body: JsonObject) -> None:
    assert "gg-topic" in str(events.open({}, "", _event(conversation=body))[1])
    assert "gg-actions" in _ask(events, _ASKED, body)[2]
