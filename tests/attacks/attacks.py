"""The attacks of `attacks.jsonl`, one a line."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

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
    known = {field.name for field in fields(Attack)}
    found = [json.loads(line) for line in filter(None, lines)]
    assert all(one.keys() <= known for one in found)
    return tuple(
        Attack(
            **{
                name: Language(value) if name == "language" else tuple(value) if isinstance(value, list) else value
                for name, value in one.items()
            }
        )
        for one in found
    )
