"""A running server and a real browser that watches what the page does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bot.settings import Settings
from tests.browser.install import find_browser

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
Scheme = Literal["light", "dark"]
_PATIENCE = 90  # seconds for a server to come up, or for a page to show something, on a busy machine


@dataclass
class Watch:
    """What a page asked of other hosts and what it complained of."""

    host: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("request", lambda request: self._note_request(request.url))
        page.on("console", lambda message: self._note_console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.strangers.append(url)

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(settings: Settings, port: int = 0, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server process of its own, on a free port unless one is named; yields its address once it answers.

    `more` are further variables of its environment.
    """
    with serving_process(settings, port, more) as (address, _):
        yield address


@contextmanager
def serving_process(
    settings: Settings, port: int = 0, more: Mapping[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """The same with the id of the process."""
    port = port or free_port()
    variables = {
        **os.environ,
        **(more or {}),
        "GOGLOBAL_DATA_DIR": str(settings.data_dir),
        "GOGLOBAL_MODEL_DIR": str(settings.model_dir),
        "GOGLOBAL_KNOWLEDGE_DIR": str(settings.knowledge_dir),
        "GOGLOBAL_QUESTIONS_PER_MINUTE": str(settings.questions_per_minute),
        "GOGLOBAL_STORE_ANSWERS": str(settings.store_answers),
    }
    process = subprocess.Popen([sys.executable, "-m", "bot", "serve", "--port", str(port)], env=variables)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/healthz", process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def wait_until_ready(address: str) -> None:
    """Wait until a server has its index open."""
    for _ in range(4 * _PATIENCE):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"{address} is not ready")


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no server at {url}")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser,
    address: str,
    viewport: ViewportSize,
    permissions: Sequence[str] = (),
    color_scheme: Scheme = "light",
) -> Iterator[tuple[Page, Watch]]:
    """A fresh page at `address` in a context of its own, watched from its first request on."""
    context = browser.new_context(viewport=viewport, permissions=permissions, color_scheme=color_scheme)
    context.set_default_timeout(_PATIENCE * 1000)
    page = context.new_page()
    watch = Watch(urlsplit(address).netloc)
    watch.attach(page)
    page.goto(address)
    yield page, watch
    context.close()


def ask(page: Page, question: str) -> None:
    """Type a question and wait until its answer is complete."""
    before = page.locator("article[data-turn]").count()
    page.locator("#gg-composer textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".gg-actions").nth(before).wait_for()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, each with the first element concerned."""
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]
