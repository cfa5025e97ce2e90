"""`POST /exports`: a conversation as a file. The answers come from what the server keeps, never from the sender."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import from_json

from bot.errors import QuestionError
from bot.exports.conversation import Conversation, ExportedTurn
from bot.exports.formats import MEDIA_TYPES, Format, export
from bot.exports.words import load_export_words
from bot.interfaces.http.problems import ApiError, documented
from bot.interfaces.service import Service
from bot.languages.personal import mask_personal
from bot.types import Language

_MOST_TURNS = 50
_HONG_KONG = timezone(timedelta(hours=8))
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class AnswersGoneError(ApiError):
    """None of the answers that were asked for is kept."""

    status, title = 404, "No such answers"


class ExportedTurnBody(BaseModel):
    """The id of an answer, and the question as its asker wrote it: questions are not kept."""

    id: str = Field(min_length=1, max_length=64)
    question: str = Field(min_length=1)


class ExportBody(BaseModel):
    """What to export, oldest turn first; `auto` frames it in the language of the first answer that is kept."""

    format: Format
    language: Literal["auto", "en", "zh-Hans", "zh-Hant"] = "auto"
    turns: list[ExportedTurnBody] = Field(min_length=1, max_length=_MOST_TURNS)


async def _read_body(request: Request) -> ExportBody:
    """The body of a script, JSON, or of a page's form, whose field `turns` holds JSON."""
    try:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() in _FORMS:
            fields: dict[str, Any] = dict(await request.form())
            return ExportBody.model_validate({**fields, "turns": from_json(str(fields.get("turns", "[]")))})
        return ExportBody.model_validate_json(await request.body())
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error
    except ValueError as error:
        raise RequestValidationError(
            [{"loc": ("body", "turns"), "msg": f"Not JSON ({error})", "type": "json"}]
        ) from error


def _schema() -> object:
    """The schema of the body in one piece: OpenAPI looks for what is referred to elsewhere."""
    schema = ExportBody.model_json_schema()
    parts = schema.pop("$defs")

    def whole(one: object) -> object:
        if isinstance(one, list):
            return [whole(member) for member in one]
        if not isinstance(one, dict):
            return one
        return whole(parts[one["$ref"].rpartition("/")[2]]) if "$ref" in one else {k: whole(v) for k, v in one.items()}

    return whole(schema)


def _form_schema() -> object:
    """The same as the fields of a form."""
    fields = ExportBody.model_json_schema()["properties"]
    told = "The turns as JSON."
    return {
        "type": "object",
        "required": ["format", "turns"],
        "properties": {
            "format": {"type": "string", "enum": [one.value for one in Format]},
            "language": fields["language"],
            "turns": {"type": "string", "description": told, "example": '[{"id": "…", "question": "…"}]'},
        },
    }


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _schema()},
            _FORMS[0]: {"schema": _form_schema()},
        },
    }
}
_FILE = {
    "description": "The file.",
    "content": {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()},
}


class Exports:
    """Writes files from the answers that the service keeps."""

    def __init__(self, service: Service, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._service, self._now = service, now
        self._words = load_export_words(service.settings.prompts_dir)

    def router(self) -> APIRouter:
        """The route."""
        router = APIRouter()
        router.add_api_route(
            "/exports",
            self.export,
            methods=["POST"],
            response_class=Response,
            summary="A conversation as Markdown, Word or PDF",
            responses={200: _FILE, **documented(401, 404, 408, 413, 422, 429, 503)},
            openapi_extra=_BODY,
        )
        return router

    def export(self, body: Annotated[ExportBody, Depends(_read_body)]) -> Response:
        """The file; raises `AnswersGoneError` where no answer is kept, `QuestionError` for one that is too long."""
        kept = self._service.receipts
        found = kept.find_all([turn.id for turn in body.turns]) if kept else {}
        if not found:
            raise AnswersGoneError("None of these answers is kept any longer. Ask again, then export.")
        turns = tuple(
            ExportedTurn(
                question=mask_personal(self._short(turn.question)),
                answer=found[turn.id].answer if turn.id in found else None,
            )
            for turn in body.turns
        )
        first = next(turn.answer.language for turn in turns if turn.answer)
        told = Conversation(
            turns=turns,
            language=first if body.language == "auto" else Language(body.language),
            exported=self._now().astimezone(_HONG_KONG),
        )
        return Response(export(told, body.format, self._words), headers=self._headers(told, body.format))

    def _short(self, question: str) -> str:
        longest = self._service.settings.question_max_chars
        if len(question) > longest:
            raise QuestionError("question_too_long", found=len(question), limit=longest)
        return question

    def _headers(self, told: Conversation, wanted: Format) -> dict[str, str]:
        day = told.exported.date().isoformat()
        name = quote(f"{self._words[told.language].own('file_name', date=day)}.{wanted}", safe="")
        return {
            "Content-Type": MEDIA_TYPES[wanted],
            "Content-Disposition": f"attachment; filename=\"goglobal-{day}.{wanted}\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
