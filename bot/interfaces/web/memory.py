"""The answers that a page shows again: the latest at hand, all of them from the store of receipts."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import AnswerUnknownError, StoreError
from bot.interfaces.web.asking import Say
from bot.interfaces.web.conversation import Turn
from bot.receipts.store import Receipts
from bot.types import Answer

log = logging.getLogger(__name__)

_AT_HAND = 1000  # answers, some kilobytes each


class Memory:
    """Finds answers by id; safe for many threads. Without a store it holds the latest alone."""

    def __init__(self, receipts: Receipts | None) -> None:
        self._receipts = receipts
        self._lock = threading.Lock()
        self._latest: OrderedDict[str, Answer] = OrderedDict()

    def keep(self, answer_id: str, answer: Answer) -> None:
        """Have an answer at hand."""
        with self._lock:
            self._latest[answer_id] = answer
            self._latest.move_to_end(answer_id)
            while len(self._latest) > _AT_HAND:
                self._latest.popitem(last=False)

    def find(self, ids: Sequence[str]) -> Mapping[str, Answer]:
        """The answers of these ids that are kept anywhere."""
        with self._lock:
            found = {one: self._latest[one] for one in ids if one in self._latest}
        for one, answer in self._stored([one for one in ids if one not in found]).items():
            found[one] = answer
            self.keep(one, answer)
        return found

    def _stored(self, ids: Sequence[str]) -> Mapping[str, Answer]:
        if self._receipts is None or not ids:
            return {}
        try:
            return {one: receipt.answer for one, receipt in self._receipts.find_all(ids).items()}
        except StoreError as error:
            log.error("A conversation could not be restored. %s", error)
            return {}

    def rate(self, turn: Turn, verdict: str, comment: str, words: Say) -> Turn:
        """The turn with its verdict stored; after a thumb down it asks what was wrong."""
        if self._receipts is None or turn.answer is None or verdict not in ("up", "down"):
            return turn
        if verdict != turn.verdict or comment:
            try:
                self._receipts.rate(turn.answer_id, verdict, comment.strip())
            except (StoreError, AnswerUnknownError) as error:
                log.error("A verdict was not kept. %s", error)
                return replace(turn, remark=words("rating_failed"))
        thanks = words("commented" if comment.strip() else "rated")
        return replace(turn, verdict=verdict, remark=thanks, commenting=verdict == "down" and not comment)
