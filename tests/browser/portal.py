"""A site of another origin that embeds the widget, as a portal does: pages of its own, headers of its own."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import BrowserContext, FrameLocator, Page

PANEL = "iframe[src*='/widget']"

_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Portal</title>
<link rel="icon" href="data:,">{head}</head><body>{body}</body></html>"""


def page(*tags: str, lang: str = "en", head: str = "", body: str = "<main><h1>Portal</h1></main>") -> str:
    """A page with tags at the end of its head."""
    return _PAGE.format(lang=lang, head=head + "".join(tags), body=body)


def tag(address: str, **options: str) -> str:
    """The tag of the widget with options, as a portal writes it."""
    attributes = "".join(f' data-{key}="{value}"' for key, value in options.items())
    return f'<script src="{address}/widget.js"{attributes} defer></script>'


@contextmanager
def portal(port: int, pages: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server of pages by path; `pages` and `headers` may change while it runs. Yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path.partition("?")[0])
            self.send_response(200 if text else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()


def open_roots(context: BrowserContext) -> None:
    """Let locators into shadow roots that are closed to the page's own scripts."""
    context.add_init_script(
        "const closed = Element.prototype.attachShadow;"
        "Element.prototype.attachShadow = function () { return closed.call(this, { mode: 'open' }) }"
    )


def panel_of(page: Page, at: int = 0) -> FrameLocator:
    """What is inside a widget's panel."""
    return page.frame_locator(PANEL).nth(at)
