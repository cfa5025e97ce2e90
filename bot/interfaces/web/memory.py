"""The answers that a page shows again: the latest at hand, all of them from the store of receipts."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import DataFolderError
from bot.interfaces.service import Service
from bot.interfaces.web.asking import Say
from bot.interfaces.web.conversation import Turn
from bot.types import Answer

_AT_HAND = 1000  # answers, some kilobytes each


class Memory:
    """Finds answers by id; safe for many threads. Without a store it holds the latest alone."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._latest: OrderedDict[str, Answer] = OrderedDict()

    def keep(self, answer: Answer) -> None:
        """Have an answer at hand."""
        with self._lock:
            self._latest[answer.id] = answer
            self._latest.move_to_end(answer.id)
            while len(self._latest) > _AT_HAND:
                self._latest.popitem(last=False)

    def find(self, ids: Sequence[str]) -> dict[str, Answer]:
        """The answers of these ids that are kept anywhere."""
        with self._lock:
            found = {one: self._latest[one] for one in ids if one in self._latest}
        missing = [one for one in ids if one not in found]
        if missing and self._service.receipts:
            for one, receipt in self._service.receipts.find_all(missing).items():
                found[one] = receipt.answer
                self.keep(receipt.answer)
        return found

    def rate(self, turn: Turn, verdict: str, comment: str, words: Say) -> Turn:
        """The turn with its verdict stored; after a thumb down it asks what was wrong, once."""
        if turn.answer is None or verdict not in ("up", "down"):
            return turn
        try:
            self._service.rate(turn.answer_id, verdict, comment)
        except DataFolderError:
            return replace(turn, remark=words("rating_failed"))
        return replace(turn, verdict=verdict, remark=words("rated"), commenting=verdict == "down" and not comment)
