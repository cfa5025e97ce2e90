"""The chat page in Gradio: its parts, and which of them an event changes."""

from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.interfaces.service import Service
from bot.interfaces.web.events import POLL_SECONDS, Events
from bot.types import Language

_ASSETS = Path(__file__).parent / "assets"
# Events worked at at once. Without a model more of them would only wait for each other; with one they wait for it.
_QUOTING, _WORDING = 3, 16
_FONTS = (
    "system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Noto Sans SC", "sans-serif",
)  # fmt: skip


class ChatPage:
    """Builds the page for a service."""

    def __init__(self, service: Service) -> None:
        self._events = Events(service)
        self._at_once = _WORDING if service.settings.llm else _QUOTING

    def build(self) -> gr.Blocks:
        """The page, to be mounted on a server."""
        words, on = self._events.words[Language.EN], self._events
        page: gr.Blocks
        with gr.Blocks(title=words("title"), analytics_enabled=False, fill_width=True) as page:
            conversation = gr.JSON({}, visible=False)
            header = _part("gg-header", "header.js")
            with gr.Row(elem_id="gg-main"):
                with gr.Column(elem_id="gg-chat"):
                    thread = _part("gg-thread", "storage.js", "thread.js")
                    with gr.Row(elem_id="gg-compose"):
                        composer = gr.Textbox(
                            elem_id="gg-composer",
                            container=False,
                            lines=1,
                            max_lines=6,
                            submit_btn=words("send"),
                            stop_btn=words("stop"),
                            autofocus=True,
                        )
                panel = _part("gg-panel", "panel.js")
            notice = _part("gg-notice", "storage.js", "notice.js")
            history = _part("gg-history", "storage.js", "history.js")
            timer = gr.Timer(POLL_SECONDS, active=True)

            whole = [header, thread, panel, notice, history, composer, conversation]
            shown = [composer, conversation, thread, panel]
            silent: dict[str, Any] = {
                "show_progress": "hidden",
                "api_visibility": "private",
                "concurrency_limit": self._at_once,
                "trigger_mode": "once",  # what is pressed again before it is done is one press
            }
            page.load(on.load, [conversation], [*whole, timer], js=_asset("load.js"), **silent)
            timer.tick(on.tick, [conversation], [header, thread, panel, timer], **silent)
            header.language(on.switch, [conversation, composer], whole, **silent)
            header.fresh(on.fresh, [conversation], shown, **silent)
            history.open(on.open, [conversation, composer], whole, **silent)
            # The one event that programs may use too, as clients of Gradio do; the API proper is in api.py. The browser
            # empties the field at once: what is typed while an answer comes is the next question.
            callable_too = {"api_name": "ask", "api_visibility": "undocumented", "trigger_mode": "always_last"}
            asking = composer.submit(
                on.ask, [composer, conversation], shown, js=_asset("send.js"), **{**silent, **callable_too}
            )
            asking_again = thread.ask(on.ask_again, [conversation], shown, **silent)
            composer.stop(on.stop, [conversation], shown, cancels=[asking, asking_again], **silent)
            thread.edit(on.edit, [conversation], [composer, conversation, thread], **silent)
            thread.show(on.show, [conversation], [panel], **silent)
            thread.rate(on.rate, [conversation], [conversation, thread], **silent)
        return page


def _part(name: str, *scripts: str) -> gr.HTML:
    return gr.HTML(elem_id=name, js_on_load="".join(map(_asset, scripts)), apply_default_css=False)


def _theme() -> gr.themes.Base:
    return gr.themes.Base(font=list(_FONTS), font_mono=["ui-monospace", "monospace"])


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def mount(server: FastAPI, service: Service) -> FastAPI:
    """Put the page at the root of a server."""
    gr.mount_gradio_app(
        server,
        ChatPage(service).build(),
        path="/",
        theme=_theme(),
        css=_asset("style.css"),
        head=f"<style>{_asset('print.css')}</style>",
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
    )
    return server
