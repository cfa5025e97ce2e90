"""What the advisor takes and gives as a part of a chain, as schemas; the names are those of the public contract."""

from typing import Literal

from langchain_core.messages import BaseMessage, HumanMessage, MessageLikeRepresentation, convert_to_messages
from pydantic import BaseModel, field_validator

from bot.answer.shapes import AnswerShape
from bot.types import Language


class AdvisorInput(BaseModel, frozen=True):
    """A question, the language to answer in, and what was said before, oldest first; a graph's other keys are let be.

    A turn is a message, a pair of role and text, or a dict of them; a text alone is the user's.
    """

    question: str
    language: Language | Literal["auto"] = "auto"
    history: list[MessageLikeRepresentation] = []

    @field_validator("history", mode="before")
    @classmethod
    def _as_messages(cls, turns: list[MessageLikeRepresentation]) -> list[BaseMessage]:
        return convert_to_messages([_with_content(turn) for turn in turns])

    @property
    def asked_before(self) -> list[str]:
        """What the user asked in earlier turns."""
        return [str(turn.text) for turn in self.history if isinstance(turn, HumanMessage)]


def _with_content(turn: MessageLikeRepresentation) -> MessageLikeRepresentation:
    """The API's `{"role", "text"}` with the name that LangChain has for the text."""
    if isinstance(turn, dict) and "text" in turn:
        return {"role": turn.get("role"), "content": turn["text"]}
    return turn


class AdvisorOutput(AnswerShape):
    """An answer, as `goglobal ask --json` and the API give it."""
