"""Reads a whole knowledge folder: sheets in each language, sources.toml, terms.csv, contacts.toml, scope.toml."""

import csv
from pathlib import Path
from typing import Any

from bot.documents.register import read_register
from bot.documents.sheets import parse_sheet
from bot.documents.toml import load_toml, read_entries, text_of
from bot.errors import KnowledgeError
from bot.types import Contact, Document, Knowledge, Language, Source, Term

SHEET_LANGUAGES = (Language.EN, Language.ZH_HANT)  # Simplified is derived from Traditional
_TERM_COLUMNS = ["en", "zh-Hans", "zh-Hant", "synonyms"]


def read_knowledge(folder: Path) -> Knowledge:
    """Parse `folder`; raises `KnowledgeError` naming the file that is missing or malformed."""
    if not folder.is_dir():
        raise KnowledgeError(
            f"No knowledge folder at {folder}. Name one that holds sources.toml and en/*.md: goglobal ingest PATH."
        )
    return Knowledge(
        documents=_read_sheets(folder),
        sources=_read_sources(folder / "sources.toml"),
        terms=_read_terms(folder / "terms.csv"),
        contacts=_read_contacts(folder / "contacts.toml"),
        outside=_read_scope(folder / "scope.toml"),
        indicators=read_register(folder / "figures.toml"),
    )


def _read_sheets(folder: Path) -> tuple[Document, ...]:
    sheets = tuple(
        parse_sheet(path, language)
        for language in SHEET_LANGUAGES
        for path in sorted((folder / language.value).glob("*.md"))
    )
    if not sheets:
        raise KnowledgeError(f"{folder}: no fact sheet found; wanted en/<topic>.md and zh-Hant/<topic>.md.")
    return sheets


def _read_sources(path: Path) -> dict[str, Source]:
    sources = {}
    for key, entry in read_entries(path).items():
        fields = {name: text_of(path, key, entry, name) for name in ("publisher", "title", "date", "url", "kind")}
        sources[key] = Source(id=key, **fields)
    return sources


def _read_contacts(path: Path) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            id=key,
            name={language.value: text_of(path, key, entry, f"name-{language.value}") for language in Language},
            url=text_of(path, key, entry, "url"),
            source_id=text_of(path, key, entry, "src"),
            topics=_names(path, key, entry, "topics"),
            declined=_names(path, key, entry, "declined"),
        )
        for key, entry in read_entries(path).items()
    )


def _names(path: Path, key: str, entry: dict[str, Any], name: str) -> tuple[str, ...]:
    names = entry.get(name, [])
    if not isinstance(names, list):
        raise KnowledgeError(f"{path}: [{key}] {name} must be a list; found {names!r}.")
    return tuple(map(str, names))


def _read_scope(path: Path) -> dict[str, tuple[str, ...]]:
    scope = {}
    for subject, words in load_toml(path).items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise KnowledgeError(f"{path}: {subject} must be a list of words; found {words!r}.")
        scope[subject] = tuple(words)
    return scope


def _read_terms(path: Path) -> tuple[Term, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != _TERM_COLUMNS:
                raise KnowledgeError(f"{path}:1: columns {reader.fieldnames}; wanted {','.join(_TERM_COLUMNS)}.")
            return tuple(_term(path, reader.line_num, row) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}).") from error


def _term(path: Path, line: int, row: dict[str, str | None]) -> Term:
    if None in row.values() or None in row:
        raise KnowledgeError(f"{path}:{line}: wanted {len(_TERM_COLUMNS)} columns; found another number.")
    fields = {name: value or "" for name, value in row.items()}
    return _term_of(fields)


def _term_of(row: dict[str, str]) -> Term:
    synonyms = tuple(part.strip() for part in row["synonyms"].split(";") if part.strip())
    return Term(en=row["en"], zh_hans=row["zh-Hans"], zh_hant=row["zh-Hant"], synonyms=synonyms)
