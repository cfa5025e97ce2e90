"""`/knowledge` and `/knowledge/{topic}`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse

from bot.answer.corpus import Corpus
from bot.documents.review import ReviewRule
from bot.documents.stats import measure
from bot.interfaces.knowledge_pages.indicators import show_indicators
from bot.interfaces.knowledge_pages.overview import show_figures, show_kinds, show_overdue
from bot.interfaces.knowledge_pages.reader import Reader, load_readers
from bot.interfaces.knowledge_pages.sheet import find_sheet, show_sheet
from bot.interfaces.knowledge_pages.templates import fill, headers
from bot.interfaces.knowledge_pages.topics import show_topics
from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service


def _today() -> date:
    return datetime.now(UTC).date()


class KnowledgePages:
    """Answers requests for the pages from the index that the service holds at that moment."""

    def __init__(self, service: Service, today: Callable[[], date] = _today) -> None:
        self._service, self._today = service, today
        self._readers = load_readers(service.settings.prompts_dir)

    def router(self) -> APIRouter:
        """The two routes."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/knowledge", self.overview, methods=["GET", "HEAD"])
        router.add_api_route("/knowledge/{topic}", self.sheet, methods=["GET", "HEAD"])
        return router

    def overview(self, lang: str = "", accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
        """All topics, the figures, what is due for review and the indicators."""
        reader, corpus = self._reader(lang, accept_language), self._corpus()
        if corpus is None:
            return self._preparing(reader, "")
        stats = measure(corpus.knowledge, self._today())
        return _page(
            "overview.html.j2",
            reader,
            stats=stats,
            figures=show_figures(stats),
            kinds=show_kinds(stats, reader),
            topics=show_topics(stats, corpus, reader),
            overdue=show_overdue(stats, corpus, reader),
            rules={rule.value: rule.months for rule in ReviewRule},
            indicators=show_indicators(corpus, reader),
            topic="",
        )

    def sheet(self, topic: str, lang: str = "", accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
        """One topic with all its facts."""
        reader, corpus = self._reader(lang, accept_language), self._corpus()
        if corpus is None:
            return self._preparing(reader, topic)
        document = find_sheet(corpus, topic, reader.language)
        if document is None:
            return _page("unknown.html.j2", reader, 404, topic="")
        return _page("sheet.html.j2", reader, sheet=show_sheet(document, corpus, reader), topic=topic)

    def _reader(self, asked: str, accepted: str) -> Reader:
        return self._readers[preferred_language(asked, accepted)]

    def _corpus(self) -> Corpus | None:
        bot = self._service.state.bot
        return bot.advisor.corpus if bot else None

    def _preparing(self, reader: Reader, topic: str) -> HTMLResponse:
        page = _page("preparing.html.j2", reader, 503, topic=topic, state=self._service.state)
        page.headers["Retry-After"] = "5"
        return page


def _page(template: str, reader: Reader, status: int = 200, **values: object) -> HTMLResponse:
    page = fill(template, reader, **values)
    return HTMLResponse(page, status, headers(page))
