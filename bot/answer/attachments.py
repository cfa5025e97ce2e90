"""Whether a sentence gives a figure to the time and the thing to which its evidence gives it.

The rate of one scheme is not that of another, and 2024's turnover is not 2025's, though one passage states both. Only a
figure that another of the same kind stands beside can be given to the wrong one, and only what speaks for the other
and nothing for its own is a fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.figures import FigureKind, placed_figures
from bot.languages.scripts import fold
from bot.languages.sentences import split_sentences
from bot.languages.tokens import content_words

_JOINT = re.compile(r"\s*(?:to|and|-|–|至|及|和|到|、)\s*")
_CLAUSE = re.compile(
    r"[,;:，；：、()（）。]|\.(?=\s|$)|(?<=[a-z0-9%])\s+(?:and|or|but|from)\s+(?=[a-z0-9])|(?:以及|及|和|或|而|其中|但)"
)
_DATED_AFTER = re.compile(
    r"[^,;，；。\d]{0,24}?\b(?:in|for|by|during|as of|at)\s+(?:the\s+)?(?:end of\s+)?(?:year\s+)?$"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure where it stands: its period, the words of its clause, and those of its whole sentence."""

    value: str
    kind: FigureKind
    period: str
    clause: frozenset[str]
    sentence: frozenset[str]
    place: tuple[int, int]
    """Number of the sentence, and of the clause in it."""


def misplaced(text: str, evidence: str) -> list[str]:
    """Values that a text gives to another time or thing than its evidence does."""
    ours, theirs = _mentions(text), _mentions(evidence)
    wrong = (one.value for one in ours if _is_of_another_time(one, theirs) or _is_of_another(one, ours, theirs))
    return list(dict.fromkeys(wrong))


def _is_of_another_time(one: _Mention, theirs: Sequence[_Mention]) -> bool:
    """Its period is that of another figure in the evidence, and of none of the places where this one stands."""
    own = [other for other in theirs if other.value == one.value]
    if not one.period or not own or any(not other.period or _overlap(one.period, other.period) for other in own):
        return False
    return any(
        other.kind is one.kind and other.value != one.value and _overlap(one.period, other.period) for other in theirs
    )


def _is_of_another(one: _Mention, ours: Sequence[_Mention], theirs: Sequence[_Mention]) -> bool:
    """Its clause has words that only another figure of the evidence has, and none that only this one has."""
    own = [other for other in theirs if other.value == one.value]
    beside = {other.value for other in ours if other.place == one.place}
    others = [other for other in theirs if other.kind is one.kind and other.value not in beside]
    return bool(own) and any(all(_speaks_for(one, rival, mine) for mine in own) for rival in others)


def _speaks_for(one: _Mention, rival: _Mention, mine: _Mention) -> bool:
    if rival.place[0] == mine.place[0]:
        said, his, its = one.clause, rival.clause, mine.clause
    else:
        said, his, its = one.sentence, rival.sentence, mine.sentence
    return bool(said & (his - its)) and not said & (its - his)


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _mentions(text: str) -> list[_Mention]:
    sentences = [fold(sentence) for sentence in split_sentences(text)]
    return [mention for n, sentence in enumerate(sentences) for mention in _in_sentence(n, sentence)]


def _in_sentence(number: int, sentence: str) -> Iterator[_Mention]:
    figures = [(one.value, one.kind, start, end) for one, start, end in placed_figures(sentence)]
    periods = _periods(sentence, figures)
    words = _words(sentence)
    cuts = [
        0,
        *(match.end() for match in _CLAUSE.finditer(sentence) if not _is_inside(match.start(), figures)),
        len(sentence),
    ]
    for value, kind, start, end in figures:
        if kind is FigureKind.DATE:
            continue
        clause = next(n for n, cut in enumerate(cuts[1:]) if start < cut)
        near = _words(sentence[cuts[clause] : cuts[clause + 1]])
        if not near - _words(sentence[start:end]) and clause:
            near |= _words(sentence[cuts[clause - 1] : cuts[clause]])
        yield _Mention(value, kind, _period_of(start, end, sentence, periods), near, words, (number, clause))


def _is_inside(position: int, figures: Sequence[tuple[str, FigureKind, int, int]]) -> bool:
    return any(start <= position < end for _, _, start, end in figures)


def _period_of(start: int, end: int, sentence: str, periods: Sequence[tuple[str, int, int]]) -> str:
    """The date right after a figure, "HK$5 in 2024", else the last before it, else the next."""
    after = [period for period in periods if period[1] >= end]
    if after and _DATED_AFTER.fullmatch(sentence[end : after[0][1]]):
        return after[0][0]
    before = [period for period in periods if period[2] <= start]
    return before[-1][0] if before else after[0][0] if after else ""


def _periods(sentence: str, figures: Sequence[tuple[str, FigureKind, int, int]]) -> list[tuple[str, int, int]]:
    """Dates with where they stand; two that make up a span, or a list of months, are one."""
    periods: list[tuple[str, int, int]] = []
    for value, kind, start, end in figures:
        if kind is not FigureKind.DATE:
            continue
        if periods and _JOINT.fullmatch(sentence[periods[-1][2] : start]):
            first, begin, _ = periods.pop()
            periods.append((f"{first}/{value}", begin, end))
        else:
            periods.append((value, start, end))
    return periods


def _words(text: str) -> frozenset[str]:
    """Content words without figures."""
    return frozenset(word for word in content_words(text) if not word[0].isdigit())
