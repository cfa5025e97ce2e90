"""Questions of the collection that are labelled with the facts that answer them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.types import Language

COLLECTION = Path(__file__).parent / "collection"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with the ids of the facts of which each answers it; none when nothing does."""

    text: str
    language: Language
    facts: frozenset[str]


def read_asked(name: str = "asked.tsv") -> list[Labelled]:
    """Rows of fact, language and question."""
    with (COLLECTION / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Labelled(text, Language(language), frozenset((fact,))) for fact, language, text in rows]


def read_labelled(name: str) -> list[Labelled]:
    """Rows of topic, language, question and facts, separated by commas, or NONE."""
    with (COLLECTION / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Labelled(text, Language(language), frozenset(map(str.strip, facts.split(","))) - {"NONE"})
            for _, language, text, facts in rows
        ]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that nothing answers once the facts with the ids in `removed` are gone; none where nothing ever did.

    `kind` is the kind of detail asked for, or what is amiss where nothing answers anyway.
    """

    topic: str
    text: str
    language: Language
    removed: frozenset[str]
    kind: str


def read_near_misses(path: Path = COLLECTION / "near_misses.tsv") -> list[NearMiss]:
    """Rows of topic, language, question, the facts to take out, separated by commas, or NONE, and kind."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            NearMiss(topic, text, Language(language), frozenset(facts.split(",")) - {"NONE"}, kind)
            for topic, language, text, facts, kind in rows
        ]


def read_forms() -> list[tuple[str, str]]:
    """The Mandarin and the written-Cantonese form of each question of `cantonese.tsv`."""
    with (COLLECTION / "cantonese.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(mandarin, cantonese) for _, mandarin, cantonese in rows]
