"""Figures of the knowledge base as tables in the terminal."""

from bot.documents.review import ReviewRule
from bot.documents.stats import KnowledgeStats
from bot.interfaces.terminal import make_table, show

_OVERDUE_SHOWN = 20


def stats_tables(stats: KnowledgeStats) -> None:
    """What there is, whence it comes, how old it is, and the facts that are longest overdue."""
    _counts(stats)
    _kinds(stats)
    _ages(stats)
    _overdue(stats)


def _counts(stats: KnowledgeStats) -> None:
    counts = stats.counts
    show(
        f"{counts.sheets} sheets · {counts.facts} facts in {counts.sections} sections · {counts.sources} sources · "
        f"{counts.terms} terms · {counts.indicators} indicators with {counts.values} values"
    )
    share = "–" if stats.primary_share is None else f"{stats.primary_share:.0%}"
    show(f"{stats.with_primary} facts ({share}) rest on at least one primary source\n")


def _kinds(stats: KnowledgeStats) -> None:
    table = make_table("kind", "sources")
    for kind, number in stats.sources_by_kind.items():
        table.add_row(kind, str(number))
    show(table)
    show("")


def _ages(stats: KnowledgeStats) -> None:
    table = make_table("topic", "facts", "newest", "median", "oldest", "undated")
    for age in stats.ages:
        table.add_row(age.topic, str(age.facts), age.newest, age.median, age.oldest, str(age.undated or ""))
    show(table)
    show("")


def _overdue(stats: KnowledgeStats) -> None:
    if not stats.overdue:
        show("Nothing is overdue for review.")
        return
    table = make_table("overdue for review", "topic", "as of", "rule")
    for one in stats.overdue[:_OVERDUE_SHOWN]:
        table.add_row(one.id, one.topic, one.as_of, one.rule.value)
    show(table)
    shown = min(len(stats.overdue), _OVERDUE_SHOWN)
    months = ", ".join(f"{rule.value} {rule.months} months" for rule in ReviewRule)
    show(f"{shown} of {len(stats.overdue)} overdue shown, the longest first ({months})")
