"""The chat page in Gradio: what happens on it. State lives with the visitor's session; the advisor has none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.errors import BotError, QuestionError
from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service
from bot.interfaces.web import render
from bot.interfaces.web.render import Topic, Turn
from bot.languages.dates import spoken
from bot.languages.personal import mask_personal
from bot.prompts import load_words
from bot.types import Language

_ASSETS = Path(__file__).parent / "assets"
_CONCURRENT = 16  # questions answered at once; each takes milliseconds
_POLL_SECONDS = 0.5  # how often the page looks whether the index is ready
_QUESTIONS_A_TOPIC = 2
_FONTS = (
    "system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Noto Sans SC", "sans-serif",
)  # fmt: skip


class ChatPage:
    """Builds the page and answers its events."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._words = load_words(service.settings.prompts_dir, "interface")
        self._messages = load_words(service.settings.prompts_dir, "messages")

    def build(self) -> gr.Blocks:
        """The page, to be mounted on a server."""
        words = self._words[Language.EN]
        page: gr.Blocks
        with gr.Blocks(title=words("title"), analytics_enabled=False, fill_width=True) as page:
            turns = gr.State([])
            language = gr.State(Language.EN)
            header = gr.HTML(elem_id="gg-header", js_on_load=_asset("header.js"), apply_default_css=False)
            with gr.Row(elem_id="gg-main"):
                with gr.Column(elem_id="gg-chat"):
                    thread = gr.HTML(elem_id="gg-thread", js_on_load=_asset("thread.js"), apply_default_css=False)
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
                        clear = gr.Button(words("clear"), elem_id="gg-clear", size="sm")
                panel = gr.HTML(elem_id="gg-panel", apply_default_css=False)
            notice = gr.HTML(elem_id="gg-notice", apply_default_css=False)
            timer = gr.Timer(_POLL_SECONDS, active=True)

            whole = [header, thread, panel, notice, composer, clear, language]
            shown = [thread, panel, turns]
            silent: dict[str, Any] = {
                "show_progress": "hidden",
                "api_visibility": "private",
                "concurrency_limit": _CONCURRENT,
            }
            page.load(self._load, [turns], [*whole, timer], **silent)
            timer.tick(self._tick, [turns, language], [header, thread, timer], **silent)
            header.language(self._switch, [turns], whole, **silent)
            asking = composer.submit(self._ask, [composer, turns, language], [composer, *shown], **silent)
            asking_again = thread.ask(self._ask_again, [turns, language], [composer, *shown], **silent)
            composer.stop(self._stop, [turns, language], shown, cancels=[asking, asking_again], **silent)
            thread.show(self._show, [turns, language], [panel], **silent)
            thread.rate(self._rate, [turns, language], [thread, turns], **silent)
            clear.click(self._clear, [language], [composer, *shown], **silent)
        return page

    def _load(self, turns: list[Turn], request: gr.Request) -> tuple[object, ...]:
        asked = str(dict(request.query_params).get("lang", ""))
        return (
            *self._whole(preferred_language(asked, request.headers.get("accept-language", "")), turns),
            self._timer(),
        )

    def _tick(self, turns: list[Turn], language: Language) -> tuple[object, ...]:
        return self._header(language), self._thread(turns, language), self._timer()

    def _timer(self) -> gr.Timer:
        state = self._service.state
        return gr.Timer(_POLL_SECONDS, active=state.bot is None and not state.failure)

    def _switch(self, turns: list[Turn], event: gr.EventData) -> tuple[object, ...]:
        return self._whole(Language(event.language), turns)

    def _whole(self, language: Language, turns: list[Turn]) -> tuple[object, ...]:
        words = self._words[language]
        composer = gr.update(
            placeholder=words("composer_placeholder"),
            label=words("composer_label"),
            submit_btn=words("send"),
            stop_btn=words("stop"),
            html_attributes=gr.InputHTMLAttributes(lang=words("html_lang")),
        )
        return (
            self._header(language),
            self._thread(turns, language),
            render.sources(words, turns[-1] if turns else None),
            f"<p>{render.text(words('notice'))}</p>",
            composer,
            gr.update(value=words("clear")),
            language,
        )

    def _header(self, language: Language) -> str:
        names = [(other, self._words[other]("language_name")) for other in Language]
        return render.header(self._words[language], language, names, self._provenance(language))

    def _provenance(self, language: Language) -> str:
        bot = self._service.state.bot
        if bot is None:
            return ""
        corpus = bot.advisor.corpus
        counts = {"facts": len(corpus.views(language)), "sources": len(corpus.knowledge.sources)}
        return self._words[language]("provenance", updated=spoken(corpus.updated, language), **counts)

    def _thread(self, turns: list[Turn], language: Language) -> str:
        words, state = self._words[language], self._service.state
        if state.bot is None:
            return render.preparing(words, state.percent, state.failure)
        if not turns:
            return render.landing(words, _topics(state.bot.advisor.corpus, language))
        return render.thread(words, turns)

    def _ask_again(self, turns: list[Turn], language: Language, event: gr.EventData) -> Iterator[tuple[object, ...]]:
        yield from self._ask(str(event.text), turns, language)

    def _ask(self, question: str, turns: list[Turn], language: Language) -> Iterator[tuple[object, ...]]:
        earlier = [turn for turn in turns if turn.answer or turn.notice]
        pending = Turn(mask_personal(question))  # turns are kept in the server's memory
        yield ("", *self._shown([*earlier, pending], language))
        answered = self._answered(pending, question, [turn.question for turn in earlier if turn.answer], language)
        if answered.answer is None:  # nothing to look up: the text stays where it can be mended
            yield (question, *self._shown([*earlier, answered], language))
            return
        for shown in range(min(1, len(answered.answer.sentences)), len(answered.answer.sentences) + 1):
            yield ("", *self._shown([*earlier, replace(answered, shown=shown)], language))

    def _answered(self, turn: Turn, question: str, history: Sequence[str], language: Language) -> Turn:
        bot = self._service.state.bot
        if bot is None:
            return replace(turn, notice=self._words[language]("preparing", percent=self._service.state.percent))
        default = language if language.is_chinese else Language.ZH_HANS
        try:
            return replace(turn, answer=bot.advisor.answer(question, history=history, default_script=default))
        except QuestionError as error:
            shortened = turn.question if len(turn.question) <= render.LONGEST_SHOWN else ""
            message = self._messages[language](error.key, **error.values)
            return Turn(shortened or turn.question[: render.LONGEST_SHOWN] + "…", notice=message)

    def _shown(self, turns: list[Turn], language: Language) -> tuple[str, str, list[Turn]]:
        words = self._words[language]
        return self._thread(turns, language), render.sources(words, turns[-1] if turns else None), turns

    def _stop(self, turns: list[Turn], language: Language) -> tuple[str, str, list[Turn]]:
        stopped = [
            turn if turn.answer or turn.notice else replace(turn, notice=self._words[language]("stopped"))
            for turn in turns
        ]
        return self._shown(stopped, language)

    def _show(self, turns: list[Turn], language: Language, event: gr.EventData) -> str:
        return render.sources(self._words[language], _at(turns, event))

    def _rate(self, turns: list[Turn], language: Language, event: gr.EventData) -> tuple[str, list[Turn]]:
        turn, verdict = _at(turns, event), str(event.verdict)
        if self._service.receipts and turn and turn.answer and verdict in ("up", "down"):
            try:
                self._service.receipts.rate(turn.answer.id, verdict, "")
            except BotError as error:
                gr.Warning(str(error))
            else:
                turns = [replace(other, verdict=verdict) if other is turn else other for other in turns]
        return self._thread(turns, language), turns

    def _clear(self, language: Language) -> tuple[object, ...]:
        return ("", *self._shown([], language))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(font=list(_FONTS), font_mono=["ui-monospace", "monospace"])


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _at(turns: Sequence[Turn], event: gr.EventData) -> Turn | None:
    try:
        return turns[int(event.turn)]
    except (IndexError, ValueError):
        return None


def _topics(corpus: Corpus, language: Language) -> list[Topic]:
    return [
        Topic(
            in_script(document.title, language, document.language),
            tuple(
                in_script(section.heading, language, document.language)
                for section in document.sections[:_QUESTIONS_A_TOPIC]
            ),
        )
        for document in corpus.documents(language)
    ]


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
