"""The rows of a question file: JSON Lines, CSV, XLSX or plain text, in the encodings that people save them in."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.types import JsonObject

_MAX_BYTES = 200_000_000  # some half a million questions; what is larger is no question file
_QUESTION_NAMES = ("question", "questions", "问题", "問題")  # what the column is called in people's own spreadsheets
_LISTS = {"gold_facts": ";；\n", "gold_source_urls": " \n", "context": "\n"}  # what parts the entries of a cell
_TRUE = ("true", "yes", "1", "是")
_FALSE = ("false", "no", "0", "否", "")

PROBLEM = "_problem"
"""The field under which a row that cannot be read says why."""

Row = tuple[int, Mapping[str, Any]]
"""A line number and what stands there by field name."""


def _json_lines(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in enumerate(_lines(path, encoding), 1):
        if line.strip():
            yield number, _json_row(line)


def _json_row(line: str) -> Mapping[str, Any]:
    try:
        row: JsonObject = json.loads(line)
    except ValueError as error:
        return {PROBLEM: f"is not JSON ({error})"}
    if not isinstance(row, dict):
        return {PROBLEM: "is not a JSON object"}
    if missing := [name for name in ("id", "lang", "question") if name not in row]:
        return {PROBLEM: f"has no {missing[0]}"}
    return row


def _plain(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in enumerate(_lines(path, encoding), 1):
        if line.strip():
            yield number, {"id": f"line-{number}", "question": line.strip()}


def _csv(path: Path, encoding: str) -> Iterator[Row]:
    text = _decoded(path, encoding)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _table(path, ((reader.line_num, row) for row in reader))
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: is not CSV ({error}).") from error


def _xlsx(path: Path, encoding: str) -> Iterator[Row]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(path)
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = workbook.worksheets[0].iter_rows(values_only=True)
        yield from _table(path, enumerate((["" if cell is None else str(cell) for cell in row] for row in rows), 1))
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as a workbook ({error}). Save it as .xlsx again.") from error


def _table(path: Path, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """Rows under a header that names at least the column of questions."""
    numbered = iter(rows)
    _, header = next(numbered, (1, []))
    names = [name.strip().lower() for name in header]
    names = ["question" if name in _QUESTION_NAMES else name for name in names]
    if "question" not in names:
        raise UsageError(f'{path}:1: has no column "question"; found {", ".join(filter(None, names)) or "nothing"}.')
    for number, cells in numbered:
        if any(cell.strip() for cell in cells):
            yield number, _cells(number, dict(zip(names, cells, strict=False)))


def _cells(number: int, cells: Mapping[str, str]) -> Mapping[str, Any]:
    row: JsonObject = {name: cell.strip() for name, cell in cells.items()}
    row["id"] = row.get("id") or f"row-{number}"
    for name, separators in _LISTS.items():
        row[name] = _split(row.get(name, ""), separators)
    truth = row.get("should_abstain", "").lower()
    if truth not in (*_TRUE, *_FALSE):
        return {PROBLEM: f"should_abstain is {truth!r}; wanted true or false"}
    row["should_abstain"] = truth in _TRUE
    return row


def _split(cell: str, separators: str) -> list[str]:
    for separator in separators[1:]:
        cell = cell.replace(separator, separators[0])
    return [part.strip() for part in cell.split(separators[0]) if part.strip()]


def _lines(path: Path, encoding: str) -> list[str]:
    """Lines as an editor counts them; a JSON text may hold U+2028, which `splitlines` would take for an end."""
    return [line.removesuffix("\r") for line in _decoded(path, encoding).split("\n")]


def _decoded(path: Path, encoding: str) -> str:
    data = _bytes(path)
    marked = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    chosen = encoding or marked
    try:
        return data.decode(chosen)
    except LookupError as error:
        raise UsageError(f"Unknown encoding {encoding!r}; wanted one such as gb18030 or big5.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}:{line}: is not {chosen.removesuffix('-sig').upper()} (byte {data[error.start]:#x}). "
            "Save it as UTF-8, or name its encoding: --encoding gb18030 (Mainland), --encoding big5hkscs (Hong Kong)."
        ) from error


def _bytes(path: Path) -> bytes:
    _check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from error


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from error
    if size > _MAX_BYTES:
        raise UsageError(
            f"{path}: is {size / 1e9:.1f} GB; a question file has at most {_MAX_BYTES / 1e9:.1f} GB. Split it."
        )


READERS: Mapping[str, Callable[[Path, str], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".txt": _plain,
}
"""By the ending of the file's name: path and encoding to rows; raises `UsageError` for a file that is none."""
