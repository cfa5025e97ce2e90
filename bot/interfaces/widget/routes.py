"""`/widget.js`, which a portal names in a tag; `/widget`, the page in its iframe; `/widget/configure`."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from jinja2 import Environment
from markupsafe import Markup

from bot import templates
from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service
from bot.interfaces.web.icons import ICONS
from bot.interfaces.widget.assets import REVALIDATED, Asset, Files, asset, loader
from bot.interfaces.widget.words import WidgetWords
from bot.types import Language

_ASSETS = Path(__file__).parent / "assets"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
_NO_MARKUP = "; require-trusted-types-for 'script'; trusted-types 'none'"  # the browser itself refuses text as markup
_LOADER_HEADERS = {
    "Cache-Control": "public, max-age=600, stale-while-revalidate=86400",
    "Access-Control-Allow-Origin": "*",  # it holds nothing that is not public
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PAGE_HEADERS = {
    "Cache-Control": REVALIDATED,
    "Vary": "Accept-Encoding, Accept-Language",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_IN_A_FRAME = {
    "Cross-Origin-Embedder-Policy": "require-corp",  # a portal that isolates itself takes only frames that do so too
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Widget:
    """Answers requests for the widget's files, which are made once: nothing in them depends on who asks."""

    def __init__(self, service: Service) -> None:
        settings = service.settings
        words, self._files = WidgetWords(settings.prompts_dir), Files()
        self._loader = loader(words.of_loader())
        environment = _environment()
        panel = {
            "words": words.of_panel(),
            "names": words.names(),
            "origins": settings.allowed_origins,
            "longest": settings.question_max_chars,
        }
        self._panels = {
            language: _page(environment, "panel.html.j2", language, config=panel, files=self._files, words=words)
            for language in Language
        }
        self._configurators = {
            language: _page(
                environment,
                "configure.html.j2",
                language,
                config={
                    "words": words.of_configurator(language),
                    "language": language.value,
                    "names": list(words.names().items()),
                },
                files=self._files,
                words=words,
            )
            for language in Language
        }
        self._panel_policy = {**_PAGE_HEADERS, **_IN_A_FRAME} | _policy(
            "'self'", *settings.allowed_origins, more=_NO_MARKUP
        )
        self._configurator_policy = _PAGE_HEADERS | _policy("'none'", more="; frame-src 'self'")

    def router(self) -> APIRouter:
        """The four routes."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/widget.js", self.script, methods=["GET", "HEAD"])
        router.add_api_route("/widget", self.panel, methods=["GET", "HEAD"])
        router.add_api_route("/widget/configure", self.configurator, methods=["GET", "HEAD"])
        router.add_api_route("/widget/assets/{digest}/{name}", self.file, methods=["GET", "HEAD"])
        return router

    def script(self, request: Request) -> Response:
        """The loader."""
        return self._loader.response(request, _LOADER_HEADERS)

    def panel(self, request: Request, lang: str = "", accept_language: Annotated[str, Header()] = "") -> Response:
        """The page in the iframe, for the sites that may embed it."""
        page = self._panels[preferred_language(lang, accept_language)]
        return page.response(request, self._panel_policy)

    def configurator(
        self, request: Request, lang: str = "", accept_language: Annotated[str, Header()] = ""
    ) -> Response:
        """The page that makes the tag; it cannot be embedded."""
        page = self._configurators[preferred_language(lang, accept_language)]
        return page.response(request, self._configurator_policy)

    def file(self, digest: str, name: str, request: Request) -> Response:
        """A script or style of these pages."""
        return self._files.response(digest, name, request)


def _policy(*embedders: str, more: str = "") -> dict[str, str]:
    return {"Content-Security-Policy": f"{_POLICY}{more}; frame-ancestors {' '.join(embedders)}"}


def _environment() -> Environment:
    environment = templates.environment(_ASSETS)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.globals["icons"] = {name: Markup(drawn) for name, drawn in ICONS.items()}
    return environment


def _page(environment: Environment, template: str, language: Language, **values: object) -> Asset:
    text = environment.get_template(template).render(language=language, languages=list(Language), **values)
    return asset(text, "text/html")
