"""Writing files so that a kill or a full disk never leaves half of one."""

import os
import tempfile
from pathlib import Path

from bot.errors import DataFolderError


def write_atomically(path: Path, text: str, *, option: str = "--data-dir") -> None:
    """Write a file so that a reader, or a kill, sees the old or the new one and nothing between.

    `option` is the one with which the user can choose another place; the `DataFolderError` names it.
    """
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(scratch, 0o644)
            os.replace(scratch, path)
        except BaseException:
            os.unlink(scratch)
            raise
    except OSError as error:
        raise DataFolderError(f"Cannot write {path} ({error.strerror}). Choose another with {option}.") from error
