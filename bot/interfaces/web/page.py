"""The chat page in Gradio: its parts, and which of them an event changes. The browser carries the conversation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service
from bot.interfaces.web import render
from bot.interfaces.web.asking import asked
from bot.interfaces.web.conversation import Conversation, Turn, carried, restored
from bot.interfaces.web.landing import topics
from bot.interfaces.web.memory import Memory
from bot.interfaces.web.view import View
from bot.languages.dates import spoken
from bot.prompts import load_words
from bot.types import Answer, Language

_ASSETS = Path(__file__).parent / "assets"
_CONCURRENT = 16  # questions answered at once; each takes milliseconds
_POLL_SECONDS = 0.5  # how often the page looks whether the index is ready
_FONTS = (
    "system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Noto Sans SC", "sans-serif",
)  # fmt: skip

Carried = dict[str, object]
"""A conversation as it travels with each event; made by a browser, so never trusted."""


class ChatPage:
    """Builds the page and answers its events. No conversation is kept here: any server can go on with it."""

    def __init__(self, service: Service) -> None:
        self._service, self._memory = service, Memory(service)
        self._words = load_words(service.settings.prompts_dir, "interface")
        self._messages = load_words(service.settings.prompts_dir, "messages")

    def build(self) -> gr.Blocks:
        """The page, to be mounted on a server."""
        words = self._words[Language.EN]
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
            timer = gr.Timer(_POLL_SECONDS, active=True)

            whole = [header, thread, panel, notice, history, composer, conversation]
            shown = [composer, conversation, thread, panel]
            silent: dict[str, Any] = {
                "show_progress": "hidden",
                "api_visibility": "private",
                "concurrency_limit": _CONCURRENT,
            }
            page.load(self._load, [conversation], [*whole, timer], js=_asset("load.js"), **silent)
            timer.tick(self._tick, [conversation], [header, thread, panel, timer], **silent)
            header.language(self._switch, [conversation], whole, **silent)
            header.fresh(self._fresh, [conversation], shown, **silent)
            history.open(self._open, [conversation], whole, **silent)
            asking = composer.submit(self._ask, [composer, conversation], shown, **silent)
            asking_again = thread.ask(self._ask_again, [conversation], shown, **silent)
            composer.stop(self._stop, [conversation], shown, cancels=[asking, asking_again], **silent)
            thread.edit(self._edit, [conversation], [composer, conversation, thread], **silent)
            thread.show(self._show, [conversation], [panel], **silent)
            thread.rate(self._rate, [conversation], [conversation, thread], **silent)
        return page

    def _load(self, body: Carried, request: gr.Request) -> tuple[object, ...]:
        conversation = self._restored(body)
        named = str(dict(request.query_params).get("lang") or body.get("language") or "")
        language = preferred_language(named, request.headers.get("accept-language", ""))
        return (*self._whole(replace(conversation, language=language)), self._timer())

    def _tick(self, body: Carried) -> tuple[object, ...]:
        conversation = self._restored(body)
        return self._header(conversation.language), *self._thread_and_panel(conversation), self._timer()

    def _timer(self) -> gr.Timer:
        state = self._service.state
        return gr.Timer(_POLL_SECONDS, active=state.bot is None and not state.failure)

    def _switch(self, body: Carried, event: gr.EventData) -> tuple[object, ...]:
        return self._whole(replace(self._restored(body), language=preferred_language(str(event.language), "")))

    def _open(self, body: Carried, event: gr.EventData) -> tuple[object, ...]:
        """Another conversation, in the language that the page is read in now."""
        opened, now = self._restored(event.conversation), self._restored(body)
        return self._whole(replace(opened, language=now.language))

    def _fresh(self, body: Carried) -> tuple[object, ...]:
        return "", *self._shown(Conversation(self._restored(body).language))

    def _whole(self, conversation: Conversation) -> tuple[object, ...]:
        """Every part; a question that was under way is back in its field, since nobody answers it any more."""
        view, left = self._view(conversation.language), conversation.pending
        settled = replace(conversation, turns=conversation.settled)
        composer = gr.update(
            placeholder=view.words("composer_placeholder"),
            label=view.words("composer_label"),
            submit_btn=view.words("send"),
            stop_btn=view.words("stop"),
            html_attributes=gr.InputHTMLAttributes(lang=view.words("html_lang")),
            **({"value": left.question} if left else {}),
        )
        return (
            self._header(conversation.language),
            *self._thread_and_panel(settled),
            render.notice(view),
            render.history(view),
            composer,
            carried(settled),
        )

    def _view(self, language: Language) -> View:
        return View(
            language=language,
            by_language=self._words,
            messages=self._messages,
            linked=self._service.receipts is not None,
        )

    def _header(self, language: Language) -> str:
        return render.header(self._view(language), self._provenance(language))

    def _provenance(self, language: Language) -> str:
        bot = self._service.state.bot
        if bot is None:
            return ""
        corpus = bot.advisor.corpus
        counts = {"facts": len(corpus.views(language)), "sources": len(corpus.knowledge.sources)}
        return self._words[language]("provenance", updated=spoken(corpus.updated, language), **counts)

    def _thread_and_panel(self, conversation: Conversation) -> tuple[str, str]:
        view, state = self._view(conversation.language), self._service.state
        last = conversation.turns[-1] if conversation.turns else None
        if state.bot is None:
            shown = render.preparing(view, state.percent, state.failure)
        elif last is None:
            shown = render.landing(view, topics(state.bot.advisor.corpus, conversation.language))
        else:
            shown = render.thread(view, conversation)
        return shown, render.sources(view, last)

    def _shown(self, conversation: Conversation) -> tuple[object, str, str]:
        return carried(conversation), *self._thread_and_panel(conversation)

    def _ask_again(self, body: Carried, event: gr.EventData) -> Iterator[tuple[object, ...]]:
        for _, *shown in self._ask(str(event.text), body):
            yield gr.skip(), *shown  # what is being typed meanwhile stays

    def _ask(self, question: str, body: Carried) -> Iterator[tuple[object, ...]]:
        before = self._restored(body)
        words, messages = self._words[before.language], self._messages[before.language]
        conversation = before.asking(Turn(question))
        earlier = [turn.question for turn in conversation.turns[:-1] if turn.answer]
        if self._service.state.bot is None:
            waiting = words("preparing", percent=self._service.state.percent)
            yield question, *self._shown(conversation.with_last(Turn(question, notice=waiting)))
            return
        default = before.language if before.language.is_chinese else Language.ZH_HANS
        yield "", *self._shown(conversation)
        for turn in asked(
            question,
            lambda told: self._service.answer(question, None, history=earlier, default_script=default, told=told),
            words,
            messages,
        ):
            if turn.answer:
                self._memory.keep(turn.answer)
            rejected = bool(turn.notice)  # the text stays where it can be mended
            now = replace(before, turns=(*before.settled, turn)) if rejected else conversation.with_last(turn)
            yield question if rejected else "", *self._shown(now)

    def _stop(self, body: Carried) -> tuple[object, ...]:
        """The question goes back into its field."""
        conversation = self._restored(body)
        stopped = conversation.pending
        if stopped is None:
            return gr.skip(), *self._shown(conversation)
        notice = self._words[conversation.language]("stopped")
        return stopped.question, *self._shown(conversation.with_last(replace(stopped, notice=notice)))

    def _edit(self, body: Carried, event: gr.EventData) -> tuple[object, ...]:
        conversation, number = self._restored(body), _number(event)
        if number is None or number >= len(conversation.settled):
            left = replace(conversation, editing=None)
            return "", *self._shown(left)[:2]
        editing = replace(conversation, editing=number)
        return conversation.turns[number].question, *self._shown(editing)[:2]

    def _show(self, body: Carried, event: gr.EventData) -> str:
        conversation, number = self._restored(body), _number(event)
        known = number is not None and number < len(conversation.turns)
        return render.sources(self._view(conversation.language), conversation.turns[number] if known else None)

    def _rate(self, body: Carried, event: gr.EventData) -> tuple[object, ...]:
        conversation, number = self._restored(body), _number(event)
        if number is not None and number < len(conversation.turns):
            verdict, comment = str(event.verdict), str(event.comment)
            rated = self._memory.rate(conversation.turns[number], verdict, comment, self._words[conversation.language])
            conversation = conversation.with_turn(number, rated)
        return self._shown(conversation)[:2]

    def _restored(self, body: object) -> Conversation:
        return restored(body, self._answers, lambda language: self._words[language]("not_kept"))

    def _answers(self, ids: list[str]) -> dict[str, Answer]:
        return self._memory.find(ids)


def _part(name: str, *scripts: str) -> gr.HTML:
    return gr.HTML(elem_id=name, js_on_load="".join(map(_asset, scripts)), apply_default_css=False)


def _number(event: gr.EventData) -> int | None:
    try:
        number = int(event.turn)
    except (TypeError, ValueError):
        return None
    return number if number >= 0 else None


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
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
    )
    return server
