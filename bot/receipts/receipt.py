"""A receipt: what was answered, and by which words of the knowledge base."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.types import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """An answer as it was given; question and query are empty where questions are not stored."""

    answer: Answer
    kept_at: datetime
    """In UTC."""
    digests: Mapping[str, str]
    """The digest of each quoted passage's text by `passage_id`, to tell whether the passage still reads so."""
    verdict: str = ""
    """`up` or `down`, the last that was given; empty when nobody rated the answer."""
    comment: str = ""
    """What came with the verdict; personal numbers are masked."""


def digest(text: str) -> str:
    """SHA-256 of a passage's text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
