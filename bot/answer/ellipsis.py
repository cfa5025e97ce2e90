"""Turns that only name another year, place or kind of company: "and in 2024?", 那新加坡呢, 咁深圳公司呢.

By their own words they are about that year or place; what is asked of it was asked before. So they are always read
with the subject of the conversation, in which what they name takes the place of its like.
"""

import re

from bot.figures import FigureKind, find_figures
from bot.languages.colloquial import to_written
from bot.languages.localities import without_localities
from bot.languages.places import mentions_in, places_in, without_places
from bot.languages.scripts import fold

_KINDS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|enterprises?|businesses|groups?|corporations?|subsidiar(?:y|ies)|branch(?:es)?|smes?"
    r"|soes?|start-?ups?|multinationals?|state-owned|privately[- ]owned|private|public|(?:un|non-)?listed|foreign"
    r"|overseas|offshore|mainland|chinese|hong kong|hk|local|small(?:er)?|large[r]?|big(?:ger)?|medium(?:-sized)?)\b"
    r"|(?:子|分)?公司|企业|集团|[国央民外]企|非?上市|民营|国有|私营|[外内]资|内地|大陆|香港|本地|海外|境外|外国|中小(?:型|企)?|[大小]型"
    r"|初创|跨国"
)
_FILLERS = re.compile(
    r"\b(?:ok|okay|and|but|or|so|then|also|plus|what|how|about|if|for|in|at|of|on|from|to|by|with|the|an?|one|ones|it"
    r"|that|this|is|are|does|do|same|apply|applies|hold|holds|true|too|as|well|end|start|year)\b"
    r"|如果|换成|换作|对于|至于|还有|以及|怎么样|怎样|如何|情况|同样|适用|那么?|这|[咁噉呢的在是对而也又年底初末到吗嘛呀啊吧好嗯哦就话话]"
)
_FROM = re.compile(rf"\b(?:from|of)\b|来自|{_KINDS.pattern}")  # where the asker is from is no place that a rule is for
_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}年")


def is_ellipsis(turn: str) -> bool:
    """Whether a turn names a year, a place or a kind of company and nothing else."""
    folded = _folded(without_places(_without_dates(turn)))
    rest = _KINDS.sub(" ", without_localities(_SHORT_YEAR.sub(" ", folded)))
    return rest != _folded(turn) and not any(map(str.isalnum, _FILLERS.sub(" ", rest)))


def moves(turn: str) -> bool:
    """Whether an ellipsis asks the same of another place, as "and in Japan?", rather than of companies from one."""
    return bool(is_ellipsis(turn) and places_in(turn) and not _FROM.search(_folded(turn)))


def left_of(subject: str, turn: str) -> str:
    """What a turn leaves of its subject: not the dates where it names others, and in an ellipsis not the places."""
    left = _tidied(_without_dates(subject)) if _dates(turn) else subject
    if is_ellipsis(turn) and places_in(turn):
        return _tidied(without_places(left))
    return left


def named_by(turn: str) -> str:
    """The places and dates that an ellipsis names, as typed; empty for any other turn, and where it names none."""
    if not is_ellipsis(turn) or len(fold(turn)) != len(turn):
        return ""
    return " ".join((*(turn[start:end] for start, end, _ in mentions_in(fold(turn))), *_dates(turn)))


def _dates(text: str) -> list[str]:
    return [figure.surface for figure in find_figures(text) if figure.kind is FigureKind.DATE]


def _without_dates(text: str) -> str:
    for surface in _dates(text):
        text = text.replace(surface, " ")
    return text


def _folded(text: str) -> str:
    return to_written(fold(text))


def _tidied(text: str) -> str:
    return " ".join(text.split())
