"""How a figure that an answer states has moved over time, from the register of figures."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.compose import in_script
from bot.answer.corpus import FactView
from bot.figures import FigureKind, find_figures
from bot.languages.tokens import content_words
from bot.types import Indicator, IndicatorValue, Knowledge, Language, Series, SeriesPoint

_FEWEST = 3  # values that make a series
_CHINESE_UNITS = {"十億": ("億", 10), "百萬": ("萬", 100)}
_DIGITS = 6  # more are noise of the multiplication
_MOST = 12  # what a phone can show under an answer; the newest are kept


def series_of(
    views: Sequence[FactView], knowledge: Knowledge, language: Language, *, asked: str = "", of_money: bool = False
) -> Series | None:
    """The series of the first fact shown that states a value of one; None without, or with too few values.

    Of several that a fact states, one of amounts goes first when the question asks for money, then the one whose name
    the question, `asked`, has most of.
    """
    for view in views:
        for indicator in indicators_of(view, knowledge, asked=asked, of_money=of_money):
            if len(values := comparable(indicator.values)) >= _FEWEST:
                return _series(indicator, [_point(value, knowledge) for value in values], language)
    return None


def indicators_of(view: FactView, knowledge: Knowledge, *, asked: str = "", of_money: bool = False) -> list[Indicator]:
    """The figures of which a fact states a value, likeliest meant by the question first."""
    stated = [one for one in knowledge.indicators if any(value.fact_id == view.fact.id for value in one.values)]
    words = frozenset(content_words(asked))
    return sorted(stated, key=lambda one: (of_money and not _is_money(one), -_named(one, words)))


def _named(indicator: Indicator, asked: frozenset[str]) -> int:
    """How many words of its name, in either language, a question has."""
    return max(len(asked & frozenset(content_words(name))) for name in indicator.name.values())


def _is_money(indicator: Indicator) -> bool:
    return any(figure.kind is FigureKind.MONEY for figure in find_figures(f"1 {indicator.unit['zh-Hant']}"))


def comparable(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """What can stand side by side: no value on which sources disagree, no part of a year that has a whole value or a
    later part."""
    agreed = [value for value in values if not value.conflicts]
    whole = {value.covers for value in agreed}
    last_part = {value.part_of: value for value in agreed if value.part_of}
    return [
        value
        for value in agreed
        if not value.part_of or (value.part_of not in whole and value is last_part[value.part_of])
    ]


def _series(indicator: Indicator, points: Sequence[SeriesPoint], language: Language) -> Series:
    written = (Language.ZH_HANT if language.is_chinese else Language.EN).value
    unit, times = _counted(indicator.unit[written])
    shown = [replace(point, value=round(point.value * times, _DIGITS)) for point in points[-_MOST:]]
    return Series(
        indicator_id=indicator.id,
        name=in_script(indicator.name[written], language),
        unit=in_script(unit, language),
        scope=in_script(indicator.scope[written], language),
        points=tuple(shown),
    )


def _counted(unit: str) -> tuple[str, int]:
    """A unit as its language counts, and what to multiply by: 十億港元 is said as 億港元, ten times as many."""
    for kept, (said, times) in _CHINESE_UNITS.items():
        if unit.startswith(kept):
            return said + unit.removeprefix(kept), times
    return unit, 1


def _point(value: IndicatorValue, knowledge: Knowledge) -> SeriesPoint:
    mark = "at_least" if value.at_least else "at_most" if value.at_most else "about" if value.approximate else ""
    return SeriesPoint(
        covers=value.covers,
        value=value.value,
        part_of=value.part_of,
        mark=mark,
        source=knowledge.sources[value.source_ids[0]],
    )
