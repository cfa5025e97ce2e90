"""The HTTP API beside the page; errors are `application/problem+json` (RFC 9457)."""

import logging
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.answer.compose import in_script
from bot.answer.serialise import to_json
from bot.app import Bot
from bot.errors import BotError, QuestionError
from bot.interfaces.feedback import store_feedback
from bot.interfaces.service import Service
from bot.prompts import load_words
from bot.types import Language

log = logging.getLogger(__name__)

_PROBLEM = "application/problem+json"
_TOPIC_QUESTIONS = 3


class AskBody(BaseModel):
    """A question and the language to answer in."""

    question: str
    language: Literal["auto", "en", "zh-Hans", "zh-Hant"] = "auto"


class FeedbackBody(BaseModel):
    """A verdict on one answer."""

    answer_id: str = Field(min_length=1, max_length=64)
    verdict: Literal["up", "down"]
    comment: str = Field(default="", max_length=2000)


class NotReadyError(BotError):
    """The index is still being built."""


def create_api(service: Service) -> FastAPI:
    """The API for one service."""
    api = FastAPI(title="GoGlobal Advisor", version="1", docs_url=None, redoc_url=None)
    words = load_words(service.settings.prompts_dir, "messages")

    def bot() -> Bot:
        state = service.state
        if state.bot is None:
            raise NotReadyError(state.failure or f"The index is being built ({state.percent}%). Try again shortly.")
        return state.bot

    @api.post("/api/ask", summary="Answer a question")
    def ask(body: AskBody) -> dict[str, Any]:
        language = None if body.language == "auto" else Language(body.language)
        return to_json(bot().advisor.answer(body.question, language))

    @api.post("/api/feedback", status_code=204, summary="Rate an answer")
    def feedback(body: FeedbackBody) -> None:
        store_feedback(service.settings.data_dir, body.answer_id, body.verdict, body.comment)

    @api.get("/api/topics", summary="Topics with suggested questions")
    def topics(language: Annotated[Language, Query()] = Language.EN) -> list[dict[str, Any]]:
        return [
            {
                "id": document.topic,
                "title": in_script(document.title, language),
                "questions": [in_script(s.heading, language) for s in document.sections[:_TOPIC_QUESTIONS]],
            }
            for document in bot().advisor.corpus.documents(language)
        ]

    @api.get("/healthz", summary="The process is alive")
    def health() -> dict[str, str]:
        return {"status": "alive"}

    @api.get("/readyz", summary="The index is loaded")
    def ready() -> dict[str, str]:
        return {"status": "ready", "corpus_version": bot().index.manifest.corpus_version}

    @api.exception_handler(QuestionError)
    def on_question(request: Request, error: QuestionError) -> JSONResponse:
        return _problem(422, "Question cannot be looked up", words[Language.EN](error.key, **error.values))

    @api.exception_handler(NotReadyError)
    def on_not_ready(request: Request, error: NotReadyError) -> JSONResponse:
        return _problem(503, "Not ready", str(error), {"Retry-After": "5"})

    @api.exception_handler(BotError)
    def on_failure(request: Request, error: BotError) -> JSONResponse:
        log.error("%s", error)
        return _problem(500, "Failed", str(error))

    @api.exception_handler(RequestValidationError)
    def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"][1:])) or "body"
        return _problem(422, "Request is not valid", f"{where}: {first['msg']}")

    return api


def _problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type=_PROBLEM)
