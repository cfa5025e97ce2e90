"""Tokens for sparse search: Porter stems for English, character uni- and bigrams for Chinese.

Chinese bigrams with unigrams beat word segmentation on public reading-comprehension sets (see README, "How an answer
is made"), need no dictionary and treat both scripts alike after folding.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import Stemmer

from bot.languages.colloquial import to_written
from bot.languages.scripts import fold, is_han

ANALYSER = "snowball-en+han-1-2gram+t2s/5"  # kept in the index manifest: an index speaks only its own analyser

_STOP_WORDS = frozenset(
    """a an and any are as at be been being by can could did do does done for from get give go had has have he her his
    how i if in into is it its just let me my need of on or our out please she should so some such tell than that the
    their them then there these they this those to too up us was we were what when where which while who whom whose why
    will with would you your about also am but not no yes much many may might must want like know""".split()
)
# Words that frame a Chinese question and say nothing of its subject; longest first.
_STOP_PHRASES = sorted(
    """请问 请教 想问 想知道 我想 我们 你们 他们 咱们 是否 是不是 有没有 能不能 可不可以 可以 能否 能够 怎么样
    怎么 怎样 如何 什么 什么时候 何时 几时 哪些 哪个 哪里 哪位 多少 为什么 为何 吗 呢 吧 啊 的 了 是 有 在
    和 与 及 或 我 你 他 它 这 那 要 会 能 到底 究竟 现在 目前 一下 告诉 需要 应该 才 就 都 也 还 又 被 把
    给 让 对 于 个 些 谁 之 其 请 嘛 没""".split(),
    key=lambda phrase: (-len(phrase), phrase),
)
# Words of the subject that have a stop word inside them and are to stay whole.
_WHOLE = """申请 邀请 人才 委员会 协会 商会 机会 社会 会计 会议 大会 国有 所有 有限 能源 产能 性能 功能 主要 要求 重要
    给予 对外 对冲""".split()
_STOP_PATTERN = re.compile(f"({'|'.join(_WHOLE)})|{'|'.join(map(re.escape, _STOP_PHRASES))}")
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\u3400-\u9fff\uf900-\ufaff]+")
_UNBROKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[a-z]+(?:[&+][a-z]+)*|\d+(?:[.,]\d+)*%?")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def analyse(text: str) -> list[str]:
    """Search tokens of a text in any of the languages, in reading order, repeats kept."""
    return [token for token, _ in _tokens(text)]


def content_words(text: str) -> list[str]:
    """The tokens of `analyse` that say something alone: stems, figures, and of Chinese the pairs of characters."""
    return [token for token in analyse(text) if len(token) > 1 or token.isascii()]


def surfaces(text: str) -> dict[str, str]:
    """Each distinct search token of a text with the form in which it first stands there: of a stem, the word."""
    found: dict[str, str] = {}
    for token, surface in _tokens(text):
        found.setdefault(token, surface)
    return found


def phrases(text: str) -> frozenset[str]:
    """Three characters in a row of a Chinese text, stop words and all; two stems in a row of any other.

    Longer n-grams than those that are indexed: what matches them matches in its order.
    """
    folded = to_written(fold(text))
    if any(map(is_han, folded)):
        runs = _UNBROKEN.findall("".join(folded.split()))
        return frozenset(run[i : i + 3] for run in runs for i in range(len(run) - 2))
    stems = analyse(text)
    return frozenset(map(" ".join, pairwise(stems)))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for run in _RUN.findall(to_written(fold(text))):
        if is_han(run[0]):
            yield from ((token, token) for token in _han_tokens(run))
        else:
            yield from _word_tokens(run)


def _word_tokens(run: str) -> Iterator[tuple[str, str]]:
    words = (word.replace(",", "") for word in _WORD.findall(run.replace("'s", "")))
    return ((_stemmer().stemWord(word), word) for word in words if word not in _STOP_WORDS)


def _han_tokens(run: str) -> list[str]:
    tokens: list[str] = []
    for piece in _STOP_PATTERN.sub(lambda match: match.group(1) or " ", run).split():
        tokens += piece
        tokens += [piece[i : i + 2] for i in range(len(piece) - 1)]
    return tokens
