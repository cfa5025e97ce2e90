"""Reads a model's completion: sentences with the numbers that they cite, in whatever brackets the model wrote them."""

import re
from dataclasses import dataclass

from bot.languages.sentences import split_sentences

_LIST = r"\^?\d{1,3}(?:\s*[,，、;；]\s*\^?\d{1,3})*"
_MARK = (
    rf"\s*(?:[\[【［]\s*{_LIST}\s*[\]】］]"
    # In round brackets a number may be part of a provision, 第14條（1）, and is a mark only where a clause ends.
    rf"|(?<![條条款項项節节])（\s*{_LIST}\s*）(?=\s*(?:[。！？.!?，,；;]|[\[【［（]|$)))"
)
_MARKS = re.compile(rf"(?:{_MARK})+", re.MULTILINE)
_AFTER_END = re.compile(rf"(?P<end>[。！？.!?]+[」』”’》）)\"']*)(?P<marks>(?:{_MARK})+)", re.MULTILINE)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # models that reason put it before what they say
_MARKUP = re.compile(
    r"[*`|~]|__|!\[|\]\s?[(\[]|</?[a-z!]|&#?\w+;|^\s*(?:#{1,6}\s|[-+•>]\s)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One sentence of a completion, without its marks, and the numbers that these name."""

    text: str
    cited: tuple[int, ...]


def read_completion(text: str) -> tuple[Draft, ...]:
    """The sentences in order, each once; a mark after a full stop belongs to the sentence before it."""
    said = _AFTER_END.sub(r"\g<marks>\g<end>", _THOUGHT.sub("", text))
    drafts = (_draft(sentence) for sentence in split_sentences(said))
    return tuple(dict.fromkeys(draft for draft in drafts if any(map(str.isalnum, draft.text))))


def has_markup(text: str) -> bool:
    """Whether a text holds Markdown or HTML: emphasis, code, a heading, a list, a link, an image, a tag, an entity."""
    return bool(_MARKUP.search(text))


def _draft(sentence: str) -> Draft:
    cited = [int(number) for marks in _MARKS.findall(sentence) for number in re.findall(r"\d+", marks)]
    return Draft(text=_MARKS.sub("", sentence).strip(), cited=tuple(dict.fromkeys(cited)))
