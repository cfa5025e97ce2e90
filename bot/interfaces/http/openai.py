"""The part of the OpenAI API that chat front ends use: a conversation in, an answer with numbered sources out.

The model behind it is the advisor. System messages and options of generation change nothing: they are data here.
"""

import json
import secrets
import time
from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse

from bot.answer.serialise import to_json
from bot.exports.words import ExportWords
from bot.interfaces.http.asking import KEY_HEADER, Asked
from bot.interfaces.http.events import MEDIA_TYPE, stream
from bot.interfaces.http.openai_schemas import MODEL, CompletionBody, CompletionOut, ModelOut, ModelsOut
from bot.interfaces.http.plain_text import with_sources
from bot.interfaces.http.problems import ApiError, documented
from bot.interfaces.http.schemas import RequestKey
from bot.interfaces.http.state import client_of, state_of
from bot.types import Answer, JsonObject, Language

router = APIRouter()
_DONE = "data: [DONE]\n\n"


class NothingAskedError(ApiError):
    """A conversation without a question."""

    status, title = 422, "Nothing asked"


@router.get("/v1/models", summary="The models, as OpenAI lists them", responses=documented(401, 429))
async def models() -> ModelsOut:
    """The one model there is."""
    return ModelsOut(object="list", data=[ModelOut(id=MODEL, object="model", created=0, owned_by="goglobal")])


@router.post(
    "/v1/chat/completions",
    summary="Answer a conversation, as OpenAI takes and gives it",
    response_model=None,
    responses={
        200: {
            "model": CompletionOut,
            "content": {
                MEDIA_TYPE: {
                    "schema": {"type": "string", "description": "`chat.completion.chunk` objects, then `[DONE]`."},
                    "example": 'data: {"object": "chat.completion.chunk", "choices": []}\n\ndata: [DONE]\n\n',
                }
            },
        },
        **documented(401, 408, 413, 422, 429, 503, 504),
    },
)
async def complete(
    body: CompletionBody, request: Request, key: Annotated[RequestKey, Header(alias=KEY_HEADER)] = ""
) -> Response:
    """The last user message is the question, earlier ones are its history; system messages are not followed.

    The text ends with a numbered list of sources; `citations` beside it has the quotes, `answer` all of `/api/ask`.
    """
    state = state_of(request)
    asked = _asked(body, key, client_of(request))
    if body.stream:
        chunks = _Chunks(state.words, told_usage=bool(body.stream_options and body.stream_options.include_usage))
        return await stream(state.asking.stages(asked), chunks.of)
    answer = await state.asking.answer(asked)
    return JSONResponse(_completion(answer, with_sources(answer, state.words[answer.language])))


def _asked(body: CompletionBody, key: str, client: str) -> Asked:
    said = [text for message in body.messages if message.role == "user" and (text := message.text)]
    if not said:
        raise NothingAskedError("messages: no message of the role user holds text.")
    language = None if body.language == "auto" else Language(body.language)
    return Asked(question=said[-1], history=tuple(said[:-1]), language=language, key=key, client=client)


def _completion(answer: Answer, text: str) -> JsonObject:
    whole = to_json(answer)
    message = {"role": "assistant", "content": text, "citations": whole["citations"]}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head(answer, "chat.completion"), "choices": [choice], "usage": _usage(), "answer": whole}


class _Chunks:
    """Writes an answer as the chunks of a completion; its text comes whole, for it is checked as a whole."""

    def __init__(self, words: Mapping[Language, ExportWords], *, told_usage: bool) -> None:
        self._words, self._told_usage = words, told_usage

    def of(self, item: str | Answer) -> Iterable[str]:
        """A comment for a stage, which keeps the connection alive; for the answer all its chunks."""
        if isinstance(item, str):
            return [f": {item}\n\n"]
        return [f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in self._all(item)] + [_DONE]

    def _all(self, answer: Answer) -> list[JsonObject]:
        head, whole = _head(answer, "chat.completion.chunk"), to_json(answer)
        text = with_sources(answer, self._words[answer.language])
        deltas: list[tuple[JsonObject, str | None]] = [({"role": "assistant", "content": ""}, None)]
        deltas += [({"content": piece}, None) for piece in text.splitlines(keepends=True)]
        deltas.append(({"citations": whole["citations"]}, "stop"))
        chunks = [{**head, "choices": [_delta(delta, reason)]} for delta, reason in deltas]
        chunks[-1]["answer"] = whole
        return chunks + ([{**head, "choices": [], "usage": _usage()}] if self._told_usage else [])


def _delta(delta: JsonObject, reason: str | None) -> JsonObject:
    return {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}


def _head(answer: Answer, kind: str) -> JsonObject:
    own = answer.id or secrets.token_urlsafe(16)
    return {"id": f"chatcmpl-{own}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage() -> JsonObject:
    return dict.fromkeys(("prompt_tokens", "completion_tokens", "total_tokens"), 0)
