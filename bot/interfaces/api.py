"""The HTTP API beside the page: its routes and the guards before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from fastapi.routing import APIRouter
from starlette.routing import Route

from bot.exports.words import load_export_words
from bot.interfaces.answer_pages.routes import AnswerPages
from bot.interfaces.exports import Exports
from bot.interfaces.http import metrics, nowhere, openai, routes
from bot.interfaces.http.asking import Asking
from bot.interfaces.http.flight import Flight
from bot.interfaces.http.guards import add_guards
from bot.interfaces.http.logs import log_answer
from bot.interfaces.http.mcp import PATH, McpRoute, Tools
from bot.interfaces.http.metrics import Metrics
from bot.interfaces.http.problems import add_handlers
from bot.interfaces.http.state import HttpState
from bot.interfaces.knowledge_pages.routes import KnowledgePages
from bot.interfaces.service import Service
from bot.interfaces.widget.routes import Widget
from bot.prompts import load_words
from bot.types import Answer, Language

_AT_WORK = 2  # threads that quote; more of them only wait for each other, and keep the event loop waiting
_MANIFEST = "manifest.json"


def create_api(service: Service) -> FastAPI:
    """The API for one service; raises `UsageError` for settings that cannot be used."""
    settings = service.settings
    messages = load_words(settings.prompts_dir, "messages")[Language.EN]
    # A language model is waited for, so that each answer has a thread; quoting keeps a processor busy.
    threads = settings.answers_in_flight if settings.llm else _AT_WORK
    flight = Flight(settings.answers_in_flight, settings.answer_seconds, threads)
    figures = Metrics(lambda: flight.count, settings.data_dir / _MANIFEST)
    state = HttpState(service, Asking(service, flight), load_export_words(settings.prompts_dir))
    mcp = McpRoute(Tools(state, messages), settings.allowed_origins)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            yield

    api = FastAPI(title="GoGlobal Advisor", version="1", docs_url=None, redoc_url=None, lifespan=lifespan)
    api.state.http = state
    api.include_router(routes.router)
    api.include_router(openai.router)
    api.include_router(_figures_of(figures))
    api.include_router(KnowledgePages(service).router())
    api.include_router(AnswerPages(service).router())
    api.include_router(Exports(service).router())
    api.include_router(Widget(service).router())
    api.router.routes.append(Route(PATH, mcp))
    api.include_router(nowhere.router)
    add_handlers(api, messages)
    add_guards(api, settings, figures)

    def observe(answer: Answer) -> None:
        figures.answered(answer)
        log_answer(answer, with_question=settings.log_questions)

    service.observe = observe
    return api


def _figures_of(figures: Metrics) -> APIRouter:
    router = APIRouter()

    @router.get(
        "/metrics",
        summary="Figures for Prometheus",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def show() -> Response:
        """Requests, answers, seconds, answers in flight and the age of the index."""
        return Response(figures.exposition(), media_type=metrics.MEDIA_TYPE)

    return router
