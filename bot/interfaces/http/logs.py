"""The log of a server, a JSON object a line: without addresses of anyone, and without questions unless told."""

import json
import logging
import sys
from datetime import UTC, datetime

from bot.types import Answer, JsonObject

_FIELDS = "fields"
requests = logging.getLogger("goglobal.requests")
answers = logging.getLogger("goglobal.answers")


class JsonLines(logging.Formatter):
    """Writes each record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger and message, then the record's own fields and what was raised."""
        line: JsonObject = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, _FIELDS, {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Have everything that this process logs written to stderr as JSON lines, requests and answers among it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], force=True, level=logging.getLogger().level)
    for own in (requests, answers):
        own.setLevel(logging.INFO)


def log_request(method: str, route: str, status: int, seconds: float, client: str) -> None:
    """A request by its route, not its address: that may hold the id of an answer."""
    fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    requests.info("request", extra={_FIELDS: fields | ({"client": client} if client else {})})


def log_answer(answer: Answer, *, with_question: bool) -> None:
    """An answer by how it was made; the question, personal numbers masked, only where the operator wants it."""
    fields: JsonObject = {
        "status": answer.status.value,
        "mode": answer.mode,
        "reason": answer.reason or None,
        "language": answer.language.value,
        "ms": answer.timings_ms.get("total"),
    }
    answers.info("answer", extra={_FIELDS: fields | ({"question": answer.question} if with_question else {})})
