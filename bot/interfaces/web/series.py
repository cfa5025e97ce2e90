"""A series as bars under an answer: a table that everybody can read, with a bar in each row."""

from html import escape

from bot.languages.dates import spoken_period
from bot.prompts import Words
from bot.types import Language, Series, SeriesPoint, Source


def draw(words: Words, series: Series, language: Language) -> str:
    """HTML of the series; the bars begin at zero, so that their lengths compare as the values do."""
    longest = max(abs(point.value) for point in series.points) or 1.0
    rows = "".join(_row(words, point, longest, language) for point in series.points)
    title = words("series_title", name=series.name, unit=series.unit)
    return (
        f'<figure class="gg-series"><table><caption>{escape(title)} <small>{escape(series.scope)}</small></caption>'
        f'<thead class="gg-hidden"><tr><th scope="col">{escape(words("series_period"))}</th>'
        f'<th scope="col">{escape(series.unit)}</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<figcaption>{escape(words('series_sources'))} {_sources(series, words)}</figcaption></figure>"
    )


def _row(words: Words, point: SeriesPoint, longest: float, language: Language) -> str:
    share = abs(point.value) / longest * 100
    value = words(f"series_{point.mark}", value=f"{point.value:,g}") if point.mark else f"{point.value:,g}"
    part = f"<small>{escape(words('series_part'))}</small>" if point.part_of else ""
    kind = " gg-part" if point.part_of else ""
    bar = f'<span class="gg-bar{kind}" style="--share:{share:.1f}%" aria-hidden="true"></span>'
    return (
        f'<tr><th scope="row">{escape(spoken_period(point.covers, language))} {part}</th>'
        f"<td>{bar}{escape(value)}</td></tr>"
    )


def _sources(series: Series, words: Words) -> str:
    named = {point.source.url or point.source.id: point.source for point in series.points}
    return words("list_separator").join(map(_source, named.values()))


def _source(source: Source) -> str:
    label = escape(f"{source.publisher} {source.date[:4]}".strip())
    if not source.url:
        return label
    return f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{label}</a>'
