"""The HTTP API beside the page; errors are `application/problem+json` (RFC 9457)."""

import logging
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from bot.answer.compose import in_script
from bot.answer.serialise import to_json
from bot.app import Bot
from bot.errors import AnswerUnknownError, BotError, NotReadyError, QuestionError
from bot.interfaces.answer_pages.routes import AnswerPages
from bot.interfaces.exports import AnswersGoneError, Exports
from bot.interfaces.knowledge_pages.routes import KnowledgePages
from bot.interfaces.service import Service
from bot.interfaces.streaming import MEDIA_TYPE, stream
from bot.interfaces.widget.routes import Widget
from bot.prompts import load_words
from bot.types import Language

log = logging.getLogger(__name__)

_PROBLEM = "application/problem+json"
_TOPIC_QUESTIONS = 3
_LONGEST_HISTORY = 50  # turns
_FAILED = {
    "type": "about:blank",
    "title": "Failed",
    "status": 500,
    "detail": "The server failed to answer. Try again; if it stays so, tell who runs it.",
}
_router = APIRouter()


class Turn(BaseModel):
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    text: str


class AskBody(BaseModel):
    """A question, the language to answer in, and what was said before, oldest first."""

    question: str
    language: Literal["auto", "en", "zh-Hans", "zh-Hant"] = "auto"
    history: list[Turn] = Field(default=[], max_length=_LONGEST_HISTORY)


class FeedbackBody(BaseModel):
    """A verdict on one answer."""

    answer_id: str = Field(min_length=1, max_length=64)
    verdict: Literal["up", "down"]
    comment: str = Field(default="", max_length=2000)


class PassageUnknownError(BotError):
    """A passage id that the index does not hold."""


def create_api(service: Service) -> FastAPI:
    """The API for one service."""
    api = FastAPI(title="GoGlobal Advisor", version="1", docs_url=None, redoc_url=None)
    api.state.service = service
    api.state.messages = load_words(service.settings.prompts_dir, "messages")[Language.EN]
    api.include_router(_router)
    api.include_router(KnowledgePages(service).router())
    api.include_router(AnswerPages(service).router())
    api.include_router(Exports(service).router())
    api.include_router(Widget(service).router())
    api.add_exception_handler(BotError, _on_failure)
    api.add_exception_handler(RequestValidationError, _on_invalid)
    api.add_exception_handler(Exception, _on_unexpected)
    return api


@_router.post(
    "/api/ask",
    summary="Answer a question",
    response_model=dict[str, Any],
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
def ask(body: AskBody, request: Request) -> dict[str, Any] | StreamingResponse:
    """An answer as in the public contract; for `Accept: text/event-stream` as events `stage`, `sentence`, `answer`."""
    language = None if body.language == "auto" else Language(body.language)
    earlier = [turn.text for turn in body.history if turn.role == "user"]
    service: Service = request.app.state.service
    answering = partial(service.answer, body.question, language, history=earlier)
    if MEDIA_TYPE in request.headers.get("accept", ""):
        return stream(lambda told: answering(told=told), _FAILED)
    return to_json(answering())


@_router.get("/api/passages", summary="The passage that a citation quotes")
def passage(request: Request, id: Annotated[str, Query(max_length=500)]) -> dict[str, str]:
    """A passage of the index by the `passage_id` of a citation, for whoever checks a quote."""
    found = _bot(request).index.passage(id)
    if found is None:
        raise PassageUnknownError(f"No passage {id!r} in this index.")
    return {"id": found.id, "language": found.language.value, "text": found.text}


@_router.post("/api/feedback", status_code=204, summary="Rate an answer")
def feedback(body: FeedbackBody, request: Request) -> None:
    """Note a verdict on an answer that is kept, in the place of any earlier one."""
    service: Service = request.app.state.service
    service.store().rate(body.answer_id, body.verdict, body.comment)


@_router.get("/api/answers/{id}", summary="A stored answer")
def stored_answer(id: str, request: Request) -> dict[str, Any]:
    """An answer as it was given; question and query are empty unless questions are stored."""
    service: Service = request.app.state.service
    return to_json(service.kept(id).answer)


@_router.get("/api/topics", summary="Topics with suggested questions")
def topics(request: Request, language: Annotated[Language, Query()] = Language.EN) -> list[dict[str, Any]]:
    """Each topic's title and first questions in the asked language."""
    return [
        {
            "id": document.topic,
            "title": in_script(document.title, language, document.language),
            "questions": [
                in_script(section.heading, language, document.language)
                for section in document.sections[:_TOPIC_QUESTIONS]
            ],
        }
        for document in _bot(request).advisor.corpus.documents(language)
    ]


@_router.get("/healthz", summary="The process is alive")
def health() -> dict[str, str]:
    """Liveness."""
    return {"status": "alive"}


@_router.get("/readyz", summary="The index is loaded")
def ready(request: Request) -> dict[str, str]:
    """Readiness: 503 until the index is loaded."""
    return {"status": "ready", "corpus_version": _bot(request).advisor.corpus.version}


def _bot(request: Request) -> Bot:
    service: Service = request.app.state.service
    return service.opened()


def _on_failure(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, QuestionError):
        detail = request.app.state.messages(error.key, **error.values)
        return _problem(422, "Question cannot be looked up", detail)
    if isinstance(error, PassageUnknownError):
        return _problem(404, "No such passage", str(error))
    if isinstance(error, AnswerUnknownError):
        return _problem(404, "No such answer", str(error))
    if isinstance(error, AnswersGoneError):
        return _problem(404, "No such answers", str(error))
    if isinstance(error, NotReadyError):
        return _problem(503, "Not ready", str(error), {"Retry-After": "5"})
    log.error("%s", error)
    return _problem(500, "Failed", str(error))


def _on_unexpected(request: Request, error: Exception) -> JSONResponse:
    """What nobody foresaw: the server logs it, the caller learns no more than that."""
    return JSONResponse(_FAILED, 500, media_type=_PROBLEM)


def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    detail = str(error)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        detail = f"{'.'.join(map(str, first['loc'][1:])) or 'body'}: {first['msg']}"
    return _problem(422, "Request is not valid", detail)


def _problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type=_PROBLEM)
