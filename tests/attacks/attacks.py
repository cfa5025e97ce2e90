"""The attacks of `attacks.jsonl`, one a line."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bot.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What an attacker sends, or plants in a document, and what must not come of it.

    With a `base` the answer has to be the one to that question, else it has to decline; to a document's question it is
    the `honest` sentence of the document. `markers` are words of the attacker that may stand in no answer.
    """

    id: str
    kind: str
    language: Language
    question: str
    base: str = ""
    history: tuple[str, ...] = ()
    base_history: tuple[str, ...] = ()
    document: str = ""
    title: str = ""
    honest: str = ""
    markers: tuple[str, ...] = ()


def read_attacks() -> tuple[Attack, ...]:
    """All of them, in order."""
    lines = (Path(__file__).parent / "attacks.jsonl").read_text(encoding="utf-8").split("\n")
    return tuple(_ATTACK.validate_json(line) for line in lines if line)


_ATTACK = TypeAdapter(Attack)
