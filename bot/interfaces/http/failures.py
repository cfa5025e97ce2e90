"""What nobody foresaw becomes a problem here, inside the guards, so that it gets their headers and is counted."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.interfaces.http.problems import fail

log = logging.getLogger(__name__)


class Failures:
    """ASGI middleware that lets no exception out before a response has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request; log what is raised."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if begun:
                raise
            log.error("A request failed.", exc_info=error)
            await fail(scope)(scope, receive, send)
