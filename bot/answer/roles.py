"""Whether a sentence has the same party act, and the same one acted upon, as its evidence does.

Without a grammar it takes the words before and after a verb of the kind that one party does to another, turned round
in a passive, and compares them with the evidence around the same verb: only parties that changed sides are a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.scripts import fold
from bot.languages.sentences import split_sentences
from bot.languages.tokens import analyse, content_words

_VERBS_EN = """
    help assist encourage promote pay appoint tell notify inform report supervise steer lead head regulate license
    recognise approve grant fund finance sponsor provide offer acquire buy own hold control lend insure guarantee offset
    replace succeed sign sue audit advise serve support invest sell deduct set_up register""".split()
_VERBS_ZH = """
    协助 帮助 鼓励 推动 支付 委任 委聘 告知 通知 督导 领导 监管 监督 认可 核准 批准 资助 提供 推出 设立 收购 持有
    控制 承保 担保 抵销 取代 接替 签署 投资 出售 扣除 分担""".split()
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_BY_EN = re.compile(r"^\s*(?:\w+\s+){0,3}?by\b")
_BY_ZH = re.compile(r"(?:由|被|获|經|经)(?P<agent>[^，。；,;]{1,16})$")
_WHEN_ZH = re.compile(r"在[^，。；,;]{1,20}[内后前时]")
_CLAUSE_END = re.compile(r"[;；。]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with the words on the side of who does it and on the side of whom it is done to."""

    verb: str
    doer: frozenset[str]
    other: frozenset[str]


def swapped(text: str, evidence: str) -> list[str]:
    """Verbs of a text whose parties stand the other way round in the evidence."""
    ours, theirs = list(_deeds(text)), list(_deeds(evidence))
    return list(dict.fromkeys(deed.verb for deed in ours if _is_swapped(deed, theirs)))


def _is_swapped(deed: _Deed, theirs: list[_Deed]) -> bool:
    same = [other for other in theirs if other.verb == deed.verb]
    return bool(same) and all(_crossed(deed, other) for other in same)


def _crossed(one: _Deed, other: _Deed) -> bool:
    """Each party stands where the other one was, and who does it has no word of who did it."""
    both = other.doer & other.other
    doer, patient = one.doer - one.other - both, one.other - one.doer - both
    return bool(doer & other.other and patient & other.doer) and not doer & other.doer


def _deeds(text: str) -> Iterator[_Deed]:
    for sentence in split_sentences(text):
        for clause in _CLAUSE_END.split(fold(sentence)):
            for verb, start, end in _verbs_in(clause):
                yield _deed(verb, clause[:start], clause[end:])


def _verbs_in(clause: str) -> Iterator[tuple[str, int, int]]:
    for match in _VERB.finditer(clause):
        yield _stem(match.group()), match.start(), match.end()


def _deed(verb: str, before: str, after: str) -> _Deed:
    if _BY_EN.match(after) if _PASSIVE.search(before) else after.startswith(" by "):
        return _Deed(verb, _words(after), _words(before))
    before = _WHEN_ZH.sub("", before)
    if not verb.isascii() and (by := _BY_ZH.search(before)):
        return _Deed(verb, _words(by["agent"]), _words(before[: by.start()]))
    return _Deed(verb, _words(before), _words(after))


def _stem(word: str) -> str:
    stems = analyse(word)
    return stems[0] if stems and word.isascii() else word


def _forms(verb: str) -> str:
    if verb == "set_up":
        return r"sets?(?:ting)? up"
    irregular = {
        "pay": "paid",
        "tell": "told",
        "lead": "led",
        "hold": "held",
        "buy": "bought",
        "lend": "lent",
        "sell": "sold",
    }
    base = verb.removesuffix("e")
    return rf"{base}(?:e|es|ed|ing|s|n?ed|t?ing|t?ed)?" + (f"|{irregular[verb]}" if verb in irregular else "")


_VERB = re.compile(rf"\b(?:{'|'.join(map(_forms, _VERBS_EN))})\b|{'|'.join(_VERBS_ZH)}")


def _words(text: str) -> frozenset[str]:
    """Content words without figures."""
    return frozenset(word for word in content_words(text) if not word[0].isdigit())
