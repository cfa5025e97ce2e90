"""Charts as SVG that keeps its text at one size: places across are percentages, places down are pixels.

Each chart is a small value, drawn by the template of its name; what it shows stands in a table beside it too.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import TypeVar

from markupsafe import Markup

from bot.evaluation.report.numbers import tick
from bot.evaluation.report.templates import fill

_MOST_BINS = 10  # more cannot be labelled on a phone
_STEPS = ((1, 2, 5), (1, 3), (1,))  # edges in each power of ten, from fine to coarse
_LEAST = 0.1  # milliseconds; what is faster counts as this
_CEILINGS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_MOST_POINTS = 200  # of a curve; more cannot be told apart

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value between 0 and 1 with its interval, None where it could not be measured; `shown` is how it is written."""

    label: str
    shown: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart:
    """Dots with intervals, a row each; `whole` is the value of all rows together, `ticks` name each quarter."""

    key: str
    title: str
    description: str
    dots: tuple[Dot, ...]
    ticks: tuple[str, ...] = ("0%", "25%", "50%", "75%", "100%")
    whole: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveChart:
    """Risk over coverage as points (across, up), the last of which is marked with a label."""

    key: str
    title: str
    description: str
    points: tuple[tuple[float, float], ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many values lie from `low` up to, but not at, `high`."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A named value on the axis of a histogram."""

    label: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bins side by side, equally wide, with marks."""

    key: str
    title: str
    description: str
    bins: tuple[Bin, ...]
    marks: tuple[Mark, ...]


def draw_dots(chart: DotChart) -> Markup:
    """A row for each dot under its label, over an axis from 0 to 1."""
    return fill("dots.svg.j2", chart=chart)


def draw_curve(chart: CurveChart) -> Markup:
    """A line from the left to the marked point; its axis ends at a round number above the highest point."""
    highest = max(up for _, up in chart.points)
    ceiling = next(one for one in _CEILINGS if one >= highest)
    ticks = [(step / 4, tick(ceiling * step / 4)) for step in range(5)]
    points = thinned(chart.points, _MOST_POINTS)
    return fill("curve.svg.j2", chart=chart, points=points, ceiling=ceiling, ticks=ticks)


def draw_histogram(chart: Histogram) -> Markup:
    """Bars with their counts, and a dashed line for each mark."""
    marks = [(mark, _place(mark.value, chart.bins)) for mark in chart.marks]
    return fill("histogram.svg.j2", chart=chart, marks=marks, highest=max(one.count for one in chart.bins))


def logarithmic_bins(values: Sequence[float]) -> tuple[Bin, ...]:
    """Bins between round numbers, each some times as wide as the one before, as fine as can be labelled."""
    raised = [max(value, _LEAST) for value in values]
    edges = next(found for steps in _STEPS if len(found := _edges(raised, steps)) <= _MOST_BINS + 1 or steps == (1,))
    counts = [0] * (len(edges) - 1)
    for value in raised:
        counts[bisect_right(edges, value) - 1] += 1
    return tuple(
        Bin(low=low, high=high, count=count) for low, high, count in zip(edges, edges[1:], counts, strict=False)
    )


def _edges(values: Sequence[float], steps: Sequence[int]) -> list[float]:
    least, most = min(values), max(values)
    powers = range(int(log10(_LEAST)), int(log10(most)) + 2)
    every = [step * 10.0**power for power in powers for step in steps]
    first = bisect_right(every, least) - 1
    return every[first : bisect_right(every, most) + 1]


def _place(value: float, bins: Sequence[Bin]) -> float:
    """Where between 0 and 1 a value stands over bins that are drawn equally wide."""
    at = min(bisect_right([one.low for one in bins], max(value, bins[0].low)), len(bins)) - 1
    one = bins[at]
    within = log10(max(value, one.low) / one.low) / log10(one.high / one.low)
    return (at + min(within, 1.0)) / len(bins)


def thinned(items: Sequence[Item], most: int) -> list[Item]:
    """At most so many items, evenly spread, the first and the last among them."""
    if len(items) <= most:
        return list(items)
    return [items[round(place * (len(items) - 1) / (most - 1))] for place in range(most)]
