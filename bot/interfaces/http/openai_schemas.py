"""The part of the OpenAI API that is taken and given, as its schema tells it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.answer.shapes import CitationShape
from bot.interfaces.http.schemas import AnswerOut, LanguageOrAuto

MODEL = "goglobal-advisor"
_MOST_MESSAGES = 200


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """Its text, whatever its form."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type in ("text", "input_text"))


class StreamOptions(BaseModel):
    """Whether a last chunk tells the usage."""

    include_usage: bool | None = None


class CompletionBody(BaseModel):
    """A conversation that ends with a question; other fields of the OpenAI API are accepted and change nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "Who steers the GoGlobal Task Force?"}],
                    "stream": False,
                }
            ]
        }
    )

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=_MOST_MESSAGES)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    language: LanguageOrAuto = "auto"
    """To answer in; beyond the OpenAI API."""


class MessageOut(BaseModel):
    """The answer as text that ends with its numbered sources; `citations` has what each number quotes."""

    role: Literal["assistant"]
    content: str
    citations: list[CitationShape]


class ChoiceOut(BaseModel):
    """The one choice there is."""

    index: int
    message: MessageOut
    finish_reason: Literal["stop"]
    logprobs: None


class UsageOut(BaseModel):
    """Zeros: what a language model behind the advisor reads and writes is not the caller's."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionOut(BaseModel):
    """An answer in the form of OpenAI; `answer` has it in that of `/api/ask`."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceOut]
    usage: UsageOut
    answer: AnswerOut


class ModelOut(BaseModel):
    """A model that may be named."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsOut(BaseModel):
    """The models that may be named."""

    object: Literal["list"]
    data: list[ModelOut]
