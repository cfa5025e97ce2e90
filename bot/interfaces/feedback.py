"""Thumbs up and down, a line of JSON each, beside the index; no question is stored, nor a personal number."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import DataFolderError
from bot.languages.personal import mask_personal

_NAME = "feedback.jsonl"


def store_feedback(data_dir: Path, answer_id: str, verdict: str, comment: str) -> None:
    """Append one line in a single write; raises `DataFolderError` when the folder cannot be written."""
    entry = {
        "answer_id": answer_id,
        "verdict": verdict,
        "comment": mask_personal(comment),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    try:
        handle = os.open(data_dir / _NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)
    except OSError as error:
        raise DataFolderError(f"Cannot write {data_dir / _NAME} ({error.strerror}).") from error
