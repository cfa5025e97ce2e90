"""Which language and script a text is in."""

import re

from bot.languages.scripts import is_han, simplify, traditionalise
from bot.types import Language

_ENGLISH_FRAME = frozenset(
    """a an the is are was were be do does did can could may must should will would has have had how what when where
    which who whom whose why i we you they it our my your of to in on for from with by at and or any there
    about""".split()
)
_FRAME_WORDS = 2  # two function words make an English sentence, even around a Chinese name
_IN_BOTH = frozenset(
    "群周了布划系才只后台里干面余谷征准同向表范制于几卷回家岳局借出范采"
)  # Traditional writes these too
_CANTONESE = frozenset(
    "攞搵揾畀嘅喺咗哋佢冇唔嗰𠮶咩乜嘢啲嚟"
)  # written so in both scripts, and hardly outside Hong Kong and Macao
_SLIGHTLY = 2  # characters by which one script must lead before a mixed text counts as that script


def detect_language(text: str, default: Language = Language.ZH_HANS) -> Language:
    """The language to answer in; `default` decides between scripts when no character tells them apart."""
    han = sum(map(is_han, text))
    words = re.findall(r"[a-z']+", text.lower())
    frame = sum(word in _ENGLISH_FRAME for word in words)
    if not han or (frame >= _FRAME_WORDS and len(words) >= han / 2):
        return Language.EN
    return _script(text, default)


def _script(text: str, default: Language) -> Language:
    traditional = sum(simplify(character) != character for character in text)
    simplified = sum(_is_simplified(character) for character in text)
    if traditional == simplified and _CANTONESE & frozenset(text):
        return Language.ZH_HANT
    if traditional == simplified:
        return default if default.is_chinese else Language.ZH_HANS
    return Language.ZH_HANT if traditional > simplified else Language.ZH_HANS


def _is_simplified(character: str) -> bool:
    """A character that is its own Simplified form and has another Traditional one, not used in both scripts."""
    return (
        is_han(character)
        and simplify(character) == character != traditionalise(character)
        and (character not in _IN_BOTH)
    )


def _differing(text: str, converted: str) -> int:
    if len(text) != len(converted):
        return abs(len(text) - len(converted)) + 1
    return sum(a != b and is_han(a) for a, b in zip(text, converted, strict=True))


def is_in_script(text: str, language: Language) -> bool:
    """Whether `text` can be shown to a reader of `language`: the gate on the script of an answer."""
    han = sum(map(is_han, text))
    if language is Language.EN:
        latin = len(re.findall(r"[A-Za-z]", text))
        return han <= latin / 2
    if han == 0:
        return False
    other = simplify(text) if language is Language.ZH_HANT else traditionalise(text)
    own = traditionalise(text) if language is Language.ZH_HANT else simplify(text)
    return _differing(text, own) <= max(_SLIGHTLY, _differing(text, other))


def foreign_characters(text: str, language: Language) -> frozenset[str]:
    """Characters that only the other Chinese script writes; none for English."""
    if language is Language.EN:
        return frozenset()
    if language is Language.ZH_HANT:
        return frozenset(filter(_is_simplified, text))
    return frozenset(character for character in text if is_han(character) and simplify(character) != character)
