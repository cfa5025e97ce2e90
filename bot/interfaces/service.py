"""The bot as a server holds it: opened in the background, the index built first when there is none."""

import logging
import threading
from dataclasses import dataclass

from bot.app import Bot, build_bot, ingest
from bot.errors import BotError, IndexMissingError
from bot.settings import Settings

log = logging.getLogger(__name__)

_SHARE = {"embed": (0, 90), "index": (90, 99)}  # percent of the build's time by stage, from and to


@dataclass(frozen=True, slots=True)
class State:
    """Ready when `bot` is there; else how far the build is, or why it failed."""

    bot: Bot | None = None
    percent: int = 0
    failure: str = ""


class Service:
    """Opens the bot without holding up the server; `state` may be read from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.state = State()

    def start(self) -> threading.Thread:
        """Open the index in the background."""
        thread = threading.Thread(target=self._open, name="open-index", daemon=True)
        thread.start()
        return thread

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
