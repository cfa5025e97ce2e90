"""A site of another origin that embeds the widget, as a portal does: pages of its own, headers of its own."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, ViewportSize

from bot.types import JsonObject
from tests.browser.page import Scheme, Watch

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
_SAMPLE = Path(__file__).parents[2] / "examples" / "portal"
_PATIENCE = 60  # seconds
_KINDS = {"css": "css", "js": "javascript"}
_FRAME = "iframe[src*='/widget']"
_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Portal</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{head}</head>
<body>{body}</body></html>"""
OPEN_ROOTS = """const closed = Element.prototype.attachShadow;
Element.prototype.attachShadow = function () { return closed.call(this, { mode: "open" }); };"""


def page_with(*tags: str, lang: str = "en", head: str = "", body: str = "<main><h1>Portal</h1></main>") -> str:
    """A page with tags at the end of its head."""
    return _PAGE.format(lang=lang, head=head + "".join(tags), body=body)


def tag(address: str, **options: str) -> str:
    """The tag of the widget with options, as a portal writes it."""
    attributes = "".join(f' data-{key}="{value}"' for key, value in options.items())
    return f'<script src="{address}/widget.js"{attributes} defer></script>'


def origin(port: int) -> str:
    """The origin of a site at a port of this machine."""
    return f"http://127.0.0.1:{port}"


@dataclass
class Portal:
    """The address of a site, that of the server whose widget it embeds, and what it answers from now on."""

    address: str
    served: str
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """Its styles and scripts by name; whatever else is asked for is the page."""


@contextmanager
def portal(port: int, served: str) -> Iterator[Portal]:
    """A site that runs until it is left."""
    site = Portal(origin(port), served)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/")
            text, kind = site.files.get(name, site.text), _KINDS.get(name.rpartition(".")[2], "html")
            self.send_response(200)
            for header, value in {"Content-Type": f"text/{kind}; charset=utf-8", **site.headers}.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def show_sample(site: Portal, language: str = "zh-Hans") -> None:
    """Have a site show the sample portal, with the widget of its own server."""
    site.files = {name: (_SAMPLE / name).read_text(encoding="utf-8") for name in ("portal.js", "style.css")}
    text = (_SAMPLE / "index.html").read_text(encoding="utf-8").replace("http://127.0.0.1:7860", site.served)
    site.text = text.replace('<html lang="zh-Hans">', f'<html lang="{language}">')


@dataclass
class Visit:
    """A visitor's page on a portal, what it asked of whom, and what it complained of."""

    page: Page
    watch: Watch
    site: Portal
    requests: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def launcher(self) -> Locator:
        """The button of the first widget."""
        return self.page.locator("button.launcher").first

    def panel(self, at: int = 0) -> FrameLocator:
        """What is inside a widget's panel."""
        return self.page.frame_locator(_FRAME).nth(at)

    def frame(self) -> Frame:
        """The document inside the panel that was opened last."""
        return next(frame for frame in reversed(self.page.frames) if "/widget" in frame.url)

    def open(self, at: int = 0) -> FrameLocator:
        """Press the button of a widget and wait for its panel."""
        self.page.locator("button.launcher").nth(at).click()
        self.panel().locator("#topics summary").first.wait_for()
        return self.panel()

    def ask(self, question: str) -> None:
        """Type a question into the panel and wait until its answer is complete."""
        panel = self.panel()
        before = panel.locator(".actions").count()
        panel.locator("#question").fill(question)
        panel.locator("#question").press("Enter")
        panel.locator(".actions").nth(before).wait_for()

    def is_quiet(self) -> bool:
        """Whether no third host was asked for anything and the console shows no error."""
        strangers = [url for url in self.watch.strangers if not url.startswith(f"{self.site.served}/")]
        assert (strangers, self.watch.complaints) == ([], [])
        return True


def answering(page: Page, answers: Iterable[JsonObject]) -> None:
    """Have the next questions of a page, and of the frames in it, answered by these, one after another."""
    left = iter(answers)
    page.route("**/api/ask", lambda route: route.fulfill(json=next(left)))


@contextmanager
def visiting_portal(
    browser: Browser,
    site: Portal,
    viewport: ViewportSize = DESK,
    color_scheme: Scheme = "light",
    script: str = OPEN_ROOTS,
) -> Iterator[Visit]:
    """A fresh visitor of a site; `script` runs first in every frame.

    By default it opens roots that are closed to scripts of the page, so that locators get into them.
    """
    context = browser.new_context(viewport=viewport, color_scheme=color_scheme)
    context.add_init_script(script)
    page = context.new_page()
    visit = Visit(page, Watch(site.address.removeprefix("http://")), site)
    visit.watch.attach(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("console", lambda message: visit.notes.append(message.text))
    page.goto(site.address)
    page.locator("[data-goglobal]").first.wait_for(state="attached")
    yield visit
    context.close()
