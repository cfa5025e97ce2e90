"""Tables in TOML files, with errors that name file and entry."""

import tomllib
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError


def read_entries(path: Path) -> dict[str, dict[str, Any]]:
    """The tables of a TOML file by name; raises `KnowledgeError`."""
    entries = load_toml(path)
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            raise KnowledgeError(f"{path}: {key!r} must be a table, [{key}]; found {entry!r}.")
    return entries


def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file's content; raises `KnowledgeError`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}).") from error


def text_of(path: Path, key: str, entry: dict[str, Any], name: str) -> str:
    """The text under `name` in a table; raises `KnowledgeError` when there is none."""
    value = entry.get(name)
    if not isinstance(value, str):
        raise KnowledgeError(f'{path}: [{key}] needs {name} = "…"; found {value!r}.')
    return value
