"""What the words of a turn say of whether it follows up an earlier one, and how the two read together."""

import re
from collections.abc import Callable

from bot.answer.ellipsis import is_ellipsis, left_of
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold, is_han
from bot.languages.tokens import analyse

_INTERJECTIONS = r"(?:(?:ok|okay|right|sure|well|thanks|好的?|哦|嗯|明白|知道了?|谢谢|多谢)[ ,，。.!！]*)*"
_MARKERS = re.compile(
    rf"^{_INTERJECTIONS}(?:and|but|or|so|then|also|plus|same|what about|how about|what if|which (?:one|of)|in that case"
    r"|any other)\b"
    r"|\b(?:it|its|they|them|their|theirs|those|these|this|that|he|she|his|her|former|latter|same|there)\b"
    rf"|^{_INTERJECTIONS}(?:那|咁|噉|还有|另外|以及|然后|其中|其他|当中|里面|入面|如果是|换成|而|再|这|它|他|她|即系|即是)"
    r"|它|他们|这个|那个|这些|那些|这笔|前者|后者|上面|刚才|同样"
    r"|呢[?？。]?$"
)
_ASKS = re.compile(
    r"\b(?:do|does|did|is|are|was|were|can|could|may|must|should|need|have|has|had|will|would|when|who|how|where|why)\b"
    r"|[要需能可会肯]|[有没]|吗|是否|谁|怎|如何|何时|哪|为什么"
)
_FEW_WORDS, _FEW_CHARACTERS = 2, 4  # so little content needs a subject from before


def leans_back(question: str, names_subject: Callable[[str], bool]) -> bool:
    """Whether a turn's words show that its subject came before; `names_subject` finds official terms, which are one."""
    folded = to_written(fold(question))
    return bool(_MARKERS.search(folded)) or (is_short(question) and not names_subject(question))


def is_short(question: str) -> bool:
    """Whether a turn says so little that it must leave something unsaid."""
    tokens = analyse(question)
    words = sum(not is_han(token[0]) for token in tokens)
    characters = sum(len(token) == 1 and is_han(token) for token in tokens)
    return words <= _FEW_WORDS and characters <= _FEW_CHARACTERS


def leaves_unsaid(question: str) -> bool:
    """Whether a short turn leaves unsaid what is asked of its subject: "and on paper?" does.

    Neither "is there a cap on that", whose verb asks, nor "application conditions", which says what it is after.
    """
    folded = to_written(fold(question))
    return is_short(question) and bool(_MARKERS.search(folded) or is_ellipsis(question)) and not _ASKS.search(folded)


def join(subject: str, question: str) -> str:
    """Both as one text."""
    return f"{left_of(subject, question)} {question}".strip()
