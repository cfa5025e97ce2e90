"""Means with intervals: bootstrap over questions, paired differences, percentiles and the area under the ROC curve."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
"""Rows are questions, columns are measures."""

_RESAMPLES = 2000
_SEED = 20251006  # any fixed number: the same run always gets the same intervals
_TAIL = 2.5  # percent left out at each end of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over `n` things measured, with its 95 % percentile interval; all None when nothing could be measured."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much a mean changed between two runs of the same questions, with its 95 % interval."""

    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def estimate(numerators: Table, denominators: Table, clusters: Sequence[str]) -> list[Estimate]:
    """One estimate a column of two tables of shape (questions, measures): sum of numerators over sum of denominators.

    Questions of one cluster (the same one in three scripts) are drawn together, since they are right or wrong together
    (cluster bootstrap; Field and Welsh, JRSS B 2007).
    """
    up, down = _by_cluster(numerators, clusters), _by_cluster(denominators, clusters)
    values = _ratio(up.sum(axis=0), down.sum(axis=0))
    drawn = _resampled_ratios(up, down)
    return [
        Estimate(value=_number(value), low=_bound(column, _TAIL), high=_bound(column, 100 - _TAIL), n=int(count))
        for value, column, count in zip(values, drawn.T, denominators.sum(axis=0), strict=True)
    ]


def compare(before: tuple[Table, Table], after: tuple[Table, Table], clusters: Sequence[str]) -> list[Difference]:
    """One difference a measure between two runs of the same questions in the same order (paired bootstrap)."""
    tables = [(_by_cluster(up, clusters), _by_cluster(down, clusters)) for up, down in (before, after)]
    old, new = (_ratio(up.sum(axis=0), down.sum(axis=0)) for up, down in tables)
    drawn = _resampled_ratios(*tables[1]) - _resampled_ratios(*tables[0])
    return [
        Difference(
            before=_number(one),
            after=_number(other),
            change=_number(other - one),
            low=_bound(column, _TAIL),
            high=_bound(column, 100 - _TAIL),
        )
        for one, other, column in zip(old, new, drawn.T, strict=True)
    ]


def percentiles(values: Sequence[float], wanted: Sequence[int]) -> dict[str, float | None]:
    """`{"p50": …}`, linear between neighbours; None without values."""
    if not values:
        return {f"p{share}": None for share in wanted}
    return {f"p{share}": round(float(np.percentile(values, share)), 3) for share in wanted}


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a random positive scores above a random negative, ties counting half; None if either is empty."""
    if not positives or not negatives:
        return None
    ordered = np.sort(np.asarray(negatives, dtype=np.float64))
    scores = np.asarray(positives, dtype=np.float64)
    below, upto = np.searchsorted(ordered, scores, "left"), np.searchsorted(ordered, scores, "right")
    return float((below + upto).mean() / 2 / len(ordered))


def _by_cluster(table: Table, clusters: Sequence[str]) -> Table:
    places = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    sums = np.zeros((len(places), table.shape[1]), dtype=np.float64)
    np.add.at(sums, [places[name] for name in clusters], table)
    return sums


def _resampled_ratios(up: Table, down: Table) -> Table:
    """Shape (resamples, measures); the same draws for every table of as many clusters, which pairs them."""
    count = len(up)
    if not count:
        return np.full((1, up.shape[1]), np.nan)
    draws = np.random.default_rng(_SEED).integers(count, size=(_RESAMPLES, count))
    times = np.zeros((_RESAMPLES, count), dtype=np.float64)
    np.add.at(times, (np.arange(_RESAMPLES)[:, None], draws), 1.0)
    return _ratio(times @ up, times @ down)


def _ratio(up: Table, down: Table) -> Table:
    ratio: Table = np.divide(up, down, out=np.full(up.shape, np.nan), where=down > 0)
    return ratio


def _bound(column: Table, share: float) -> float | None:
    measured = column[~np.isnan(column)]
    return float(np.percentile(measured, share)) if measured.size else None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
