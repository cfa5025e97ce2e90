"""Question files: JSON Lines as in the public contract, or CSV, XLSX and plain text as people have them.

A line that cannot be used is named with its reason and left out; the rest goes on.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.types import JsonObject, Language

_MAX_BYTES = 200_000_000  # some half a million questions; what is larger is no question file
_QUESTION_NAMES = ("question", "questions", "问题", "問題")  # what the column is called in people's own spreadsheets
_LISTS = {"gold_facts": ";；\n", "gold_source_urls": " \n", "context": "\n"}  # what parts the entries of a cell
_TRUE = ("true", "yes", "1", "是")
_FALSE = ("false", "no", "0", "否", "")

Row = tuple[int, Mapping[str, Any]]
"""A line number and what stands there by field name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question with what is known of its right answer; questions of one `group` ask the same in other scripts."""

    id: str
    language: Language | None
    question: str
    kind: str = ""
    topic: str = ""
    group: str = ""
    context: tuple[str, ...] = ()
    gold_facts: tuple[str, ...] = ()
    gold_source_urls: tuple[str, ...] = ()
    should_abstain: bool = False
    note: str = ""

    @property
    def is_labelled(self) -> bool:
        """Whether it is known how it should be answered; without that it is run and not scored."""
        return bool(self.gold_facts) or self.should_abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFile:
    """The questions of a file in order, and a line for each that was left out."""

    questions: tuple[GoldQuestion, ...]
    rejected: tuple[str, ...]


class _RowError(ValueError):
    """One row cannot be used; the message says why."""


def read_questions(path: Path, encoding: str = "") -> QuestionFile:
    """Read a question file by its ending; raises `UsageError` when nothing in it can be used."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: is no question file; wanted one that ends in {', '.join(_READERS)}.")
    questions: dict[str, GoldQuestion] = {}
    rejected = []
    for number, found in reader(path, encoding):
        try:
            question = _question(found)
            if question.id in questions:
                raise _RowError(f"id {question.id!r} stands twice; ids must differ")
        except _RowError as error:
            rejected.append(f"{path}:{number}: {error}.")
        else:
            questions[question.id] = question
    if not questions:
        raise UsageError(rejected[0] if rejected else f"{path}: holds no question.")
    return QuestionFile(questions=tuple(questions.values()), rejected=tuple(rejected))


def to_line(question: GoldQuestion) -> str:
    """A question as a line of a question file."""
    fields = asdict(question)
    return json.dumps({"id": fields.pop("id"), "lang": fields.pop("language"), **fields}, ensure_ascii=False)


def _question(found: Mapping[str, Any]) -> GoldQuestion:
    if problem := found.get("_problem"):
        raise _RowError(problem)
    text, language = _text(found, "question"), _text(found, "lang")
    if not text.strip():
        raise _RowError("has no question")
    if language and language not in set(Language):
        raise _RowError(f"lang is {language!r}; wanted one of {', '.join(Language)}")
    name = _text(found, "id")
    if not name:
        raise _RowError("has no id")
    return GoldQuestion(
        id=name,
        language=Language(language) if language else None,
        question=text,
        kind=_text(found, "kind"),
        topic=_text(found, "topic"),
        group=_text(found, "group") or name,
        context=_texts(found, "context"),
        gold_facts=_texts(found, "gold_facts"),
        gold_source_urls=_texts(found, "gold_source_urls"),
        should_abstain=_truth(found, "should_abstain"),
        note=_text(found, "note"),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise _RowError(f"{name} must be text; found {value!r}")
    return str(value)


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = found.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise _RowError(f"{name} must be a list of texts; found {value!r}")
    return tuple(value)


def _truth(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name) or False
    if not isinstance(value, bool):
        raise _RowError(f"{name} must be true or false; found {value!r}")
    return value


def _json_lines(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in enumerate(_lines(path, encoding), 1):
        if line.strip():
            yield number, _json_row(line)


def _json_row(line: str) -> Mapping[str, Any]:
    try:
        row: JsonObject = json.loads(line)
    except ValueError as error:
        return {"_problem": f"is not JSON ({error})"}
    if not isinstance(row, dict):
        return {"_problem": "is not a JSON object"}
    if missing := [name for name in ("id", "lang", "question") if name not in row]:
        return {"_problem": f"has no {missing[0]}"}
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
        return {"_problem": f"should_abstain is {truth!r}; wanted true or false"}
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


_READERS: Mapping[str, Callable[[Path, str], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".txt": _plain,
}
