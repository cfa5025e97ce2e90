"""The two things that a question sets against each other, as it names them: schemes, bodies, rules or places."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.languages.places import mentions_in, places_in
from bot.languages.scripts import fold
from bot.languages.terms import TermIndex

_CODE = re.compile(r"(?<![A-Za-z\d])(?:[A-Z]{3,6}|\d{1,2}[A-Za-z])(?![A-Za-z\d])")  # BUD, 18C
_PLURAL = re.compile(r"(?<=[a-z]{2})s(?![a-z])")
_SMALL = r"(?:the|an?|in|on|under|through|our|放|在|走|用|去|喺)"
_AGAINST = re.compile(
    rf"s?[\s,，、]*(?:(?P<strong>vs?\.?|versus|(?:as )?compared? (?:with|to)|对比|相比|比起)|and|or|against|than|/"
    rf"|和|跟|与|同|及|、|还是|定系|定是|定|或)[\s,，]*(?:{_SMALL}\s*)*"
)
_COMPARED = re.compile(
    r"\bdifferen(?:t|ces?)\b|\bdiffer\b|\bcompar(?:e|ed|es|ing|ison)\b|\bbetter\b|\bworse\b|\bwhich\b"
    r"|\b(?:cheap|low|high|fast|slow|eas[iy]|strict|short|long|larg|bigg)(?:i?er)\b|\b(?:more|less) \w+"
    r"|区别|分别(?!是)|差别|差异|不同|不一样|唔同|唔一样|对比|比较|相比|差(?:在|喺|几|多少)|[更较]|哪(?:个|家|边|种|一)|边(?:个|间|种|度|家)"
    r"|好(?:些|啲|点)|[低高平易快多少][些啲]|各自"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: how the question writes it, what it is known by, and the question asked of it alone."""

    name: str
    identity: str
    """The official term in English, the code of a place, or an abbreviation or number of a chapter in lower case."""
    question: str


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    identity: str


def sides_of(text: str, terms: TermIndex) -> tuple[Side, Side] | None:
    """The two sides that a question compares; None where it compares nothing, or things that are no known names."""
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    for one, other in pairwise(_mentions(text, terms)):
        joined = _AGAINST.fullmatch(folded[one.end : other.start])
        comparable = one.identity != other.identity and _is_place(one) is _is_place(other)
        if joined and comparable and (joined["strong"] or _COMPARED.search(folded)):
            return _side(text, one, other, one), _side(text, one, other, other)
    return None


def names(text: str, side: Side, terms: TermIndex) -> bool:
    """Whether a text names a side."""
    coded = re.search(rf"(?<![a-z\d]){re.escape(side.identity)}(?![a-z\d])", fold(text))
    return bool(coded) or any(mention.identity == side.identity for mention in _mentions(text, terms))


def _side(text: str, first: _Mention, last: _Mention, own: _Mention) -> Side:
    name = text[own.start : own.end]
    return Side(name=name, identity=own.identity, question=f"{text[: first.start]}{name}{text[last.end :]}")


def _is_place(mention: _Mention) -> bool:
    return mention.identity == "Hong Kong" or mention.identity.isupper() or bool(places_in(mention.identity))


def _mentions(text: str, terms: TermIndex) -> list[_Mention]:
    """What a text names, in its order; of several that overlap the one that begins first, then the longest."""
    folded = fold(text)
    singular = _PLURAL.sub(" ", folded)  # of the same length, so that what is found stands where it stood
    named = {*terms.mentions_in(folded), *terms.mentions_in(singular), *mentions_in(folded)}
    found = [_Mention(start, end, identity) for start, end, identity in named]
    found += [_Mention(match.start(), match.end(), match.group().lower()) for match in _CODE.finditer(text)]
    kept: list[_Mention] = []
    for one in sorted(found, key=lambda mention: (mention.start, -mention.end, mention.identity)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
