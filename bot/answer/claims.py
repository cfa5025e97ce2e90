"""What a sentence claims that can be looked up word for word in what it cites: names, and numbers written as words."""

import re
from collections.abc import Iterator

from bot.languages.people import people_in
from bot.languages.places import places_in
from bot.languages.scripts import fold
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse

_LATIN = re.compile(r"[^\W\d_][\w&+]*(?:[-'’.][\w&+]+)*", re.ASCII)
_FIGURE = "0123456789.,"
_QUOTED = re.compile(r"[「『“‘《\"]([^」』”’》\"]{2,60})[」』”’》\"]")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?"
    r"|half|halves|halved?|thirds?|quarters?|twice|double[sd]?|triple[sd]?|treble[sd]?|dozens?)\b"
    r"|百分之[零〇一二两三四五六七八九十百点]+|[一二两三四五六七八九十半几]+(?:成|倍)|[一二三四五六七八九十]分之[一二三四五六七八九十]"
    r"|[零〇一二两三四五六七八九十百千万亿点]{2,}|[一二两三四五六七八九十]+(?=[家间個个名项項年月日人次亿万])"
)
# With a capital these begin sentences and are no names; so are the search's stop words.
_PLAIN = frozenset(
    """i no yes under since both each either neither however according additionally further furthermore moreover
    although after before until unless during within without between among all every most other others another
    overall currently only once thus hence therefore while whether instead besides because even still per via
    these those where more less fewer""".split()
)


def names_missing(text: str, evidence: str, terms: TermIndex) -> list[str]:
    """Names that a text states and the evidence does not: capitalised, quoted, official terms, places, persons."""
    folded = fold(evidence)
    known_terms = _named_in(evidence, terms)
    known_words = {*analyse(evidence), *analyse(terms.official(evidence, chinese=False))}
    missing = [name for name in _capitalised(text) if not _is_known(name, known_words, known_terms, terms)]
    missing += [name for name in _QUOTED.findall(text) if fold(name) not in folded and not terms.named_in(name)]
    missing += sorted(terms.named_in(text) - known_terms)
    missing += sorted(places_in(text) - places_in(evidence))
    missing += sorted(name for name in people_in(text) if name not in folded)
    return list(dict.fromkeys(missing))


def numerals_missing(text: str, evidence: str) -> list[str]:
    """Numbers written as words that the evidence does not have so; they have no normal form to compare."""
    known = set(_NUMBER_WORDS.findall(fold(evidence)))
    return [words for words in _NUMBER_WORDS.findall(fold(text)) if words not in known]


def shared(text: str, evidence: str) -> float:
    """Which share of a text's words, or characters and pairs of them, the evidence has too."""
    tokens = set(analyse(text))
    return len(tokens & set(analyse(evidence))) / len(tokens) if tokens else 0.0


def _capitalised(text: str) -> Iterator[str]:
    """Words with a capital, save those that any sentence has; what begins a sentence may be a name as well."""
    for match in _LATIN.finditer(text):
        word = match.group().rstrip(_FIGURE)  # RMB500: what it amounts to is a figure
        if any(map(str.isupper, word)) and word.lower() not in _PLAIN and analyse(word):
            yield word


def _is_known(name: str, known_words: set[str], known_terms: frozenset[str], terms: TermIndex) -> bool:
    if known_words.issuperset(analyse(name)):
        return True
    named = _named_in(name, terms)
    return bool(named) and named <= known_terms


def _named_in(text: str, terms: TermIndex) -> frozenset[str]:
    """The official terms that a text names, in the plural too."""
    return terms.named_in(f"{text}\n{re.sub(r'(?<=[A-Za-z]{2})s(?![A-Za-z])', '', text)}")
