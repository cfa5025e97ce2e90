"""Where in a knowledge folder each id stands, so that a problem can be found with an editor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Place = tuple[str, str]
"""A language or a file, and the id of a fact, section or entry, or a topic, there."""

_ANCHOR = re.compile(r"^(?:## |- ).*\{#(?P<id>[^ }]+)")
_TABLE = re.compile(r"^\[(?P<id>[^\]]+)\]")
_TABLES = ("sources.toml", "contacts.toml", "figures.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, and of what."""

    place: Place
    message: str


def find_places(folder: Path) -> dict[Place, str]:
    """`path:line` of every id in a knowledge folder; of one that stands twice, the last."""
    return {place: f"{path}:{line}" for place, path, line in _found(folder)}


def _found(folder: Path) -> Iterator[tuple[Place, Path, int]]:
    for path in sorted(folder.glob("*/*.md")):
        yield (path.parent.name, path.stem), path, 1
        for number, line in enumerate(_lines(path), 1):
            if match := _ANCHOR.match(line):
                yield (path.parent.name, match["id"]), path, number
    for name in _TABLES:
        for number, line in enumerate(_lines(folder / name), 1):
            if match := _TABLE.match(line):
                yield (name, match["id"].strip('"')), folder / name, number
    for number, line in enumerate(_lines(folder / "terms.csv"), 1):
        yield ("terms.csv", line.split(",")[0].strip('"')), folder / "terms.csv", number


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
