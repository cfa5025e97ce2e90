"""Conversion between Chinese scripts and folding for search; OpenCC (Apache-2.0) knows the characters."""

import unicodedata
from functools import cache

import opencc  # type: ignore[import-untyped]

_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’"})  # GB/T 15834-2011 uses curved quotation marks


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def simplify(text: str) -> str:
    """Hong Kong Traditional to Simplified as it is shown to a reader, punctuation included."""
    converted: str = _converter("hk2s").convert(text)
    return converted.translate(_QUOTES)


def traditionalise(text: str) -> str:
    """Simplified to Hong Kong Traditional; used only to tell scripts apart, never to write answers."""
    converted: str = _converter("s2hk").convert(text)
    return converted


def fold(text: str) -> str:
    """One form for search and comparison: NFKC, lower case, Simplified."""
    converted: str = _converter("t2s").convert(unicodedata.normalize("NFKC", text))
    return converted.lower()


def is_han(character: str) -> bool:
    """True for a CJK ideograph (URO, extension A, compatibility)."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
