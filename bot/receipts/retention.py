"""Deletes answers that are past their time, once a day for as long as a server runs."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import StoreError
from bot.receipts.store import Receipts

log = logging.getLogger(__name__)

_DAY_SECONDS = 24 * 60 * 60.0


def start_purging(receipts: Receipts, days: int) -> threading.Thread:
    """Purge now and then daily in the background what is older than some days."""
    thread = threading.Thread(target=purge_daily, args=(receipts, days), name="purge-receipts", daemon=True)
    thread.start()
    return thread


def purge_daily(receipts: Receipts, days: int, wait: Callable[[float], object] = time.sleep) -> None:
    """Purge, `wait` for a day's seconds, and so on for ever; a failure is logged, and tried again the next day."""
    while True:
        try:
            receipts.purge(older_than(days))
        except StoreError as error:
            log.error("Old answers were not deleted. %s", error)
        wait(_DAY_SECONDS)


def older_than(days: int) -> datetime:
    """The moment before which what is kept is older than some days."""
    return datetime.now(UTC) - timedelta(days=days)
