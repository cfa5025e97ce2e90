"""A comparison as people read it: what was set otherwise, what the figures did, which answers changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.compare import Change, Comparison
from bot.evaluation.report.numbers import NOT_MEASURABLE
from bot.evaluation.report.settings import shown
from bot.evaluation.report.wording import MEASURE_WORDS
from bot.evaluation.scoring import is_better
from bot.evaluation.statistics import Difference

VERDICTS = ("worse", "changed", "better")
_TARGET = "target."
_DOCUMENT = f"{_TARGET}documents."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSetting:
    """Something the two runs were made with that is not the same."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A measure in both runs and what its change amounts to in words."""

    label: str
    difference: Difference
    meaning: str

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The bounds of the change's 95 % interval."""
        return self.difference.low, self.difference.high


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """All that is told of a comparison; the changed answers with the worse ones first."""

    comparison: Comparison
    counts: Mapping[str, int]
    settings: tuple[ChangedSetting, ...]
    figures: tuple[ChangedFigure, ...]
    changes: tuple[Change, ...]


def describe(comparison: Comparison) -> ChangeReport:
    """Put a comparison into words and order."""
    verdicts = [change.verdict for change in comparison.changes]
    return ChangeReport(
        comparison=comparison,
        counts={verdict: verdicts.count(verdict) for verdict in VERDICTS},
        settings=_changed_settings(comparison.settings),
        figures=tuple(
            ChangedFigure(label=MEASURE_WORDS[name].label, difference=one, meaning=_meaning(name, one))
            for name, one in comparison.measures.items()
        ),
        changes=tuple(sorted(comparison.changes, key=lambda change: VERDICTS.index(change.verdict))),
    )


def _meaning(name: str, difference: Difference) -> str:
    if difference.change is None:
        return NOT_MEASURABLE
    if not difference.change:
        return "no change"
    word = "better" if is_better(name, difference.change) else "worse"
    return f"clearly {word}" if difference.is_clear else f"{word}, within chance"


def _changed_settings(settings: Mapping[str, tuple[object, object]]) -> tuple[ChangedSetting, ...]:
    """The documents before the others, since they explain most."""
    names = sorted(settings, key=lambda name: (not name.startswith(_DOCUMENT), name))
    return tuple(_setting(name, *settings[name]) for name in names)


def _setting(name: str, before: object, after: object) -> ChangedSetting:
    if not name.startswith(_DOCUMENT):
        return ChangedSetting(name=name.removeprefix(_TARGET), before=shown(before), after=shown(after))
    came, went = before is None, after is None
    return ChangedSetting(
        name=f"document {name.removeprefix(_DOCUMENT)}",
        before="absent" if came else "present",
        after="absent" if went else "present" if came else "edited",
    )
