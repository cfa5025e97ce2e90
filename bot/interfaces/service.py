"""The bot as a server holds it: opened in the background, the index built first when there is none; answers kept."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer.advisor import nobody
from bot.app import Bot, build_bot, build_receipts, ingest
from bot.errors import AnswerUnknownError, BotError, ClosedError, IndexMissingError, NotReadyError, StoreError
from bot.receipts.receipt import Receipt
from bot.receipts.store import Receipts
from bot.settings import Settings
from bot.types import Answer, Citation, Language

log = logging.getLogger(__name__)

_SHARE = {"embed": (0, 90), "index": (90, 99)}  # percent of the build's time by stage, from and to


@dataclass(frozen=True, slots=True)
class State:
    """Ready when `bot` is there; else how far the build is, or why it failed."""

    bot: Bot | None = None
    percent: int = 0
    failure: str = ""


class Service:
    """Opens the bot without holding up the server; `state` may be read from any thread.

    `receipts` holds the answers given, and is None where none are kept. `observe` sees each answer before it is given.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.state = State()
        self.receipts = build_receipts(settings)
        self.observe: Callable[[Answer], None] = lambda answer: None

    @property
    def notice(self) -> str:
        """What everybody is shown instead of answers; empty while questions are answered."""
        return self.settings.notice

    def start(self) -> threading.Thread:
        """Open the index in the background."""
        thread = threading.Thread(target=self._open, name="open-index", daemon=True)
        thread.start()
        return thread

    def opened(self) -> Bot:
        """The bot; raises `NotReadyError` until it is open."""
        if self.state.bot is None:
            raise NotReadyError(
                self.state.failure or f"The index is being built ({self.state.percent}%). Try again shortly."
            )
        return self.state.bot

    def answer(
        self,
        question: str,
        language: Language | None = None,
        *,
        history: Sequence[str] = (),
        default_script: Language = Language.ZH_HANS,
        told: Callable[[str], None] = nobody,
    ) -> Answer:
        """The advisor's answer, kept. One that could not be kept has no id: nothing can be found or rated by it.

        Raises `QuestionError` when there is nothing to look up, `NotReadyError` until the index is open, and
        `ClosedError` while the operator shows a notice instead.
        """
        if self.notice:
            raise ClosedError(self.notice)
        answer = self.opened().advisor.answer(
            question, language, history=history, default_script=default_script, told=told
        )
        kept = self._keep(answer)
        self.observe(kept)
        return kept

    def _keep(self, answer: Answer) -> Answer:
        if self.receipts is None:
            return replace(answer, id="")
        try:
            self.receipts.keep(answer)
        except StoreError as error:
            log.error("An answer was given and not kept. %s", error)
            return replace(answer, id="")
        return answer

    def search(self, text: str, language: Language | None, count: int) -> tuple[Citation, ...]:
        """The facts nearest to what a text asks, likeliest first; raises what `answer` raises."""
        if self.notice:
            raise ClosedError(self.notice)
        return self.opened().advisor.search(text, language, count=count)

    def store(self) -> Receipts:
        """The store of answers; raises `AnswerUnknownError` where none are kept."""
        if self.receipts is None:
            raise AnswerUnknownError("No answers are kept here: GOGLOBAL_STORE_ANSWERS is off.")
        return self.receipts

    def kept(self, id: str) -> Receipt:
        """What was answered under an id; raises `AnswerUnknownError`, or `StoreError` where that cannot be read."""
        receipt = self.store().find(id)
        if receipt is None:
            raise AnswerUnknownError(f"No answer {id!r} is kept here; it may be past its time.")
        return receipt

    def _open(self) -> None:
        try:
            try:
                bot = build_bot(self.settings)
            except IndexMissingError:
                ingest(self.settings, self.settings.knowledge_dir, rebuild=False, progress=self._progress)
                bot = build_bot(self.settings)
            bot.advisor.warm()
        except BotError as error:
            log.error("%s", error)
            self.state = State(failure=str(error))
        else:
            self.state = State(bot=bot, percent=100)

    def _progress(self, stage: str, done: int, total: int) -> None:
        first, last = _SHARE[stage]
        self.state = State(percent=first + (last - first) * done // max(1, total))
