"""The summary of a run for a pull request."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from bot.evaluation.compare import Comparison
from bot.evaluation.report.cards import by_reason
from bot.evaluation.report.changes import describe
from bot.evaluation.report.figures import Figure, Slicing, figures_of, slicings, verdict
from bot.evaluation.report.numbers import commit_name, counted, interval, moment, percent, points
from bot.evaluation.report.settings import UNKNOWN, shown, shown_settings
from bot.evaluation.report.wording import PARITY_WORDS
from bot.evaluation.scoring import ScoredAnswer
from bot.types import JsonObject

_MARKUP = re.compile(r"([\\`*\[\]|])")
_IDS = 5  # named for each reason
_SLICED = ("handled_rightly", "gold_fact_recall", "abstention_recall", "false_abstention", "figure_faithfulness")


def to_markdown(summary: JsonObject, scored: Sequence[ScoredAnswer], comparison: Comparison | None = None) -> str:
    """The figures as tables, GitHub's kind, with what they are of at the foot."""
    blocks = [
        "## Evaluation",
        _text(verdict(summary)),
        *_incomplete(summary),
        _headline(summary),
        *(_sliced(slicing) for slicing in slicings(summary) if slicing.key != "by_topic"),
        _parity(summary),
        _failures(scored),
        *(_changes(comparison) if comparison else ()),
        _footer(summary),
    ]
    return "\n\n".join(blocks) + "\n"


def _incomplete(summary: JsonObject) -> Iterator[str]:
    if not summary["complete"]:
        held = counted(summary["n_answers"], "answer")
        yield f"**This run is not complete:** it holds {held} to {counted(summary['n_questions'], 'question')}."


def _headline(summary: JsonObject) -> str:
    figures = figures_of(summary).values()
    rows = ((one.label, percent(one.value), interval(one.interval), f"{one.n:,} {one.of}") for one in figures)
    return _table(("measure", "value", "95% interval", "of"), rows)


def _sliced(slicing: Slicing) -> str:
    labels = [slicing.slices[0].figures[name].label for name in _SLICED]
    rows = (
        (part.label, f"{part.n:,}", *(_with_interval(part.figures[name]) for name in _SLICED))
        for part in slicing.slices
    )
    return f"### {slicing.title}\n\n" + _table((slicing.noun.lower(), "questions", *labels), rows)


def _with_interval(figure: Figure) -> str:
    return percent(figure.value) + (f" ({interval(figure.interval)})" if figure.value is not None else "")


def _parity(summary: JsonObject) -> str:
    found = summary["parity"]
    rows = ((label, percent(found[aspect]), f"{found['n']:,}") for aspect, label in PARITY_WORDS.items())
    table = _table(("between scripts", "agree", "of"), rows)
    differing = _named(list(found["differing"]))
    return f"### One question in every script\n\n{table}" + (f"\n\nDiffering: {differing}." if differing else "")


def _failures(scored: Sequence[ScoredAnswer]) -> str:
    found = by_reason(scored)
    if not found:
        return "### To mend\n\nNothing."
    rows = ((reason, f"{len(ids):,}", _named(ids)) for reason, ids in found)
    return "### To mend\n\n" + _table(("reason", "questions", "the first of them"), rows)


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:_IDS]) + (" …" if len(names) > _IDS else "")


def _changes(comparison: Comparison) -> Iterator[str]:
    change = describe(comparison)
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in change.counts.items())
    yield f"### Compared with {_text(comparison.before)}"
    yield f"{counts}, of {counted(comparison.n, 'question')} in both runs."
    rows = (
        (
            one.label,
            percent(one.difference.before),
            percent(one.difference.after),
            points(one.difference.change),
            f"{points(one.difference.low)} to {points(one.difference.high)}" if one.difference.low is not None else "",
            one.meaning,
        )
        for one in change.figures
    )
    yield _table(("measure", "before", "after", "change, points", "95% interval", "clear?"), rows)
    if change.settings:
        yield _table(("setting", "before", "after"), ((one.name, one.before, one.after) for one in change.settings))


def _footer(summary: JsonObject) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in shown_settings(summary["settings"]))
    return "\n".join(
        (
            f"<sub>Commit {_text(commit_name(summary['commit']))}; mode {_text(summary['mode'] or UNKNOWN)}; "
            f"model {_text(shown(summary['model']))}; corpus version {_text(summary['corpus_version'] or UNKNOWN)}; "
            f"{counted(summary['n'], 'question')}, {counted(summary['n_answers'], 'answer')}; "
            f"{_text(moment(summary['started_at']))}.<br>",
            f"{_text(settings)}.</sub>",
        )
    )


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(_text, line))} |" for line in lines)


def _text(text: str) -> str:
    """Data as plain text: no markup of its own, no new cell, no new line."""
    return " ".join(_MARKUP.sub(r"\\\1", escape(text, quote=False)).split())
