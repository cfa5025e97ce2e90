"""Security headers of every response; a route that sets one itself keeps its own."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_TLS = "max-age=31536000"  # a year; whether subdomains follow is for whoever owns the domain to say
_OURSELVES = "frame-ancestors 'self'"
# Gradio writes its settings into the page as a script, compiles the scripts of its parts, and puts styles in elements.
_PAGE = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        _OURSELVES,
    )
)
_OTHERS = f"default-src 'none'; {_OURSELVES}"


class SecurityHeaders:
    """ASGI middleware; whether a request came over TLS is what its scope says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, and add to the headers of its response."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), over_tls=scope["scheme"] == "https")
            await send(message)

        await self._app(scope, receive, with_headers)


def _complete(headers: MutableHeaders, *, over_tls: bool) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if over_tls:
        headers.setdefault("Strict-Transport-Security", _TLS)
    if policy := headers.get("Content-Security-Policy"):
        headers["Content-Security-Policy"] = policy if "frame-ancestors" in policy else f"{policy}; {_OURSELVES}"
    else:
        is_page = headers.get("content-type", "").startswith("text/html")
        headers["Content-Security-Policy"] = _PAGE if is_page else _OTHERS
