"""Sentences of running text in any of the languages, by punctuation; no model."""

import re

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st jr sr vs no nos vol fig co ltd inc corp dept gov gen col rev hon est approx cap para
    jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k""".split()
)
_END = re.compile(r"[。！？]+[」』”’》）\"']*|[.!?]+[\"'”’)\]]*(?=\s)|\n+")
_NEXT = re.compile(r"\s*[\"'“‘(\[]*[A-Z0-9\u3400-\u9fff]")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.+[\"'”’)\]]*$")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, trimmed, none empty; joined they hold every visible character of `text`."""
    sentences, start = [], 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    sentences.append(text[start:].strip())
    return tuple(sentence for sentence in sentences if sentence)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark ends a sentence: not after an initial or abbreviation, and only before what can begin one."""
    if match.group()[0] in "。！？\n":
        return True
    if not _NEXT.match(text, match.end()):
        return False
    word = _LAST_WORD.search(text[start : match.end()])
    return word is None or not (len(word[1]) == 1 or word[1].lower() in _ABBREVIATIONS)
