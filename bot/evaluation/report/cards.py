"""Answers as the page lists them: those to mend first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.evaluation.measures import found_facts
from bot.evaluation.report.wording import kind_of_reason
from bot.evaluation.scoring import ScoredAnswer
from bot.languages.detection import detect_language
from bot.types import Language


class Outcome(StrEnum):
    """What is to be thought of an answer."""

    MEND = "mend"
    RIGHT = "right"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFact:
    """A gold fact as it is mainly written, how else it may be, and whether the answer states it."""

    text: str
    others: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer with what the page adds to it; `anchor` is where links find it."""

    anchor: str
    one: ScoredAnswer
    outcome: Outcome
    facts: tuple[ExpectedFact, ...]

    @property
    def question_language(self) -> Language:
        """The language of the question's own words."""
        return language_of(self.one.question.question, self.one.question.language)

    @property
    def answer_language(self) -> Language:
        """The language of the answer's words."""
        return language_of(self.one.record.text, self.one.record.language)


def cards_of(scored: Iterable[ScoredAnswer]) -> list[Card]:
    """A card for each answer; those to mend first, else in order."""
    cards = [_card(place, one) for place, one in enumerate(scored, 1)]
    return sorted(cards, key=lambda card: card.outcome is not Outcome.MEND)


def anchors_of(cards: Iterable[Card]) -> Mapping[str, str]:
    """Where the first answer to each question stands, by question id."""
    return {card.one.question.id: card.anchor for card in cards if card.one.record.repeat == 0}


def by_reason(scored: Iterable[ScoredAnswer]) -> list[tuple[str, list[str]]]:
    """Kinds of reasons with the ids of the questions behind them, the most frequent first."""
    found: dict[str, dict[str, None]] = {}
    for one in scored:
        if one.reason:
            found.setdefault(kind_of_reason(one.reason), {})[one.question.id] = None
    return sorted(((reason, list(ids)) for reason, ids in found.items()), key=lambda entry: -len(entry[1]))


def language_of(text: str, known: Language | None = None) -> Language:
    """The language that a text is marked with, so that Chinese characters get their glyphs."""
    return known or detect_language(text)


def choices(cards: Sequence[Card]) -> dict[str, list[str]]:
    """What the list can be filtered by: of each field, the values that occur."""
    return {
        "language": sorted({card.question_language.value for card in cards}),
        "kind": sorted({card.one.question.kind for card in cards} - {""}),
        "topic": sorted({card.one.question.topic for card in cards} - {""}),
        "status": sorted({card.one.record.status.value for card in cards}),
    }


def _card(place: int, one: ScoredAnswer) -> Card:
    return Card(anchor=f"answer-{place}", one=one, outcome=_outcome(one), facts=_facts(one))


def _outcome(one: ScoredAnswer) -> Outcome:
    if one.reason:
        return Outcome.MEND
    return Outcome.RIGHT if one.question.is_labelled else Outcome.UNLABELLED


def _facts(one: ScoredAnswer) -> tuple[ExpectedFact, ...]:
    held = found_facts(one.question, one.record)
    written = (fact.split("|") for fact in one.question.gold_facts)
    return tuple(
        ExpectedFact(text=main, others=tuple(others), found=found)
        for (main, *others), found in zip(written, held, strict=True)
    )
