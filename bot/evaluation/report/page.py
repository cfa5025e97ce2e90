"""The report of a run: one file that needs nothing else, for a manager on a phone and at a desk."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.evaluation.compare import Comparison
from bot.evaluation.report.calibration import draw_calibration
from bot.evaluation.report.cards import anchors_of, by_reason, cards_of, choices, language_of
from bot.evaluation.report.changes import describe
from bot.evaluation.report.charts import Dot, DotChart, draw_dots, thinned
from bot.evaluation.report.figures import MAIN, Slice, Slicing, figures_of, headline, slicings, verdict
from bot.evaluation.report.latency import draw_latency, latency_bins
from bot.evaluation.report.numbers import percent
from bot.evaluation.report.settings import documents_of, measured, shown_settings
from bot.evaluation.report.templates import asset, fill
from bot.evaluation.report.wording import JUDGE_WORDS, MEASURE_WORDS, PARITY_WORDS
from bot.evaluation.scoring import ScoredAnswer
from bot.types import JsonObject

_TABLE_ROWS = 12  # of the curve's table, which may have as many points as there are answers


def render(summary: JsonObject, scored: Sequence[ScoredAnswer], comparison: Comparison | None = None) -> str:
    """The page as HTML; the answers to mend come first, and those of a comparison that are worse."""
    page = fill(
        "report.html.j2",
        style=asset("style.css"),
        script=asset("report.js"),
        summary=summary,
        change=describe(comparison) if comparison else None,
        **_figures(summary),
        **_parity(summary, scored),
        **_charts(summary, scored),
        **_answers(scored),
    )
    return str(page)


def _figures(summary: JsonObject) -> Mapping[str, object]:
    return {
        "verdict": verdict(summary),
        "measured": measured(summary),
        "main": figures_of(summary)[MAIN],
        "groups": headline(summary),
        "words": MEASURE_WORDS,
        "judge_words": JUDGE_WORDS,
        "settings": list(shown_settings(summary["settings"])),
        "documents": documents_of(summary),
    }


def _parity(summary: JsonObject, scored: Sequence[ScoredAnswer]) -> Mapping[str, object]:
    differing = summary["parity"]["differing"]
    members = {
        name: [one for one in scored if one.question.group == name and not one.record.repeat] for name in differing
    }
    return {"parity_words": PARITY_WORDS, "members": members}


def _charts(summary: JsonObject, scored: Sequence[ScoredAnswer]) -> Mapping[str, object]:
    bins = latency_bins(scored)
    return {
        "slicings": [(one, _draw_slicing(one, summary[MAIN])) for one in slicings(summary)],
        "curve": draw_calibration(summary),
        "points": thinned(summary["calibration"]["points"], _TABLE_ROWS),
        "bins": bins,
        "histogram": draw_latency(bins, summary),
    }


def _draw_slicing(slicing: Slicing, whole: float | None) -> Markup:
    return draw_dots(
        DotChart(
            key=slicing.key.replace("_", "-"),
            title=f"Handled rightly, {slicing.title.lower()}",
            description="A dot for each share with its 95% interval; the dashed line is the share of all questions.",
            dots=tuple(_dot(one) for one in slicing.slices),
            whole=whole,
        )
    )


def _dot(part: Slice) -> Dot:
    main = part.main
    label = f"{part.label} ({main.n:,})"
    return Dot(label=label, shown=percent(main.value), value=main.value, low=main.low, high=main.high)


def _answers(scored: Sequence[ScoredAnswer]) -> Mapping[str, object]:
    cards = cards_of(scored)
    return {
        "cards": cards,
        "anchors": anchors_of(cards),
        "reasons": by_reason(scored),
        "choices": choices(cards),
        "language_of": language_of,
    }
