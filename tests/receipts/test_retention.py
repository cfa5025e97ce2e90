import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from bot.receipts.database import file_url
from bot.receipts.retention import purge_daily
from bot.receipts.schema import ANSWERS
from bot.receipts.store import Receipts
from tests.answer.rich import RICH


class _Over(Exception):
    """The test has seen enough days."""


class _Days:
    """Waits for so many days, in no time."""

    def __init__(self, count: int) -> None:
        self.left, self.waited = count, 0.0

    def __call__(self, seconds: float) -> None:
        self.waited += seconds
        self.left -= 1
        if self.left == 0:
            raise _Over


def _age(path: Path, id: str, days: int) -> None:
    engine = create_engine(file_url(path))
    with engine.begin() as connection:
        kept_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)
        connection.execute(update(ANSWERS).where(ANSWERS.c.id == id).values(kept_at=kept_at))
    engine.dispose()


def test_what_is_past_its_time_is_deleted_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "receipts.sqlite"
    receipts = Receipts(file_url(path), store_questions=False)
    for id, days in (("old", 31), ("young", 29)):
        receipts.keep(replace(RICH, id=id))
        _age(path, id, days)
    one_day = _Days(1)
    with pytest.raises(_Over):
        purge_daily(receipts, 30, one_day)

    assert receipts.find_all(["old", "young"]).keys() == {"young"}
    assert one_day.waited == 24 * 60 * 60


def test_a_failure_is_told_in_one_line_and_tried_again_the_next_day(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    receipts = Receipts(file_url(tmp_path / "file" / "receipts.sqlite"), store_questions=False)
    with caplog.at_level(logging.INFO), pytest.raises(_Over):
        purge_daily(receipts, 30, _Days(3))

    assert len(caplog.messages) == 3
    assert all(line.startswith("Old answers were not deleted. The store") for line in caplog.messages)
