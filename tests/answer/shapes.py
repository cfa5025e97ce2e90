"""Questions labelled with the shape that their answer should have; the half marked `held` is for measuring only."""

from dataclasses import dataclass
from pathlib import Path

from bot.types import Language

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, its script, whether it is held back from the making of rules, and its label."""

    is_held: bool
    language: Language
    label: str
    question: str


def read(name: str) -> list[Labelled]:
    """The questions of one file, as `comparisons`."""
    rows = (line.split("\t") for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines())
    return [Labelled(half == "held", Language(script), label, question) for half, script, label, question in rows]
