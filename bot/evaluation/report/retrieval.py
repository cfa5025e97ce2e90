"""The report of `goglobal evaluate retrieval`: each mode's measures, drawn and in a table."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.evaluation.report.charts import Dot, DotChart, draw_dots
from bot.evaluation.report.numbers import commit_name, score
from bot.evaluation.report.templates import asset, fill
from bot.types import JsonObject

_MODE_WORDS: Mapping[str, str] = {
    "hybrid": "Hybrid",
    "dense": "Dense",
    "sparse": "Sparse",
}
_MEASURE_WORDS: Mapping[str, str] = {
    "nDCG@10": "quality of the first ten, the earlier the better",
    "R@1": "relevant documents found at the first place",
    "R@5": "relevant documents found among the first five",
    "R@10": "relevant documents found among the first ten",
    "RR@10": "one over the place of the first relevant document",
}


def render_retrieval(summary: JsonObject, name: str) -> str:
    """The page as HTML; `name` says which collection was searched."""
    modes = {mode: summary[mode] for mode in _MODE_WORDS if mode in summary}
    measures = list(next(iter(modes.values()))["intervals"])
    page = fill(
        "retrieval.html.j2",
        style=asset("style.css"),
        summary=summary,
        name=name,
        modes=modes,
        mode_words=_MODE_WORDS,
        measures=measures,
        measure_words=_MEASURE_WORDS,
        charts=[_draw(measure, modes) for measure in measures],
        commit=commit_name(summary["commit"]),
    )
    return str(page)


def _draw(measure: str, modes: Mapping[str, Mapping[str, Any]]) -> Markup:
    return draw_dots(
        DotChart(
            key=measure.replace("@", "-at-"),
            title=f"{measure} by mode",
            description="A dot for each mode's mean over the queries, with its 95% interval.",
            ticks=("0", "0.25", "0.5", "0.75", "1"),
            dots=tuple(_dot(_MODE_WORDS[mode], measure, found) for mode, found in modes.items()),
        )
    )


def _dot(label: str, measure: str, found: Mapping[str, Any]) -> Dot:
    low, high = found["intervals"][measure]
    return Dot(label=label, shown=score(found[measure]), value=found[measure], low=low, high=high)
