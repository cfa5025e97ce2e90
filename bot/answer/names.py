"""The names that a question gives, and that evidence must hold to be about the thing named."""

import re

from bot.languages.colloquial import to_written
from bot.languages.localities import is_locality
from bot.languages.places import is_demonym, places_in
from bot.languages.scripts import fold
from bot.types import Language

_QUOTED = re.compile(r"[「『“‘\"《]([^」』”’\"》]{2,30})[」』”’\"》]")
_CAPITALISED = re.compile(r"(?<=[a-z,;:] )(?:[A-Z][\w-]*[a-z][\w-]*|[a-z]+[A-Z]\w*)(?: [A-Z]\w+)*")
_CALENDAR = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*"
    r"|Xmas|Christmas|Easter|New Year|(?:Lunar|Chinese) New Year|Spring Festival"
)
# The asker's own company or client may well have a name that no source knows.
_OWN = re.compile(r"\b(?:our|my|we|client|clients)\b|我|咱|本公司|本集团|敝|客户", re.IGNORECASE)

# A company by its kind of name, in folded Chinese: what stands before the ending, up to a word that no name has.
_NO_NAME = (
    "的在和与及或跟同给向由被把让从到对于为是叫用找去来像如问帮掉替请投有无没这那哪几多每各另其某什么不未要能会可想该应已将再也都就"
    "才还过了着些写说讲查办定做换卖买开设搬收付扩入出上下内外前后只家间个位份批类第百千万我你他们之自非单"
)
_COMPANY = re.compile(rf"(?:^|(?<=[\W{_NO_NAME}]))([^\W{_NO_NAME}a-z\d]{{2,4}})(?:集团|控股|公司|银行|基金|证券)")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,}(?![A-Za-z])")


def names_in(text: str, language: Language) -> frozenset[str]:
    """Names that a question quotes, or in English writes with a capital in mid-sentence; folded."""
    found = _QUOTED.findall(text)
    if language is Language.EN and not _OWN.search(text):
        found += _CAPITALISED.findall(text)
    return frozenset(fold(name) for name in found if not _is_setting(name))


def _is_setting(name: str) -> bool:
    """Whether a name only says when or where the asker's case is set."""
    return bool(_CALENDAR.fullmatch(name) or places_in(name) or is_locality(name) or is_demonym(name))


def companies_in(text: str) -> frozenset[str]:
    """What may be the name of a company in a Chinese text: 蚂蚁 of 蚂蚁集团, Temu; also words as 初创 of 初创公司.

    Whether it is a name is seen from the corpus, which knows the words of its subject. None in a text that speaks of
    the asker's own.
    """
    folded = to_written(fold(text))
    if _OWN.search(folded):
        return frozenset()
    return frozenset(_COMPANY.findall(folded)) | frozenset(map(str.lower, _LATIN.findall(text)))
