"""Whether a question can be understood alone, and if not, which earlier turn it is about."""

import re
from collections.abc import Callable, Sequence

from bot.figures import FigureKind, find_figures
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold, is_han
from bot.languages.tokens import analyse

_MARKERS = re.compile(
    r"^(?:and|but|or|so|then|also|plus|same|what about|how about|what if|which (?:one|of)|in that case|any other)\b"
    r"|\b(?:it|its|they|them|their|theirs|those|these|this|that|he|she|his|her|former|latter|same|there)\b"
    r"|^(?:那|还有|另外|以及|然后|其中|其他|如果是|换成|而|再)|^(?:这|它|他|她)"
    r"|它|他们|这个|那个|这些|那些|这笔|前者|后者|上面|刚才|同样"
    r"|呢[?？。]?$"
)
_FEW_WORDS, _FEW_CHARACTERS = 2, 4  # so little content needs a subject from before


def subject_of(question: str, history: Sequence[str], names_subject: Callable[[str], bool]) -> str:
    """The earlier user turns that a follow-up is about, as one text; empty when the question stands alone.

    `names_subject` tells whether a text names an official term, which is a subject of its own. Years of an earlier
    turn are left out when the follow-up names others: "and in 2024?" is not about 2025.
    """
    subjects: list[str] = []
    follower, dated = question, False
    for turn in reversed(history):
        if not _depends(follower, names_subject):
            break
        dated = dated or bool(_dates(follower))
        subjects.append(_without_dates(turn) if dated else turn)
        follower = turn
    return " ".join(reversed(subjects))


def _depends(question: str, names_subject: Callable[[str], bool]) -> bool:
    folded = to_written(fold(question))
    return bool(_MARKERS.search(folded)) or (_is_short(folded) and not names_subject(question))


def _is_short(folded: str) -> bool:
    tokens = analyse(folded)
    words = sum(not is_han(token[0]) for token in tokens)
    characters = sum(len(token) == 1 and is_han(token) for token in tokens)
    return words <= _FEW_WORDS and characters <= _FEW_CHARACTERS


def _dates(text: str) -> list[str]:
    return [figure.surface for figure in find_figures(text) if figure.kind is FigureKind.DATE]


def _without_dates(text: str) -> str:
    for surface in _dates(text):
        text = text.replace(surface, " ")
    return " ".join(text.split())
