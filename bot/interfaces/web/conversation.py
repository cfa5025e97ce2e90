"""A conversation as a page holds it, and as the visitor's browser carries it from event to event."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from bot.languages.personal import mask_personal
from bot.types import Answer, JsonObject, Language

LONGEST = 50  # turns that a page shows; the oldest leave first
_LONGEST_QUESTION = 2000  # characters of a question that travel with the conversation

FindAnswers = Callable[[Sequence[str]], Mapping[str, Answer]]
"""The answers that are still kept, by id."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what is known of its answer; `shown` sentences of it have been streamed."""

    question: str
    answer: Answer | None = None
    answer_id: str = ""
    shown: int | None = None
    """None for all of them."""
    notice: str = ""
    """Said in place of an answer."""
    verdict: str = ""
    remark: str = ""
    """Said beside the verdict."""
    commenting: bool = False

    @property
    def complete(self) -> bool:
        """All of the answer is shown."""
        return self.answer is not None and (self.shown is None or self.shown >= len(self.answer.sentences))

    @property
    def pending(self) -> bool:
        """Neither answered nor turned away yet."""
        return self.answer is None and not self.notice


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was asked on a page; `editing` is the number of the turn whose question is being put anew."""

    language: Language = Language.EN
    turns: tuple[Turn, ...] = ()
    id: str = ""
    editing: int | None = None

    @property
    def settled(self) -> tuple[Turn, ...]:
        """The turns that got an answer, also where it is no longer kept: what a browser carries."""
        return tuple(turn for turn in self.turns if turn.answer_id)

    @property
    def pending(self) -> Turn | None:
        """The last turn, while its answer is awaited."""
        return self.turns[-1] if self.turns and self.turns[-1].pending else None

    def asking(self, turn: Turn) -> "Conversation":
        """The conversation with a new last turn; an edited turn, and what followed from it, give way to it."""
        earlier = self.settled[: self.editing] if self.editing is not None else self.settled
        named = self.id or secrets.token_urlsafe(9)
        return replace(self, turns=(*earlier, turn)[-LONGEST:], id=named, editing=None)

    def turned_away(self, turn: Turn) -> "Conversation":
        """The conversation as it was, and below it a question that got no answer and why."""
        return replace(self, turns=(*self.settled, turn))

    def with_last(self, turn: Turn) -> "Conversation":
        """The conversation with its last turn as it stands now."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def with_turn(self, number: int, turn: Turn) -> "Conversation":
        """The conversation with one turn as it stands now."""
        return replace(self, turns=(*self.turns[:number], turn, *self.turns[number + 1 :]))


class _CarriedTurn(BaseModel):
    question: Annotated[str, Field(max_length=_LONGEST_QUESTION)]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    verdict: Literal["", "up", "down"] = ""


class _Carried(BaseModel):
    language: Language = Language.EN
    id: Annotated[str, Field(max_length=64)] = ""
    turns: Annotated[list[_CarriedTurn], Field(max_length=LONGEST)] = []
    editing: int | None = None
    asking: Annotated[str, Field(max_length=_LONGEST_QUESTION)] = ""
    """A question whose answer is not there yet."""


def carried(conversation: Conversation) -> JsonObject:
    """What a browser carries: questions and ids of answers, never an answer itself."""
    turns = [
        _CarriedTurn.model_construct(question=turn.question, id=turn.answer_id, verdict=turn.verdict)
        for turn in conversation.settled
    ]
    return _Carried.model_construct(
        language=conversation.language,
        id=conversation.id,
        turns=turns,
        editing=conversation.editing,
        asking=conversation.pending.question[:_LONGEST_QUESTION] if conversation.pending else "",
    ).model_dump(mode="json")


def carried_text(conversation: Conversation) -> str:
    """The same as a line of JSON."""
    return json.dumps(carried(conversation), ensure_ascii=False)


def restored(body: object, find: FindAnswers, not_kept: Callable[[Language], str]) -> Conversation:
    """The conversation that a browser carried; a body that is none is an empty one: browsers hold what they like."""
    try:
        told = _Carried.model_validate(body or {})
    except ValidationError:
        return Conversation()
    answers = find([turn.id for turn in told.turns])
    turns = [_turn(turn, answers.get(turn.id), not_kept(told.language)) for turn in told.turns]
    editing = told.editing if told.editing is not None and 0 <= told.editing < len(turns) else None
    if told.asking:
        turns.append(Turn(mask_personal(told.asking)))
    return Conversation(told.language, tuple(turns), told.id, editing)


def _turn(told: _CarriedTurn, answer: Answer | None, not_kept: str) -> Turn:
    return Turn(
        mask_personal(told.question),
        answer=answer,
        answer_id=told.id,
        notice="" if answer else not_kept,
        verdict=told.verdict,
    )
