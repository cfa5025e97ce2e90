"""The files of a run folder: answers appended whole, cut-off ends taken away, one process at a time."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import DataFolderError
from bot.evaluation.records import parse_record
from bot.files import write_atomically

OPTION = "--out"

Key = tuple[int, str]
"""Which answer: the repeat and the question's id."""


def kept_answers(path: Path) -> dict[Key, str]:
    """Each whole line of an answers file by its key, the last one of a key; what a kill cut off is passed over."""
    found: dict[Key, str] = {}
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return {}
    for line in lines:
        try:
            text = line.decode()
            record = parse_record(text)
        except ValueError:
            continue
        found[(record.repeat, record.question_id)] = text
    return found


@contextmanager
def appending(path: Path) -> Iterator["_Appender"]:
    """Appends whole lines; what a kill cut off at the end is taken away first."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        content = path.read_bytes()
        if content and not content.endswith(b"\n"):
            os.ftruncate(handle, content.rfind(b"\n") + 1)
        yield _Appender(path, handle)
    finally:
        os.close(handle)


class _Appender:
    """Writes one line in full or not at all."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path, self._handle = path, handle

    def __call__(self, line: str) -> None:
        data = f"{line}\n".encode()
        end = os.fstat(self._handle).st_size
        try:
            written = os.write(self._handle, data)
            if written < len(data):  # a disk that fills takes a part
                written += os.write(self._handle, data[written:])
        except OSError as error:
            os.ftruncate(self._handle, end)
            raise _unwritable(self._path, error) from error


def _unwritable(path: Path, error: OSError) -> DataFolderError:
    return DataFolderError(
        f"Cannot write {path} ({error.strerror}). The answers before are kept: "
        "make room and run the same command again, or choose another --out."
    )


def put_in_order(path: Path, keys: Sequence[Key]) -> None:
    """Put an answers file in the order of the keys, each answer once."""
    kept = kept_answers(path)
    write_atomically(path, "".join(f"{kept[key]}\n" for key in keys), option=OPTION)


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold a run folder, made if need be; raises `DataFolderError` when another process does."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / ".lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DataFolderError(
            f"Another process is running into {out}. Wait for it, or choose another --out."
        ) from error
    except OSError as error:
        raise DataFolderError(f"Cannot write to {out} ({error.strerror}). Choose another --out.") from error
    try:
        yield
    finally:
        lock.release()
