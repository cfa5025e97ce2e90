"""The figures of a summary with the words that explain them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.measures import LOWER_IS_BETTER, MEASURES
from bot.evaluation.report.numbers import counted, interval, percent
from bot.evaluation.report.wording import HEADLINE, LANGUAGE_WORDS, MEASURE_WORDS
from bot.types import JsonObject

MAIN = "handled_rightly"
_BY_LANGUAGE = "by_language"
_SLICINGS = (
    (_BY_LANGUAGE, "By language and script", "Language"),
    ("by_kind", "By kind of question", "Kind"),
    ("by_topic", "By topic", "Topic"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of a run or of a part of it; `n` counts what `of` names."""

    name: str
    label: str
    meaning: str
    of: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    lower_is_better: bool

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The bounds of the 95 % interval."""
        return self.low, self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The questions of one language, kind or topic."""

    name: str
    label: str
    n: int
    figures: Mapping[str, Figure]

    @property
    def main(self) -> Figure:
        """The measure that sums the others up."""
        return self.figures[MAIN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slicing:
    """All parts of a run in one respect."""

    key: str
    title: str
    noun: str
    slices: tuple[Slice, ...]


def figures_of(content: JsonObject) -> dict[str, Figure]:
    """Every measure of a summary, or of a part of one, by name."""
    return {name: _figure(name, content) for name in MEASURES}


def _figure(name: str, content: JsonObject) -> Figure:
    words = MEASURE_WORDS[name]
    low, high = content["intervals"][name]
    return Figure(
        name=name,
        label=words.label,
        meaning=words.meaning,
        of=words.of,
        value=content[name],
        low=low,
        high=high,
        n=content["measured"][name],
        lower_is_better=name in LOWER_IS_BETTER,
    )


def headline(summary: JsonObject) -> dict[str, list[Figure]]:
    """The figures after the main one, in groups that each tell one thing."""
    found = figures_of(summary)
    return {title: [found[name] for name in names] for title, names in HEADLINE.items()}


def slicings(summary: JsonObject) -> list[Slicing]:
    """The run by language, and by kind and topic with the weakest first."""
    return [_slicing(key, title, noun, summary[key]) for key, title, noun in _SLICINGS if summary[key]]


def _slicing(key: str, title: str, noun: str, content: JsonObject) -> Slicing:
    slices = [
        Slice(name=name, label=LANGUAGE_WORDS.get(name, name), n=part["n"], figures=figures_of(part))
        for name, part in content.items()
    ]
    if key != _BY_LANGUAGE:
        slices.sort(key=_weakest_first)
    return Slicing(key=key, title=title, noun=noun, slices=tuple(slices))


def _weakest_first(one: Slice) -> tuple[bool, float, str]:
    return one.main.value is None, one.main.value or 0.0, one.name


def verdict(summary: JsonObject) -> str:
    """The run in one sentence."""
    found = figures_of(summary)
    return f"{_handled(summary, found[MAIN])}; {_faithful(found['figure_faithfulness'])}."


def _handled(summary: JsonObject, main: Figure) -> str:
    if main.value is None:
        return "No question here says how it should be answered, so nothing can be said of how many are handled rightly"
    noun = "question" if summary["n"] == summary["n_answers"] else "answer"
    right = round(main.value * main.n)
    verb = "is" if main.n == 1 else "are"
    share = f"{percent(main.value)}; 95% interval {interval(main.interval)}"
    return f"{right:,} of {counted(main.n, noun)} {verb} handled rightly ({share})"


def _faithful(figure: Figure) -> str:
    if figure.value is None:
        return "no answer states a figure that could be checked"
    missing = round((1 - figure.value) * figure.n)
    if not missing:
        return "every figure in the answers stands in a cited passage"
    verb = "stands" if missing == 1 else "stand"
    return f"{missing:,} of {counted(figure.n, 'figure')} in the answers {verb} in no cited passage"
