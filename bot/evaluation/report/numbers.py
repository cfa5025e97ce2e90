"""Figures as people read them. None is never a number: what could not be measured says so."""

from collections.abc import Sequence
from datetime import datetime

NOT_MEASURABLE = "not measurable"
_SECOND = 1000  # milliseconds
_COMMIT = 10  # characters that tell commits apart


def percent(value: float | None) -> str:
    """`81.7%`; rounding never makes a share that falls short complete, nor one that exists nothing."""
    if value is None:
        return NOT_MEASURABLE
    if value in (0, 1):
        return f"{value * 100:.0f}%"
    return f"{min(max(value * 100, 0.1), 99.9):.1f}%"


def tick(value: float) -> str:
    """A round share on an axis: `25%`."""
    return f"{value * 100:g}%"


def interval(bounds: Sequence[float | None]) -> str:
    """`72.2 to 89.3%`, empty where there is none."""
    low, high = bounds
    return "" if low is None or high is None else f"{percent(low).removesuffix('%')} to {percent(high)}"


def points(change: float | None) -> str:
    """A change between two shares in percentage points, with its sign."""
    if change is None:
        return NOT_MEASURABLE
    shown = f"{change * 100:+.1f}".replace("-", "\N{MINUS SIGN}")
    return "0.0" if shown[1:] == "0.0" else shown


def plain(value: float | None) -> str:
    """Two places, for areas and confidences."""
    return NOT_MEASURABLE if value is None else f"{value:.2f}"


def score(value: float | None) -> str:
    """Three places, as retrieval measures are quoted."""
    return NOT_MEASURABLE if value is None else f"{value:.3f}"


def milliseconds(value: float | None) -> str:
    """`16 ms`, `1.2 s`."""
    if value is None:
        return NOT_MEASURABLE
    return f"{value:.3g} ms" if value < _SECOND - 0.5 else f"{value / _SECOND:.1f} s"


def moment(iso: str) -> str:
    """`25 November 2026, 02:34 UTC`; what is no ISO time stays as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{when.day} {when:%B %Y, %H:%M} {when.tzname() or ''}".rstrip()


def commit_name(commit: str | None) -> str:
    """Enough of a commit to find it, and whether files had been changed since."""
    if commit is None:
        return "unknown"
    changed = ", modified" if commit.endswith("-dirty") else ""
    return f"{commit[:_COMMIT]}{changed}"


def counted(count: int, noun: str, nouns: str = "") -> str:
    """`1 question`, `3,524 questions`; `nouns` where the plural is not just an s more."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"
