"""Gold facts: what a right answer must contain, and whether a text does (the question file's definition)."""

import re

from bot.languages.scripts import fold


def normalise(text: str) -> str:
    """NFKC, lower case, Simplified, no white space, no thousands separators."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", "", fold(text)))


def holds(gold_fact: str, text: str) -> bool:
    """Whether any of a gold fact's alternatives, separated by `|`, occurs in a text."""
    normal = normalise(text)
    return any(normalise(alternative) in normal for alternative in gold_fact.split("|"))
