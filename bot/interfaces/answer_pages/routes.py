"""`/answers/{id}`: whoever knows the id of an answer may read it."""

import logging
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from bot.errors import AnswerUnknownError, StoreError
from bot.interfaces.answer_pages.shown import show
from bot.interfaces.knowledge_pages.reader import Reader, load_readers
from bot.interfaces.knowledge_pages.templates import environment, fill_in, headers
from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service
from bot.prompts import load_words

log = logging.getLogger(__name__)

_ASSETS = Path(__file__).parent / "assets"
_STYLE = Markup((_ASSETS / "receipt.css").read_text(encoding="utf-8"))
_ENVIRONMENT = environment(_ASSETS)
_HEADERS = {"X-Robots-Tag": "noindex", "Cache-Control": "private, no-cache"}


class AnswerPages:
    """Answers requests for the pages from the store and the index that the service holds at that moment."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._readers = load_readers(service.settings.prompts_dir)
        self._words = load_words(service.settings.prompts_dir, "receipt")

    def router(self) -> APIRouter:
        """The route."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/answers/{id}", self.receipt, methods=["GET", "HEAD"])
        return router

    def receipt(self, id: str, lang: str = "", accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
        """One answer, with what has changed since."""
        reader = self._readers[preferred_language(lang, accept_language)]
        try:
            receipt = self._service.kept(id)
        except AnswerUnknownError:
            return self._missing(id, reader, 404, self._why_missing(reader))
        except StoreError as error:
            log.error("%s", error)
            return self._missing(id, reader, 503, self._words[reader.language]("failed_text"))
        bot = self._service.state.bot
        own, words = self._readers[receipt.answer.language], self._words[reader.language]
        shown = show(receipt, bot.advisor.corpus if bot else None, reader, own, words)
        return self._page("receipt.html.j2", id, reader, 200, shown=shown, answer=receipt.answer)

    def _why_missing(self, reader: Reader) -> str:
        words, days = self._words[reader.language], self._service.settings.retention_days
        if self._service.receipts is None:
            return words("off_text")
        return words("unknown_text", days=days) if days else words("unknown_kept")

    def _missing(self, id: str, reader: Reader, status: int, reason: str) -> HTMLResponse:
        return self._page("missing.html.j2", id, reader, status, reason=reason)

    def _page(self, template: str, id: str, reader: Reader, status: int, **values: object) -> HTMLResponse:
        own = {"receipt": self._words[reader.language], "more_style": _STYLE, "id": id}
        page = fill_in(_ENVIRONMENT.get_template(template), reader, **own, **values)
        return HTMLResponse(page, status, {**headers(page), **_HEADERS})
