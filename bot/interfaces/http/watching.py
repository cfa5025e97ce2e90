"""What is noted of each request: its route, how it ended and how long it took."""

import time

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.interfaces.http.logs import log_request
from bot.interfaces.http.metrics import Metrics
from bot.interfaces.http.state import client_of

_NO_ROUTE = "other"
_GONE = 499  # as nginx writes it: the client left before there was a response


class Watching:
    """ASGI middleware that tells metrics and log."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request and note it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun, status = time.perf_counter(), _GONE

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds, route = time.perf_counter() - begun, _route(scope)
            self._metrics.served(route, status, seconds)
            log_request(scope["method"], route, status, seconds, client_of(HTTPConnection(scope)))


def _route(scope: Scope) -> str:
    """The route's pattern, of which there are few; what came to none of ours is `other`."""
    return getattr(scope.get("route"), "path", "") or _NO_ROUTE
