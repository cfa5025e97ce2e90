"""What the page's events change: each gets the conversation as the browser carried it and gives parts back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from bot.interfaces.pace import Pace
from bot.interfaces.preference import preferred_language
from bot.interfaces.service import Service
from bot.interfaces.topics import topics
from bot.interfaces.web import render
from bot.interfaces.web.asking import asked
from bot.interfaces.web.conversation import Conversation, Turn, carried, restored
from bot.interfaces.web.memory import Memory
from bot.interfaces.web.view import View
from bot.languages.dates import spoken
from bot.languages.personal import mask_personal
from bot.prompts import load_words
from bot.types import Answer, JsonObject, Language

_QUESTIONS_A_TOPIC = 2  # on the landing
POLL_SECONDS = 0.5  # how often the page looks whether the index is ready

Carried = JsonObject
"""A conversation as it travels with each event; made by a browser, so never trusted."""
Parts = tuple[Any, ...]
"""The new values of the parts that an event changes, in the order in which the page names them."""


class Events:
    """Answers the page's events. No conversation is kept here: any server can go on with it."""

    def __init__(self, service: Service) -> None:
        self._service, self._memory = service, Memory(service.receipts)
        self._pace = Pace(service.settings.questions_per_minute)
        self.words = load_words(service.settings.prompts_dir, "interface")
        self._messages = load_words(service.settings.prompts_dir, "messages")

    def load(self, body: Carried, request: gr.Request) -> Parts:
        """Every part for a visitor who comes or comes back."""
        conversation = self._restored(body)
        named = str(dict(request.query_params).get("lang") or body.get("language") or "")
        language = preferred_language(named, request.headers.get("accept-language", ""))
        left = conversation.pending.question if conversation.pending else None  # nobody answers it any more
        return (*self._whole(replace(conversation, language=language), left), self._timer())

    def tick(self, body: Carried) -> Parts:
        """How far the index is, and the page itself as soon as it is ready."""
        conversation = self._restored(body)
        return self._header(conversation.language), *self._thread_and_panel(conversation), self._timer()

    def _timer(self) -> gr.Timer:
        state = self._service.state
        return gr.Timer(POLL_SECONDS, active=state.bot is None and not state.failure)

    def switch(self, body: Carried, typed: str, event: gr.EventData) -> Parts:
        """Every part in another language; what is being typed stays."""
        return self._whole(replace(self._restored(body), language=preferred_language(str(event.language), "")), typed)

    def open(self, body: Carried, typed: str, event: gr.EventData) -> Parts:
        """Another conversation, in the language that the page is read in now."""
        opened, now = self._restored(event.conversation), self._restored(body)
        return self._whole(replace(opened, language=now.language), typed)

    def fresh(self, body: Carried) -> Parts:
        """An empty conversation."""
        return "", *self._shown(Conversation(self._restored(body).language))

    def _whole(self, conversation: Conversation, typed: str | None) -> Parts:
        """Every part; the field holds what is `typed`, which None leaves to the browser.

        Gradio puts an earlier value back into a field whose other properties change, so it is always named.
        """
        view = self._view(conversation.language)
        settled = replace(conversation, turns=conversation.settled)
        field: dict[str, Any] = {} if typed is None else {"value": typed}
        composer = gr.update(
            placeholder=view.words("composer_placeholder"),
            label=view.words("composer_label"),
            submit_btn=view.words("send"),
            stop_btn=view.words("stop"),
            html_attributes=gr.InputHTMLAttributes(lang=view.words("html_lang")),
            **field,
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
        return View(language=language, by_language=self.words, messages=self._messages)

    def _header(self, language: Language) -> str:
        return render.header(self._view(language), self._provenance(language))

    def _provenance(self, language: Language) -> str:
        bot = self._service.state.bot
        if bot is None:
            return ""
        corpus = bot.advisor.corpus
        counts = {"facts": len(corpus.views(language)), "sources": len(corpus.knowledge.sources)}
        return self.words[language]("provenance", updated=spoken(corpus.updated, language), **counts)

    def _thread_and_panel(self, conversation: Conversation) -> Parts:
        view, state = self._view(conversation.language), self._service.state
        last = conversation.turns[-1] if conversation.turns else None
        if self._service.notice:
            shown = render.closed(view, self._service.notice)
        elif state.bot is None:
            shown = render.preparing(view, state.percent, state.failure)
        elif last is None:
            shown = render.landing(view, topics(state.bot.advisor.corpus, conversation.language, _QUESTIONS_A_TOPIC))
        else:
            shown = render.thread(view, conversation)
        cited = next((turn for turn in reversed(conversation.turns) if turn.answer and turn.answer.citations), None)
        return shown, render.sources(view, cited)

    def _shown(self, conversation: Conversation) -> Parts:
        return carried(conversation), *self._thread_and_panel(conversation)

    def ask_again(self, body: Carried, event: gr.EventData, request: gr.Request) -> Iterator[Parts]:
        """Answer a question that was pressed rather than typed."""
        yield from self.ask(str(event.text), body, request)

    def ask(self, question: str, body: Carried, request: gr.Request) -> Iterator[Parts]:
        """Answer a question, part by part as more of it is known."""
        before = self._restored(body)
        if not question.strip():
            yield gr.skip(), *self._shown(before)
            return
        if waiting := self._not_now(before.language, request):
            yield question, *self._shown(before.turned_away(Turn(mask_personal(question), notice=waiting)))
            return
        conversation = before.asking(Turn(mask_personal(question)))
        yield gr.skip(), *self._shown(conversation)
        for turn in self._turns(question, conversation):
            if turn.notice:  # the text stays where it can be mended
                yield question, *self._shown(before.turned_away(turn))
            else:
                yield gr.skip(), *self._shown(conversation.with_last(turn))

    def _not_now(self, language: Language, request: gr.Request) -> str:
        """Why a question has to wait; empty if it need not."""
        words, state = self.words[language], self._service.state
        if self._service.notice:
            return self._service.notice
        if state.bot is None:
            return words("preparing", percent=state.percent)
        seconds = self._pace.wait(str(request.session_hash))
        return words("too_many", seconds=seconds) if seconds else ""

    def _turns(self, question: str, conversation: Conversation) -> Iterator[Turn]:
        language = conversation.language
        earlier = [turn.question for turn in conversation.turns[:-1] if turn.answer]
        default = language if language.is_chinese else Language.ZH_HANS

        def answering(told: Callable[[str], None]) -> Answer:
            return self._service.answer(question, history=earlier, default_script=default, told=told)

        for turn in asked(question, answering, self.words[language], self._messages[language]):
            if turn.answer:
                self._memory.keep(turn.answer_id, turn.answer)
            yield turn

    def stop(self, body: Carried) -> Parts:
        """The question goes back into its field."""
        conversation = self._restored(body)
        stopped = conversation.pending
        if stopped is None:
            return gr.skip(), *self._shown(conversation)
        notice = self.words[conversation.language]("stopped")
        return stopped.question, *self._shown(conversation.with_last(replace(stopped, notice=notice)))

    def edit(self, body: Carried, event: gr.EventData) -> Parts:
        """Put a question of the conversation into the field, or leave it as it is."""
        conversation, number = self._restored(body), _number(event)
        if number is None or number >= len(conversation.settled):
            left = replace(conversation, editing=None)
            return "", *self._shown(left)[:2]
        editing = replace(conversation, editing=number)
        return conversation.turns[number].question, *self._shown(editing)[:2]

    def show(self, body: Carried, event: gr.EventData) -> str:
        """The sources of one answer."""
        conversation, number = self._restored(body), _number(event)
        turn = conversation.turns[number] if number is not None and number < len(conversation.turns) else None
        return render.sources(self._view(conversation.language), turn)

    def rate(self, body: Carried, event: gr.EventData) -> Parts:
        """Store a verdict."""
        conversation, number = self._restored(body), _number(event)
        if number is not None and number < len(conversation.turns):
            verdict, comment = str(event.verdict), str(event.comment)
            rated = self._memory.rate(conversation.turns[number], verdict, comment, self.words[conversation.language])
            conversation = conversation.with_turn(number, rated)
        return self._shown(conversation)[:2]

    def _restored(self, body: object) -> Conversation:
        return restored(body, self._memory.find, lambda language: self.words[language]("not_kept"))


def _number(event: gr.EventData) -> int | None:
    try:
        number = int(event.turn)
    except (TypeError, ValueError):
        return None
    return number if number >= 0 else None
