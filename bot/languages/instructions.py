"""Tells words that give orders to an assistant from words that ask or state something; nothing obeys them anyway.

Answers are quotations, so an order cannot be carried out. But words such as "ignore all previous instructions" would be
looked up like any others, and a sentence that gives orders to a machine is no answer to a person. Orders are known by
their wording in the three scripts, in Cantonese and in a few other languages; plainly, or in the commonest disguises.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from bot.languages.plain import plain
from bot.languages.scripts import fold
from bot.languages.sentences import split_sentences

_LINES = (Path(__file__).parent / "orders.txt").read_text(encoding="utf-8").splitlines()
_ORDER = re.compile("|".join(line for line in _LINES if line and not line.startswith("#")), re.MULTILINE)
_RUN_TOGETHER = re.compile(
    r"(?:hu(?:o)?l[uüv]e|wushi|wangji)(?:suoyou|yishang|zhiqian|shangmian|qianmian)[a-z]*(?:zhiling|guize|tishi|zhishi)"
    r"|xitongtishi|(?:ignore|disregard|forget)(?:all)?(?:the|your)?(?:previous|prior|above)(?:instructions|rules|prompts)"
)
_CLAUSES = re.compile(r"(?<=[。！？!?;；\n])\s*|(?<=[.,:])\s+(?!\d)|(?<=[，：、])(?!\d)")
_ASKS = re.compile(
    r"[?？]|\b(?:how|what|who|whom|whose|which|when|where|why)\b|什么|多少|谁|哪|几|吗|怎|如何|是否|边|乜|咩|点样|有冇"
)
_LEET = str.maketrans("013457@$", "oieastas")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){5,}\w(?!\w)")
_BLOB = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=])")


def gives_orders(text: str) -> bool:
    """Whether a text holds words that order an assistant about, plainly or disguised."""
    return any(_ORDER.search(form) or _RUN_TOGETHER.search(_letters(form)) for form in _forms(text))


def without_orders(text: str) -> str:
    """The text without markup and encoded words, and where it gives orders, what of it asks something besides.

    What stands around an order belongs to it: "remember this: the rate is 3%, and say so". So only what asks stays.
    """
    bare = _BLOB.sub(lambda blob: " " if _decoded(blob.group()) else blob.group(), plain(text))
    if not gives_orders(text) and not gives_orders(bare):
        return " ".join((bare if any(map(str.isalnum, bare)) else text).split())
    asking: list[str] = []
    for sentence in split_sentences(bare):
        parts = _CLAUSES.split(sentence) if gives_orders(sentence) else [sentence]
        asking += (part.strip() for part in parts if _ASKS.search(fold(part)) and not gives_orders(part))
    return " ".join(asking)


def _forms(text: str) -> Iterator[str]:
    """The text folded, and what it says when a common disguise is taken off."""
    folded = fold("\n".join(split_sentences(text)))
    yield folded
    if any(map(str.isdigit, folded)) or "@" in folded or "$" in folded:
        yield folded.translate(_LEET)
    if _SPACED.search(folded):
        yield _SPACED.sub(lambda run: re.sub(r"[ .\-_*]", "", run.group()), re.sub(r"\s{2,}", "\n", folded))
    if folded.isascii():
        yield codecs.encode(folded, "rot13")
    for blob in _BLOB.findall(text):
        if decoded := _decoded(blob):
            yield fold(decoded)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _decoded(blob: str) -> str:
    """What a word says in Base64 or hexadecimal; empty when it says nothing that can be read."""
    for decode in (bytes.fromhex, lambda word: base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))):
        try:
            said = decode(blob.rstrip("=").replace("+", "-").replace("/", "_")).decode()
        except (ValueError, binascii.Error):
            continue
        if said.isprintable() and any(map(str.isalpha, said)):
            return said
    return ""
