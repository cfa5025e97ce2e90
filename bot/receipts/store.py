"""The store of answers: kept as given, found by id, rated, purged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.answer.deserialise import from_json
from bot.answer.serialise import to_json
from bot.errors import AnswerUnknownError, StoreError
from bot.languages.personal import mask_personal
from bot.receipts.database import Database
from bot.receipts.receipt import Receipt, digest
from bot.receipts.requests import Requests
from bot.receipts.schema import ANSWERS
from bot.receipts.times import stored
from bot.types import Answer


class Receipts:
    """Keeps answers in a database; safe to share between threads. Every method may raise a `StoreError`."""

    def __init__(self, url: str, *, store_questions: bool) -> None:
        """Nothing is opened yet; raises `UsageError` when `url` is not the address of a database."""
        self._database, self._store_questions = Database(url), store_questions
        self.requests = Requests(self._database)

    def keep(self, answer: Answer) -> None:
        """Store an answer, without its question unless questions are stored."""
        asked = answer if self._store_questions else replace(answer, question="", query="")
        values = {
            "id": answer.id,
            "kept_at": stored(datetime.now(UTC)),
            "question": asked.question,
            "query": asked.query,
            "corpus_version": answer.corpus_version,
            "mode": answer.mode,
            "body": json.dumps(to_json(replace(answer, question="", query="")), ensure_ascii=False),
            "digests": json.dumps({citation.passage_id: digest(citation.quote) for citation in answer.citations}),
        }
        with self._database.transaction(writes=True) as connection:
            connection.execute(insert(ANSWERS).values(values))

    def find(self, id: str) -> Receipt | None:
        """The receipt of one answer; None where there is none, or none any more."""
        return self.find_all([id]).get(id)

    def find_all(self, ids: Sequence[str]) -> Mapping[str, Receipt]:
        """The receipts that there are for some answers, by id."""
        if not ids:
            return {}
        with self._database.transaction() as connection:
            rows = connection.execute(select(ANSWERS).where(ANSWERS.c.id.in_(ids))).all()
        return {row.id: _receipt(row) for row in rows}

    def rate(self, answer_id: str, verdict: str, comment: str) -> None:
        """Note a verdict in the place of any earlier one; raises `AnswerUnknownError` for an answer not kept."""
        values = {"verdict": verdict, "comment": mask_personal(comment), "rated_at": stored(datetime.now(UTC))}
        with self._database.transaction(writes=True) as connection:
            done = connection.execute(update(ANSWERS).where(ANSWERS.c.id == answer_id).values(values))
        if not done.rowcount:
            raise AnswerUnknownError(f"No answer {answer_id!r} is kept here.")

    def rated(self, verdict: str) -> tuple[Receipt, ...]:
        """The receipts of all answers with a verdict, in the order in which they were rated."""
        chosen = select(ANSWERS).where(ANSWERS.c.verdict == verdict).order_by(ANSWERS.c.rated_at, ANSWERS.c.id)
        with self._database.transaction() as connection:
            return tuple(map(_receipt, connection.execute(chosen)))

    def purge(self, before: datetime) -> int:
        """Delete what was kept before a moment, beyond recovery from the file; how many answers that were."""
        with self._database.transaction(writes=True) as connection:
            done = connection.execute(delete(ANSWERS).where(ANSWERS.c.kept_at < stored(before)))
            self.requests.forget(connection, before)
        self._database.empty_log()
        return done.rowcount


def _receipt(row: Row[Any]) -> Receipt:
    try:
        answer = from_json(json.loads(row.body))
        digests = json.loads(row.digests)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"The stored answer {row.id} cannot be read ({error}).") from error
    return Receipt(
        answer=replace(answer, question=row.question, query=row.query),
        kept_at=row.kept_at.replace(tzinfo=UTC),
        digests=digests,
        verdict=row.verdict,
        comment=row.comment,
    )
