"""What a reader must know of a sentence's dates and the sentence does not say: remarks beside it, without figures.

The sentence itself is quoted and stays as it is. What is remarked on is read off the fact as written in English, where
it is, so that readers of every script are told the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.corpus import Corpus, FactView
from bot.answer.starts import announced
from bot.documents.review import is_overdue, review_rule
from bot.prompts import Words
from bot.types import Citation, Fact, Language, Sentence

_WITHIN_YEAR = re.compile(r"(\d{4})-(\d{2})/\1-(\d{2})(-\d{2})?")
_SAYS_PART = re.compile(
    r"\b(?:part-year|half-year|quarter|half of|first \w+ months|in a month"
    r"|from .{3,20}? to|[A-Z]\w+ (?:to|and) [A-Z]\w+ \d{4})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The day on which an answer is read, and the years that the question names."""

    today: date
    years: frozenset[str] = frozenset()


def remark_on(
    sentences: Sequence[Sentence],
    citations: Sequence[Citation],
    corpus: Corpus,
    words: Words,
    language: Language,
    times: Times,
) -> tuple[Sentence, ...]:
    """The sentences, each with what there is to remark on the facts that it cites."""
    facts = {one.n: corpus.view(one.passage_id.rpartition("#")[2], Language.EN) for one in citations}
    gap = " " if language is Language.EN else ""
    return tuple(replace(one, remark=gap.join(_remarks(one, facts, corpus, words, times))) for one in sentences)


def _remarks(
    sentence: Sentence, facts: Mapping[int, FactView], corpus: Corpus, words: Words, times: Times
) -> dict[str, None]:
    """The remarks, each once, in the order in which the sentence cites its facts."""
    keys = (key for number in sentence.citations for key in remark_keys(facts[number], corpus, times))
    return dict.fromkeys(map(words, keys))


def remark_keys(view: FactView, corpus: Corpus, times: Times) -> list[str]:
    """Which remarks a fact calls for, by their keys in messages.toml; none for one that says it has been replaced.

    Whoever asks for a year wants that year's count: no newer one takes its place.
    """
    fact, topic = view.fact, view.document.topic
    if fact.superseded_by:
        return []
    found = []
    if start := announced(fact.text, fact.as_of, times.today):
        found.append(f"remark_{start}")
    if _is_part_of_year(fact, corpus) and not _SAYS_PART.search(fact.text):
        found.append("remark_part")
    # An announcement whose day has passed is to be looked up anyway.
    asked_for = bool(fact.covers and times.years & view.years)
    if not (start or fact.undated or asked_for) and is_overdue(topic, fact, times.today):
        found.append(f"remark_{review_rule(topic, fact)}")
    return found


def _is_part_of_year(fact: Fact, corpus: Corpus) -> bool:
    """Whether a statistic covers some months of one year: so the register has it, or it runs to a month's end."""
    within = _WITHIN_YEAR.fullmatch(fact.covers)
    if within is None:
        return False
    _, first, last, day = within.groups()
    return fact.id in corpus.part_year or (not day and (first, last) != ("01", "12"))
