"""How long a request may be, and how long it may take to arrive."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.interfaces.http.problems import ApiError, refuse


class LargeError(ApiError):
    """A request with more bytes than are read."""

    status, title = 413, "Request too large"


class LateError(ApiError):
    """A request that does not arrive."""

    status, title = 408, "Request too slow"


class Bounds:
    """ASGI middleware that reads a body before anyone else does, up to a number of bytes and for so many seconds."""

    def __init__(self, app: ASGIApp, most_bytes: int, seconds: float) -> None:
        self._app, self._most, self._seconds = app, most_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request once all of it is there, or refuse it."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "content-length" not in headers and "transfer-encoding" not in headers:
            return await self._app(scope, receive, send)
        try:
            told = headers.get("content-length", "")
            body = await self._read(receive, int(told) if told.isdecimal() else 0)
        except ApiError as error:
            return await refuse(scope, error)(scope, receive, send)
        rest = [body]

        async def again() -> Message:
            return rest.pop() if rest else await receive()

        await self._app(scope, again, send)

    async def _read(self, receive: Receive, told: int) -> Message:
        """The whole body as one message, or that the client has gone."""
        body = bytearray()
        try:
            async with asyncio.timeout(self._seconds):
                while told <= self._most and len(body) <= self._most:
                    message = await receive()
                    if message["type"] != "http.request":
                        return message
                    body += message.get("body", b"")
                    if not message.get("more_body", False) and len(body) <= self._most:
                        return {"type": "http.request", "body": bytes(body), "more_body": False}
        except TimeoutError as error:
            raise LateError(f"The request had not arrived after {self._seconds:g} seconds.") from error
        raise LargeError(f"The request has more than {self._most} bytes. Send less.")
