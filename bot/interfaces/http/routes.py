"""The routes of the public contract."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse

from bot.answer.serialise import to_json
from bot.interfaces.http.asking import KEY_HEADER, Asked
from bot.interfaces.http.events import MEDIA_TYPE, stream, told_in_full
from bot.interfaces.http.problems import ApiError, documented
from bot.interfaces.http.schemas import (
    AnswerOut,
    AskBody,
    FeedbackBody,
    HealthOut,
    PassageOut,
    ReadyOut,
    RequestKey,
    TopicOut,
)
from bot.interfaces.http.state import client_of, state_of
from bot.interfaces.http.topics import topics_in
from bot.types import Language

router = APIRouter()
_EVENTS = {
    MEDIA_TYPE: {
        "schema": {"type": "string", "description": "Events `stage`, `sentence`, `answer`; `error` where it fails."},
        "example": 'event: stage\ndata: {"stage": "retrieve"}\n\nevent: answer\ndata: {"id": "…"}\n\n',
    }
}
_ALWAYS = (401, 422, 429)


class PassageUnknownError(ApiError):
    """A passage id that the index does not hold."""

    status, title = 404, "No such passage"


@router.post(
    "/api/ask",
    summary="Answer a question",
    response_model=None,
    responses={200: {"model": AnswerOut, "content": _EVENTS}, **documented(*_ALWAYS, 408, 413, 503, 504)},
)
async def ask(body: AskBody, request: Request, key: Annotated[RequestKey, Header(alias=KEY_HEADER)] = "") -> Response:
    """An answer as in the public contract; for `Accept: text/event-stream` as events `stage`, `sentence`, `answer`.

    The same body with the same `Idempotency-Key` within a day gets the same answer, whichever process it reaches.
    """
    asked = Asked(
        question=body.question,
        language=None if body.language == "auto" else Language(body.language),
        script=Language(body.script),
        history=tuple(turn.text for turn in body.history if turn.role == "user"),
        key=key,
        client=client_of(request),
    )
    asking = state_of(request).asking
    if MEDIA_TYPE in request.headers.get("accept", ""):
        return await stream(asking.stages(asked), told_in_full)
    return JSONResponse(to_json(await asking.answer(asked)))


@router.get(
    "/api/passages",
    summary="The passage that a citation quotes",
    responses=documented(*_ALWAYS, 404, 503),
)
async def passage(request: Request, id: Annotated[str, Query(max_length=500)]) -> PassageOut:
    """A passage of the index by the `passage_id` of a citation, for whoever checks a quote."""
    found = state_of(request).service.opened().index.passage(id)
    if found is None:
        raise PassageUnknownError(f"No passage {id!r} in this index.")
    return PassageOut(id=found.id, language=found.language, text=found.text)


@router.post(
    "/api/feedback",
    status_code=204,
    summary="Rate an answer",
    responses=documented(*_ALWAYS, 404, 408, 413, 503),
)
def feedback(body: FeedbackBody, request: Request) -> None:
    """Note a verdict on an answer that is kept, in the place of any earlier one."""
    state_of(request).service.store().rate(body.answer_id, body.verdict, body.comment)


@router.get(
    "/api/answers/{id}",
    summary="A stored answer",
    response_model=None,
    responses={200: {"model": AnswerOut}, **documented(*_ALWAYS, 404, 503)},
)
def stored_answer(id: str, request: Request) -> JSONResponse:
    """An answer as it was given; question and query are empty unless questions are stored."""
    return JSONResponse(to_json(state_of(request).service.kept(id).answer))


@router.get(
    "/api/topics",
    summary="Topics with suggested questions",
    responses=documented(*_ALWAYS, 503),
)
async def topics(request: Request, language: Annotated[Language, Query()] = Language.EN) -> list[TopicOut]:
    """Each topic's title and first questions in the asked language."""
    return topics_in(state_of(request).service.opened().advisor.corpus, language)


@router.get("/healthz", summary="The process is alive")
async def health() -> HealthOut:
    """Liveness."""
    return HealthOut(status="alive")


@router.get("/readyz", summary="The index is loaded", responses=documented(503))
async def ready(request: Request) -> ReadyOut:
    """Readiness: 503 until the index is loaded."""
    return ReadyOut(status="ready", corpus_version=state_of(request).service.opened().advisor.corpus.version)
