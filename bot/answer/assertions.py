"""Whether a sentence denies, demands, allows or announces what its evidence does: "not", "must", "may", "would".

A mark such as "may not" bears on the words that follow it in its clause. A word that only stands under a mark in the
evidence, and only without it in the sentence, gives a turned statement away; words that stand both ways give nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.languages.scripts import fold
from bot.languages.tokens import analyse, content_words

_DENIES_EN = (
    r"cannot|\w+n't|not(?! (?:more|less|fewer|later|earlier|older|only|exceed))"
    r"|no(?! (?:more than|less than|fewer|later|earlier|older))(?!\. ?\d)"
    r"|never|neither|without|exempt(?:ed)?(?: from)?|prohibit\w*|forbid\w*|bans?|banned|fails? to"
)
_DENIES_ZH = (
    r"(?<!并非)不(?!少于|低于|多于|高于|超过|同|论|断|仅|但|只|少(?!于)|动产|活动|对称|足|受|得(?:少|低|多|高|超|迟)"
    r"|可(?:少|低|多|高|超|迟)|大于|小于|等|时|迟于|晚于|早于|限|包括|良|涉及)"
    r"|没有?|未(?!来|及|满|超过|商业化|达)|毋|无(?!论|形|限)|并非|豁免|禁止"
)
_DEMANDS_EN = r"must|shall|ha(?:s|ve|d) to|required? to|requires?|needs?(?: to)?|obliged to"
_DEMANDS_ZH = r"必须|必需|须|应当|应该|需要"
_ALLOWS_EN = r"may|can|could|might|(?:is|are|be) (?:allowed|permitted|able|free) to|lets?|optional(?:ly)?"
_ALLOWS_ZH = r"可以|(?<![不认许])可(?!能|持续|靠|见)|能够|容许|允许"
_PLANS_EN = (
    r"would|will|plan(?:s|ned)? to|planned|propos(?:es?|ed|al)|(?:is|are|was|were) to|forecasts?|expect(?:s|ed)"
    r"|estimat(?:es?|ed)|draft|consider(?:s|ing)|explor(?:es|ing)|intend(?:s|ed)|aims?|targets?"
)
_PLANS_ZH = (
    r"拟|建议|预计|预测|预期|料|计划(?=在|于|推|设|把|将)|将(?=于|会|有|获|提供|推出|设立|在|由|成为|增)|会(?=推动|设立|提供)|有待|有意"
    r"|目标|研究|初步框架"
)


class _Mark(StrEnum):
    DENIES = "denies"
    DEMANDS = "demands"
    ALLOWS = "allows"
    PLANS = "plans"


def _either(*patterns: str) -> re.Pattern[str]:
    english, chinese = patterns
    return re.compile(rf"\b(?:{english})\b|{chinese}")


_MARKS = {
    _Mark.DENIES: _either(_DENIES_EN, _DENIES_ZH),
    _Mark.DEMANDS: _either(_DEMANDS_EN, _DEMANDS_ZH),
    _Mark.ALLOWS: _either(_ALLOWS_EN, _ALLOWS_ZH),
    _Mark.PLANS: _either(_PLANS_EN, _PLANS_ZH),
}
_CLAUSE_END = re.compile(
    r"[;:,。；：，！？!?\n]|\.(?=\s|$)|\b(?:but|although|though|because|unless|while|whereas|nor)\b|但|惟|而(?!成|已)"
)
_REACH_EN, _REACH_ZH = 6, 14  # content words, or characters, after a mark that it bears on


def turned(text: str, evidence: str) -> list[str]:
    """Words of a text that it denies, demands, allows or announces otherwise than the evidence; none if it agrees."""
    said, known = fold(text), fold(evidence)
    return list(
        dict.fromkeys((*_denied_otherwise(said, known), *_demanded_otherwise(said, known), *_done(said, known)))
    )


def _denied_otherwise(said: str, known: str) -> Iterator[str]:
    """Denied on one side only: each word counts by the parity of the denials that bear on it."""
    ours, theirs = _polarity(said), _polarity(known)
    for one, other in ((theirs, ours), (ours, theirs)):
        for scope in one.scopes:
            shared = [word for word in scope if word in other.seen and one.seen[word] == {True}]
            if shared and not any(True in other.seen[word] for word in shared):
                yield shared[0]


@dataclass(frozen=True, slots=True)
class _Polarity:
    scopes: tuple[tuple[str, ...], ...]
    seen: dict[str, set[bool]]
    """Each word with whether it stands denied, not denied, or both."""


def _polarity(text: str) -> _Polarity:
    scopes: list[tuple[str, ...]] = []
    seen: dict[str, set[bool]] = {}
    for clause in _clauses(text):
        starts = [match.end() for match in _MARKS[_Mark.DENIES].finditer(clause)]
        reaches = [min(_reach(clause, start), _relative_end(clause, start)) for start in starts]
        scopes += [tuple(content_words(clause[start:end])) for start, end in zip(starts, reaches, strict=True)]
        cuts = sorted({0, len(clause), *starts, *reaches})
        for first, last in pairwise(cuts):
            denied = sum(start <= first < end for start, end in zip(starts, reaches, strict=True)) % 2 == 1
            for word in content_words(clause[first:last]):
                seen.setdefault(word, set()).add(denied)
    return _Polarity(tuple(scopes), seen)


def _demanded_otherwise(said: str, known: str) -> Iterator[str]:
    """What may be done said as a duty, or a duty as a choice; a denied mark is left to the denials."""
    for mark, opposite in ((_Mark.DEMANDS, _Mark.ALLOWS), (_Mark.ALLOWS, _Mark.DEMANDS)):
        ours, theirs, wanted = _under(said, mark), _under(known, opposite), _under(known, mark)
        agreed = {word for scope in wanted for word in scope}
        for scope in ours:
            shared = [word for word in scope if any(word in other for other in theirs)]
            if shared and not agreed & {*scope}:
                yield shared[0]


def _done(said: str, known: str) -> Iterator[str]:
    """What the evidence only plans or expects, said as a fact by a sentence without any mark of that."""
    if _MARKS[_Mark.PLANS].search(said) or _MARKS[_Mark.DENIES].search(said):
        return
    words = {*content_words(said)}
    for clause in _clauses(known):
        for match in _MARKS[_Mark.PLANS].finditer(clause):
            scope = content_words(clause[match.end() : _reach(clause, match.end())])[:_REACH_EN]
            elsewhere = {*content_words(known.replace(clause[match.end() :], ""))}
            shared = [word for word in scope if word in words - elsewhere]
            if len(shared) * 2 >= len(scope) > 0 and shared:
                yield shared[0]


def _under(text: str, mark: _Mark) -> list[tuple[str, ...]]:
    scopes = []
    for clause in _clauses(text):
        for match in _MARKS[mark].finditer(clause):
            if not _is_denied(clause, match):
                scopes.append(tuple(content_words(clause[match.end() : _reach(clause, match.end())])))
    return scopes


def _is_denied(clause: str, mark: re.Match[str]) -> bool:
    before, after = clause[: mark.start()].rstrip(), clause[mark.end() :].lstrip()
    denial = _MARKS[_Mark.DENIES]
    return bool(denial.match(after)) or bool(re.search(r"(?:not|no|n't|neither|nor|不|毋|无|未|没有?)$", before))


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if clause.strip()]


def _reach(clause: str, start: int) -> int:
    """Where in a clause the mark that ends at `start` no longer bears."""
    rest = clause[start:]
    if re.search(r"[\u3400-\u9fff]", clause):
        return start + min(len(rest), _REACH_ZH)
    ends = [match.end() for match in re.finditer(r"[a-z0-9&.'%$-]+", rest)]
    content = [end for end in ends if analyse(rest[:end].split()[-1])]
    return start + (content[_REACH_EN - 1] if len(content) >= _REACH_EN else len(rest))


def _relative_end(clause: str, start: int) -> int:
    """Where the Chinese relative clause of a mark ends: 未能通過測試的 says nothing of the firms that follow."""
    end = clause.find("的", start + 1)
    return end if end >= 0 else len(clause)
