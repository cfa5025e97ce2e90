"""Pictures of the widget at three widths, in both themes and three scripts: `make widget-screenshots`."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from bot.settings import go_offline, load_settings
from tests.browser.page import Scheme, browsing, free_port, serving, visiting, wait_until_ready
from tests.browser.portal import Portal, Visit, origin, portal, show_sample, visiting_portal

_VIEWPORTS: tuple[ViewportSize, ...] = (
    {"width": 320, "height": 640},
    {"width": 390, "height": 844},
    {"width": 1440, "height": 900},
)
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_COLOURS = 128  # of a picture's palette: flat surfaces and letters need no more


@dataclass(frozen=True, slots=True)
class State:
    """A state by its name, the language that it is shown in, and how a visitor comes to it."""

    name: str
    language: str
    reach: Callable[[Visit], object]


def _asked(question: str, *selectors: str) -> Callable[[Visit], object]:
    def reach(visit: Visit) -> None:
        visit.open()
        visit.ask(question)
        for selector in selectors:
            visit.panel().locator(selector).first.click()

    return reach


def _ended(visit: Visit) -> None:
    _asked("比較香港與新加坡的企業財資中心稅率")(visit)
    visit.panel().locator(".actions").scroll_into_view_if_needed()


def _hurried(visit: Visit) -> None:
    visit.open()
    visit.page.route("**/api/ask", lambda route: route.fulfill(status=429, headers={"Retry-After": "20"}))
    visit.panel().locator("#question").fill("投资推广署是做什么的？")
    visit.panel().locator("#question").press("Enter")
    visit.panel().locator(".answer .ask").wait_for()


_STATES = (
    State("launcher", "zh-Hans", lambda visit: None),
    State("landing", "en", lambda visit: visit.open()),
    State("landing", "zh-Hans", lambda visit: visit.open()),
    State("landing", "zh-Hant", lambda visit: visit.open()),
    State("answered", "zh-Hans", _asked("企业财资中心的利得税率是多少？", ".cite")),
    State("answered", "zh-Hant", _asked("企業財資中心的利得稅率是多少？")),
    State("series", "en", _asked("How many companies with parent companies outside Hong Kong are there?")),
    State("comparison", "zh-Hant", _ended),
    State("no-evidence", "en", _asked("What is the tax rate for a treasury centre in Dubai?")),
    State("too-many-questions", "zh-Hans", _hurried),
)


def _keep(page: Page, path: Path) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    drawn = Image.open(io.BytesIO(page.screenshot()))
    drawn.convert("RGB").quantize(_COLOURS).save(path, optimize=True)


def _pictures(browser: Browser, site: Portal, state: State, folder: Path) -> None:
    show_sample(site, state.language)
    for viewport in _VIEWPORTS:
        for scheme in _SCHEMES:
            with visiting_portal(browser, site, viewport=viewport, color_scheme=scheme) as visit:
                state.reach(visit)
                _keep(visit.page, folder / f"{state.name}-{state.language}-{viewport['width']}-{scheme}.png")


def _configurator(browser: Browser, site: Portal, folder: Path) -> None:
    for viewport in _VIEWPORTS:
        for scheme in _SCHEMES:
            address = f"{site.served}/widget/configure?lang=zh-Hans"
            with visiting(browser, address, viewport, color_scheme=scheme) as (page, _):
                page.locator("#topics label").first.wait_for()
                _keep(page, folder / f"configure-{viewport['width']}-{scheme}.png")


def main() -> None:
    """Draw all states into the folder named on the command line, or those named after it."""
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    go_offline()
    port = free_port()
    allowed = {"GOGLOBAL_ALLOWED_ORIGINS": origin(port)}
    with browsing() as browser, serving(load_settings(), more=allowed) as served, portal(port, served) as site:
        wait_until_ready(served)
        for state in _STATES:
            if not wanted or state.name in wanted:
                _pictures(browser, site, state, folder)
        if not wanted or "configure" in wanted:
            _configurator(browser, site, folder)


if __name__ == "__main__":
    main()
