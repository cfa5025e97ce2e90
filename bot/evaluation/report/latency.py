"""How long answers took."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.evaluation.report.charts import Bin, Histogram, Mark, draw_histogram, logarithmic_bins
from bot.evaluation.report.numbers import milliseconds
from bot.evaluation.scoring import ScoredAnswer
from bot.types import JsonObject


def latency_bins(scored: Sequence[ScoredAnswer]) -> tuple[Bin, ...]:
    """The times of all answers but failed ones; empty when there are none."""
    times = [one.record.latency_ms for one in scored if not one.record.failed]
    return logarithmic_bins(times) if times else ()


def draw_latency(bins: tuple[Bin, ...], summary: JsonObject) -> Markup | None:
    """The bins with the percentiles marked; None without any."""
    if not bins:
        return None
    found = summary["latency_ms"]
    return draw_histogram(
        Histogram(
            key="times",
            title="Answers by the time they took",
            description=", ".join(f"{name} is {milliseconds(value)}" for name, value in found.items()),
            bins=bins,
            marks=tuple(Mark(label=name, value=value) for name, value in found.items()),
        )
    )
