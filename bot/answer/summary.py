"""What is said of an answer at a glance, in the words of the page: its sources, how new they are, who worded it."""

from bot.languages.dates import spoken
from bot.prompts import Words
from bot.types import Answer, Series, Source


def newest(answer: Answer) -> str:
    """The newest date at which something cited held, ISO; empty where no source shows one."""
    return max((citation.as_of for citation in answer.citations if not citation.undated), default="")


def in_short(answer: Answer, words: Words) -> str:
    """How many sources, how new the newest, and who worded it; empty for an answer without evidence.

    `words` are those of interface.toml in the answer's language.
    """
    return f"{_sources(answer, words)} · {worded_by(answer, words)}" if answer.citations else ""


def worded_by(answer: Answer, words: Words) -> str:
    """Whether the sentences are quoted or a model's, which is named."""
    return words("made_worded", model=answer.model) if answer.mode == "llm" else words("made_quoted")


def series_sources(series: Series) -> tuple[Source, ...]:
    """Each page behind a series once, in the order of its points."""
    return tuple({point.source.url or point.source.id: point.source for point in series.points}.values())


def _sources(answer: Answer, words: Words) -> str:
    count = len({citation.source.id for citation in answer.citations})
    many = "one" if count == 1 else "many"
    if date := newest(answer):
        return words(f"summary_{many}", count=count, newest=spoken(date, answer.language))
    return words(f"summary_undated_{many}", count=count)
