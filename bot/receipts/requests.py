"""Requests that came with a key of their own, so that the same one again gets the same answer; for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.receipts.database import Database
from bot.receipts.schema import REQUESTS
from bot.receipts.times import stored

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredRequest:
    """The digest of what was asked under a key, and the answer given to it."""

    body_digest: str
    answer_id: str


class Requests:
    """Notes requests beside the answers; safe to share between threads and processes. May raise a `StoreError`."""

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database, self._now = database, now

    def find(self, key_digest: str) -> AnsweredRequest | None:
        """What was answered under a key within the last day."""
        with self._database.transaction() as connection:
            return self._find(connection, key_digest)

    def note(self, key_digest: str, request: AnsweredRequest) -> AnsweredRequest:
        """Note a request; where another process was first with this key, what that one noted is given and stands."""
        values = {
            "key_digest": key_digest,
            "body_digest": request.body_digest,
            "answer_id": request.answer_id,
            "given_at": stored(self._now()),
        }
        with self._database.transaction(writes=True) as connection:
            self.forget(connection, self._now() - _KEPT)
            try:
                with connection.begin_nested():
                    connection.execute(insert(REQUESTS).values(values))
            except IntegrityError:
                return self._find(connection, key_digest) or request
        return request

    def forget(self, connection: Connection, before: datetime) -> None:
        """Delete what was noted before a moment, in a transaction that others have begun."""
        connection.execute(delete(REQUESTS).where(REQUESTS.c.given_at < stored(before)))

    def _find(self, connection: Connection, key_digest: str) -> AnsweredRequest | None:
        chosen = select(REQUESTS).where(
            REQUESTS.c.key_digest == key_digest, REQUESTS.c.given_at >= stored(self._now() - _KEPT)
        )
        row = connection.execute(chosen).first()
        return AnsweredRequest(body_digest=row.body_digest, answer_id=row.answer_id) if row else None
