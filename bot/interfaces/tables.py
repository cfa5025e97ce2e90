"""Figures of a run as tables in the terminal."""

from collections.abc import Sequence

from bot.evaluation.compare import Comparison
from bot.evaluation.measures import MEASURES
from bot.evaluation.scoring import is_better
from bot.interfaces.terminal import make_table, show
from bot.retrieval.hybrid import Mode
from bot.types import JsonObject

_CHANGES_SHOWN = 30
_RETRIEVAL = ("nDCG@10", "R@1", "R@5", "R@10", "RR@10")


def summary_table(summary: JsonObject) -> None:
    """Each measure of a run with its interval, overall and by language."""
    languages = summary["by_language"]
    table = make_table("measure", "all", "95 % interval", "of", *languages)
    for name in MEASURES:
        table.add_row(
            name,
            _number(summary[name]),
            _interval(summary["intervals"][name]),
            str(summary["measured"][name]),
            *(_number(figures[name]) for figures in languages.values()),
        )
    show(table)
    show(f"{summary['n']} questions · {_latency(summary)}")


def retrieval_table(summary: JsonObject) -> None:
    """The measures of each mode."""
    table = make_table("mode", *_RETRIEVAL)
    for mode in Mode:
        table.add_row(mode.value, *(_number(summary[mode][name], 4) for name in _RETRIEVAL))
    show(table)
    for half, gains in summary["gain_over"].items():
        change, low, high = gains[_RETRIEVAL[0]]
        if change is not None:
            show(f"hybrid over {half}, {_RETRIEVAL[0]}: {change:+.4f} (95 % interval {low:+.4f} to {high:+.4f})")
    show(f"{summary['n']} queries · {_latency(summary)}")


def comparison_table(found: Comparison) -> None:
    """What the runs were made with, each measure's change, and the questions that changed, worse first."""
    for name, (before, after) in found.settings.items():
        show(f"{name}: {before if before is not None else 'absent'} → {after if after is not None else 'absent'}")
    table = make_table("measure", "before", "after", "change", "95 % interval", "")
    for name, one in found.measures.items():
        if one.change is not None:
            clear = ("better" if is_better(name, one.change) else "worse") if one.is_clear else ""
            table.add_row(
                name,
                _number(one.before),
                _number(one.after),
                f"{one.change:+.3f}",
                _interval((one.low, one.high)),
                clear,
            )
    show(table)
    rows = make_table("question", "", "status", "figures", "reason")
    order = ("worse", "changed", "better")
    changes = sorted(found.changes, key=lambda change: order.index(change.verdict))
    for change in changes[:_CHANGES_SHOWN]:
        figures = " → ".join(", ".join(side) or "none" for side in change.figures) if any(change.figures) else ""
        status = " → ".join(dict.fromkeys(change.status))
        rows.add_row(f"{change.question_id} {change.question}", change.verdict, status, figures, change.reason)
    show(rows)
    counts = {verdict: sum(change.verdict == verdict for change in changes) for verdict in order}
    show(f"{found.n} questions in both · " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


def _latency(summary: JsonObject) -> str:
    latency = summary["latency_ms"]
    return f"median {_number(latency['p50'], 1)} ms, 95 % within {_number(latency['p95'], 1)} ms"


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _interval(bounds: Sequence[float | None]) -> str:
    low, high = bounds
    return "" if low is None or high is None else f"{low:.3f} to {high:.3f}"
