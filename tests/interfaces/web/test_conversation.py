"""A conversation as browsers carry it."""

import json
from collections.abc import Mapping, Sequence

import pytest

from bot.interfaces.web.conversation import LONGEST, Conversation, Turn, carried, carried_text, restored
from bot.types import Answer, Language, Status

_KEPT = {name: Answer(id=name, language=Language.EN, status=Status.ANSWERED, text=name) for name in ("a", "b")}


def _find(ids: Sequence[str]) -> Mapping[str, Answer]:
    return {one: _KEPT[one] for one in ids if one in _KEPT}


def _restored(body: object) -> Conversation:
    return restored(body, _find, lambda language: f"not kept {language.value}")


def _answered(name: str, verdict: str = "") -> Turn:
    return Turn(f"{name}?", _KEPT[name], name, verdict=verdict)


def test_what_a_browser_carries_comes_back_as_it_was() -> None:
    before = Conversation(Language.ZH_HANT, (_answered("a", "down"), _answered("b")), "c1", editing=1)
    assert _restored(json.loads(carried_text(before))) == before


def test_only_questions_and_ids_travel() -> None:
    turns = carried(Conversation(turns=(_answered("a"),)))["turns"]
    assert turns == [{"question": "a?", "id": "a", "verdict": ""}]


def test_an_answer_that_is_kept_no_longer_leaves_its_question_and_says_so() -> None:
    (turn,) = _restored({"language": "zh-Hans", "turns": [{"question": "q", "id": "gone"}]}).turns
    assert (turn.question, turn.answer, turn.notice) == ("q", None, "not kept zh-Hans")


def test_a_question_under_way_is_pending_when_it_comes_back() -> None:
    asking = Conversation(turns=(_answered("a"),), id="c").asking(Turn("b?"))
    back = _restored(carried(asking))
    assert back.pending == Turn("b?")
    assert [turn.answer_id for turn in back.settled] == ["a"]


def test_personal_numbers_are_masked_on_the_way_in() -> None:
    back = _restored({"turns": [{"question": "ID A123456(3)?", "id": "a"}], "asking": "ID A123456(3)?"})
    assert all("A123456" not in turn.question for turn in back.turns)


@pytest.mark.parametrize(
    "body",
    [
        None,
        "text",
        [1],
        {"language": "fr"},
        {"turns": [{"question": "q" * 3000, "id": "a"}]},
        {"turns": [{"question": "q", "id": ""}]},
        {"turns": [{"question": "q", "id": "a", "verdict": "sideways"}]},
        {"turns": [{"question": "q", "id": "a"}] * (LONGEST + 1)},
        {"turns": {"a": 1}},
    ],
)
def test_what_is_no_conversation_is_an_empty_one(body: object) -> None:
    assert _restored(body) == Conversation()


@pytest.mark.parametrize("editing", [-1, 2, 99])
def test_a_turn_that_there_is_not_cannot_be_edited(editing: int) -> None:
    body = {**carried(Conversation(turns=(_answered("a"), _answered("b")))), "editing": editing}
    assert _restored(body).editing is None


def test_an_edited_turn_and_what_followed_give_way_to_the_new_question() -> None:
    before = Conversation(turns=(_answered("a"), _answered("b")), id="c", editing=0)
    assert before.asking(Turn("new")).turns == (Turn("new"),)
    assert before.asking(Turn("new")).editing is None


def test_a_question_turned_away_leaves_what_is_being_edited() -> None:
    before = Conversation(turns=(_answered("a"), _answered("b")), id="c", editing=0)
    after = before.turned_away(Turn("🎉", notice="words, please"))
    assert after.turns[:2] == before.turns
    assert after.editing == 0
    assert carried(after) == carried(before)


def test_a_conversation_keeps_its_name_and_its_latest_turns() -> None:
    conversation = Conversation()
    for _ in range(LONGEST + 5):
        conversation = conversation.asking(_answered("a"))
    assert len(conversation.turns) == LONGEST
    assert conversation.id
    assert conversation.asking(_answered("b")).id == conversation.id
