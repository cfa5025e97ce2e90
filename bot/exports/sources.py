"""The numbered sources of one answer: those that it cites, then those that only a series of figures rests on."""

from collections.abc import Mapping

from bot.answer.compose import in_script
from bot.exports.model import Run, SourceEntry, SourceList, Tone
from bot.exports.text import one_line, web_address
from bot.exports.words import ExportWords
from bot.languages.dates import spoken
from bot.types import Answer, Citation, Source


def number_sources(answer: Answer) -> Mapping[str, int]:
    """The number under which each source of an answer is listed, by its id; the first where it is cited twice."""
    numbers: dict[str, int] = {}
    for citation in answer.citations:
        numbers.setdefault(citation.source.id, citation.n)
    following = max((citation.n for citation in answer.citations), default=0) + 1
    for source in _of_series(answer):
        if source.id not in numbers:
            numbers[source.id], following = following, following + 1
    return numbers


def list_sources(answer: Answer, words: ExportWords) -> SourceList | None:
    """The list under an answer; None where it has no sources."""
    numbers, cited = number_sources(answer), {citation.source.id for citation in answer.citations}
    uncited = {numbers[source.id]: source for source in _of_series(answer) if source.id not in cited}
    entries = [_cited(citation, words) for citation in answer.citations]
    entries += [_entry(number, source, words, [_published(source, words)]) for number, source in uncited.items()]
    return SourceList(words.page("sources_title"), tuple(entries)) if entries else None


def _of_series(answer: Answer) -> list[Source]:
    points = answer.series.points if answer.series else ()
    return list({point.source.id: point.source for point in points}.values())


def _cited(citation: Citation, words: ExportWords) -> SourceEntry:
    # That a page is undated is said once, by when it was read.
    published = [] if citation.undated and not citation.source.date else [_published(citation.source, words)]
    held = words.as_of(citation.as_of, undated=citation.undated)
    told = [*published, held, words.page(f"freshness_{citation.freshness.value}")]
    named = dict.fromkeys(one_line(other.publisher) for other in citation.other_sources)
    return _entry(
        citation.n,
        citation.source,
        words,
        told,
        quote=one_line(in_script(citation.quote, words.language, citation.quote_language)),
        others=words.page("also_in", others=words.page("list_separator").join(named)) if named else "",
    )


def _entry(
    number: int, source: Source, words: ExportWords, told: list[str], *, quote: str = "", others: str = ""
) -> SourceEntry:
    name = words.own("source", publisher=one_line(source.publisher), title=one_line(source.title))
    return SourceEntry(
        n=number,
        name=Run(name, Tone.STRONG),
        told=" · ".join(told),
        quote=quote,
        others=others,
        address=Run(url, url=web_address(url)) if (url := one_line(source.url)) else Run(words.page("no_link")),
    )


def _published(source: Source, words: ExportWords) -> str:
    if not source.date:
        return words.page("published_undated")
    return words.page("published", date=spoken(source.date, words.language))
