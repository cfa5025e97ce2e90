"""Floors and ceilings for the figures of a summary: what a change must not fall below."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError
from bot.types import JsonObject

_TOLERANCE = 1e-9  # a floor copied from a summary is met by that summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A figure by its dotted name in the summary (`by_language.en.gold_fact_recall`) and what it must keep to."""

    name: str
    value: float
    is_floor: bool


def read_limits(text: str, *, is_floor: bool) -> list[Limit]:
    """`gold_fact_recall=0.9,figure_faithfulness=1`; raises `UsageError`."""
    return [_limit(part, is_floor=is_floor) for part in text.split(",") if part.strip()]


def _limit(part: str, *, is_floor: bool) -> Limit:
    name, _, value = part.partition("=")
    try:
        return Limit(name=name.strip(), value=float(value), is_floor=is_floor)
    except ValueError as error:
        raise UsageError(
            f"{part!r} is no limit; wanted a measure and a number, such as gold_fact_recall=0.9."
        ) from error


def read_limits_file(path: Path) -> list[Limit]:
    """A TOML file with `[at_least]` and `[at_most]`, a dotted name and a number a line; raises `UsageError`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}).") from error
    if unknown := sorted(content.keys() - {"at_least", "at_most"}):
        raise UsageError(f"{path}: unknown table [{unknown[0]}]; known: [at_least], [at_most].")
    limits = []
    for table, is_floor in (("at_least", True), ("at_most", False)):
        for name, value in content.get(table, {}).items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise UsageError(f"{path}: {name} is {value!r}; wanted a number, and dotted names in quotation marks.")
            limits.append(Limit(name=name, value=float(value), is_floor=is_floor))
    return limits


def fallen_short(summary: JsonObject, limits: Sequence[Limit]) -> list[str]:
    """A line for each limit that is not kept; raises `UsageError` for a name that the summary does not have."""
    return [line for limit in limits if (line := _judge(summary, limit))]


def _judge(summary: JsonObject, limit: Limit) -> str:
    value = _value(summary, limit.name)
    if value is None:
        return f"{limit.name} could not be measured; wanted {_wanted(limit)}"
    kept = value >= limit.value - _TOLERANCE if limit.is_floor else value <= limit.value + _TOLERANCE
    return "" if kept else f"{limit.name} is {value:.4g}; wanted {_wanted(limit)}"


def _wanted(limit: Limit) -> str:
    return f"at {'least' if limit.is_floor else 'most'} {limit.value:g}"


def _value(summary: JsonObject, name: str) -> float | None:
    # "by_language.zh-Hans.R@1": names hold no dot, so a path is unambiguous
    found: object = summary
    for key in name.split("."):
        if not isinstance(found, Mapping) or key not in found:
            raise UsageError(f"The summary has no figure {name!r}. Figures stand in summary.json.")
        found = found[key]
    if found is not None and (isinstance(found, bool) or not isinstance(found, int | float)):
        raise UsageError(f"{name!r} is no figure but {type(found).__name__}; name one inside it, as in {name}.n.")
    return found
