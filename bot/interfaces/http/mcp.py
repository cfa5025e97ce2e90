"""The advisor as tools for models of others: the Model Context Protocol over streamable HTTP, without sessions."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answer.serialise import citation_to_json, to_json
from bot.answer.shapes import CitationShape
from bot.errors import BotError, QuestionError
from bot.interfaces.http.asking import Asked
from bot.interfaces.http.plain_text import with_sources
from bot.interfaces.http.problems import ApiError, refuse
from bot.interfaces.http.schemas import AnswerOut, LanguageOrAuto, TopicOut
from bot.interfaces.http.state import HttpState
from bot.interfaces.http.topics import topics_in
from bot.prompts import Words
from bot.types import Language

PATH = "/mcp"
_INSTRUCTIONS = (
    "Dated, sourced facts on Mainland Chinese enterprises going global through Hong Kong: the GoGlobal Task Force, the "
    "Policy Address and the Budget, treasury centres, tax, renminbi, listings, talent, funding. Use `ask` for an "
    "answer whose sentences are cited; give its citations and dates to your reader, and say so where there is none."
)
_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_MOST_FOUND = 20
_Asked = Annotated[str, Field(description="One question, in English or Chinese.")]
_InLanguage = Annotated[LanguageOrAuto, Field(description="Language to answer in; auto takes the question's own.")]
_Before = Annotated[list[str] | None, Field(description="What the user asked before, oldest first.")]
_Count = Annotated[int, Field(ge=1, le=_MOST_FOUND, description="How many facts to give at most.")]


class OriginError(ApiError):
    """A page of a site that may not call this server."""

    status, title = 403, "Origin not allowed"


class Tools:
    """What a model may call; failures reach it as one line that says what to do."""

    def __init__(self, state: HttpState, messages: Words) -> None:
        self._state, self._messages = state, messages

    def server(self) -> MCPServer[Any]:
        """A server with these tools."""
        server: MCPServer[Any] = MCPServer("GoGlobal Advisor", instructions=_INSTRUCTIONS, log_level="WARNING")
        for tool in (self.ask, self.search, self.topics):
            server.add_tool(tool, annotations=_READ_ONLY)
        return server

    async def ask(
        self, question: _Asked, language: _InLanguage = "auto", history: _Before = None
    ) -> Annotated[CallToolResult, AnswerOut]:
        """Answer a question in a few sentences, each cited to a dated source; or say that there is no evidence."""
        asked = Asked(question=question, language=_named(language), history=tuple(history or ()))
        with self._reported():
            answer = await self._state.asking.answer(asked)
        text = with_sources(answer, self._state.words[answer.language])
        return CallToolResult(content=[TextContent(text=text)], structured_content=to_json(answer))

    async def search(self, query: _Asked, language: _InLanguage = "auto", count: _Count = 5) -> list[CitationShape]:
        """Facts nearest to a question, likeliest first, each with its source and date; they may not answer it."""
        with self._reported():
            found = await self._state.asking.search(query, _named(language), count)
        return [CitationShape.model_validate(citation_to_json(one)) for one in found]

    async def topics(self, language: Language = Language.EN) -> list[TopicOut]:
        """The topics of the knowledge base, each with questions that it answers."""
        with self._reported():
            corpus = self._state.service.opened().advisor.corpus
        return topics_in(corpus, language)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except QuestionError as error:
            raise ToolError(self._messages(error.key, **error.values)) from error
        except BotError as error:
            raise ToolError(str(error)) from error


class McpRoute:
    """The ASGI application at `/mcp`; it serves while it is entered."""

    def __init__(self, tools: Tools, origins: tuple[str, ...]) -> None:
        self._tools, self._origins = tools, origins
        self._app: ASGIApp | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve until left."""
        server = self._tools.server()
        # Any host name may be ours, behind a proxy: pages of other sites are told by their origin below.
        unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._app = server.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=unchecked
        )
        async with server.session_manager.run():
            yield
        self._app = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one message, unless it comes from a page of a site that may not call."""
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if origin and origin not in (*self._origins, f"{scope['scheme']}://{headers.get('host', '')}"):
            return await refuse(scope, OriginError(f"Pages of {origin} may not call this server."))(
                scope, receive, send
            )
        if self._app is None:
            raise RuntimeError("The server has not been started.")
        await self._app(scope, receive, send)


def _named(language: LanguageOrAuto) -> Language | None:
    return None if language == "auto" else Language(language)
