"""Reads the register of figures that move: `figures.toml`, a table an indicator."""

from pathlib import Path
from typing import Any

from bot.documents.toml import read_entries, text_of
from bot.errors import KnowledgeError
from bot.types import Indicator, IndicatorKind, IndicatorValue

_WRITTEN = ("en", "zh-Hant")
_FIELDS = frozenset(
    ("covers", "value", "as-of", "src", "fact", "part-of", "approximate", "at-least", "at-most", "conflicts")
)


def read_register(path: Path) -> tuple[Indicator, ...]:
    """The indicators in the order of the file, none where there is no file; raises `KnowledgeError`."""
    if not path.is_file():
        return ()
    return tuple(_indicator(path, name, entry) for name, entry in read_entries(path).items())


def _indicator(path: Path, name: str, entry: dict[str, Any]) -> Indicator:
    values = entry.get("values")
    if not isinstance(values, list) or not values:
        raise KnowledgeError(f"{path}: [{name}] needs values = [{{ covers = …, value = …, as-of = …, src = […] }}].")
    return Indicator(
        id=name,
        name=_names(path, name, entry, "name"),
        unit=_names(path, name, entry, "unit"),
        scope=_names(path, name, entry, "scope"),
        kind=_kind(path, name, entry),
        topics=_texts(path, name, entry, "topics"),
        values=tuple(_value(path, name, value) for value in values),
    )


def _names(path: Path, name: str, entry: dict[str, Any], field: str) -> dict[str, str]:
    return {language: text_of(path, name, entry, f"{field}-{language}") for language in _WRITTEN}


def _kind(path: Path, name: str, entry: dict[str, Any]) -> IndicatorKind:
    try:
        return IndicatorKind(text_of(path, name, entry, "kind"))
    except ValueError as error:
        raise KnowledgeError(
            f"{path}: [{name}] has kind {entry['kind']!r}; wanted one of {', '.join(IndicatorKind)}."
        ) from error


def _value(path: Path, name: str, entry: object) -> IndicatorValue:
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{path}: [{name}] has the value {entry!r}; wanted {{ covers = …, value = … }}.")
    if unknown := sorted(entry.keys() - _FIELDS):
        known = ", ".join(sorted(_FIELDS))
        raise KnowledgeError(f"{path}: [{name}] has a value with {unknown[0]!r}; known: {known}.")
    number = entry.get("value")
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise KnowledgeError(f"{path}: [{name}] has the value {number!r}; wanted a number.")
    return IndicatorValue(
        covers=str(entry.get("covers", "")),
        value=float(number),
        as_of=str(entry.get("as-of", "")),
        source_ids=_texts(path, name, entry, "src"),
        fact_id=str(entry.get("fact", "")),
        part_of=str(entry.get("part-of", "")),
        approximate=bool(entry.get("approximate")),
        at_least=bool(entry.get("at-least")),
        at_most=bool(entry.get("at-most")),
        conflicts=bool(entry.get("conflicts")),
    )


def _texts(path: Path, name: str, entry: dict[str, Any], field: str) -> tuple[str, ...]:
    found = entry.get(field, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise KnowledgeError(f"{path}: [{name}] {field} must be a list of texts; found {found!r}.")
    return tuple(found)
