"""What went wrong, as `application/problem+json` (RFC 9457); for clients of the OpenAI API in their form as well."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bot.errors import AnswerUnknownError, BotError, ClosedError, NotReadyError, QuestionError, StoreError
from bot.prompts import Words
from bot.types import JsonObject

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
FAILED: JsonObject = {
    "type": "about:blank",
    "title": "Failed",
    "status": 500,
    "detail": "The server failed to answer. Try again; if it stays so, tell who runs it.",
}
"""What nobody foresaw: the log has it, the caller learns no more than this."""
_CLOSED_SECONDS = 600  # after which it is worth asking whether a notice still stands
_EXAMPLES = {
    401: ("Key not known", "The key in Authorization is not one of this server's. Send a known one, or none."),
    403: ("Origin not allowed", "Pages of https://example.org may not call this server."),
    404: ("No such answer", "No answer 'abc' is kept here; it may be past its time."),
    408: ("Request too slow", "The request had not arrived after 20 seconds."),
    413: ("Request too large", "The request has more than 2097152 bytes. Send less."),
    422: ("Request is not valid", "question: Field required"),
    429: ("Too many requests", "60 requests a minute are served. Try again in 12 seconds."),
    503: ("Busy", "32 answers are being worked at. Try again in a second."),
    504: ("No answer in time", "There was no answer after 120 seconds."),
}


class Problem(BaseModel):
    """An error: what kind it is, and what to do about it."""

    type: str
    title: str
    status: int
    detail: str


class ApiError(BotError):
    """A request that is refused; each kind has a status and a title, and may say when to come back."""

    status, title = 400, "Bad request"
    retry_after = 0
    """Seconds; 0 where it makes no sense to try again."""
    headers: ClassVar[Mapping[str, str]] = {}


def respond(
    scope: Scope, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response that tells a problem to whoever sent the request of `scope`."""
    return _response(scope, {"type": "about:blank", "title": title, "status": status, "detail": detail}, headers)


def refuse(scope: Scope, error: ApiError) -> JSONResponse:
    """The response that a refused request gets."""
    headers = dict(error.headers) | ({"Retry-After": str(error.retry_after)} if error.retry_after else {})
    return respond(scope, error.status, error.title, str(error), headers)


def fail(scope: Scope) -> JSONResponse:
    """The response for what nobody foresaw."""
    return _response(scope, FAILED)


def in_two_forms(body: JsonObject) -> JsonObject:
    """A problem with the member in which clients of the OpenAI API look for it."""
    kind = "server_error" if body["status"] >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    return {**body, "error": {"message": body["detail"], "type": kind, "param": None, "code": body["title"]}}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer with, for its schema."""
    return {status: _documented(status, *_EXAMPLES[status]) for status in statuses}


def add_handlers(api: FastAPI, messages: Words) -> None:
    """Have every failure of a route told as a problem; `messages` words what is wrong with a question."""

    def on_failure(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, QuestionError):
            detail = messages(error.key, **error.values)
            return respond(request.scope, 422, "Question cannot be looked up", detail)
        return _on_failure(request.scope, error)

    api.add_exception_handler(BotError, on_failure)
    api.add_exception_handler(RequestValidationError, _on_invalid)
    api.add_exception_handler(HTTPException, _on_http)


def _on_failure(scope: Scope, error: Exception) -> JSONResponse:
    if isinstance(error, ApiError):
        return refuse(scope, error)
    if isinstance(error, AnswerUnknownError):
        return respond(scope, 404, "No such answer", str(error))
    if isinstance(error, ClosedError):
        return respond(scope, 503, "Closed", str(error), {"Retry-After": str(_CLOSED_SECONDS)})
    if isinstance(error, NotReadyError):
        return respond(scope, 503, "Not ready", str(error), {"Retry-After": "5"})
    log.error("%s", error)
    if isinstance(error, StoreError):
        return respond(scope, 503, "Store not available", str(error), {"Retry-After": "5"})
    return respond(scope, 500, "Failed", str(error))


def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    detail = str(error)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        detail = f"{'.'.join(map(str, first['loc'][1:])) or 'body'}: {first['msg']}"
    return respond(request.scope, 422, "Request is not valid", detail)


def _on_http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else str(error)
    headers = error.headers if isinstance(error, HTTPException) else None
    return respond(request.scope, status, detail, f"{detail}: {request.method} {request.url.path}", headers)


def _response(scope: Scope, body: JsonObject, headers: Mapping[str, str] | None = None) -> JSONResponse:
    if scope["path"].startswith("/v1/"):
        body = in_two_forms(body)
    return JSONResponse(body, body["status"], dict(headers or {}), media_type=MEDIA_TYPE)


def _documented(status: int, title: str, detail: str) -> dict[str, Any]:
    example = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    schema = Problem.model_json_schema()
    answer: dict[str, Any] = {"description": title, "content": {MEDIA_TYPE: {"schema": schema, "example": example}}}
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return answer
