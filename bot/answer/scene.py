"""A plain question behind a story: what is asked, without what only tells who asks and why.

"We sell cosmetics online from Hangzhou and want a company in Hong Kong, what does it cost" shares few words with the
facts on fees, and so looks like a question about something else. Its last clause that asks, with what is wanted before
it, does not.
"""

import re

from bot.answer.follow_up import is_short, leans_back
from bot.languages.colloquial import to_written
from bot.languages.places import is_mainland, places_in
from bot.languages.scripts import fold

_BETWEEN = re.compile(
    r"[，,。；;！!？?、]+|\.(?=\s|$)|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])|\s+[-–—]+\s+"
    r"|\s+(?:and|but|so|now)\s+(?=(?:we|i|they|our|my|want|would|need|plan|hope|wonder|what|which|who|how|when|where|can"
    r"|do|does|is|are|should)\b)"
)
_WANTS = re.compile(
    r"\b(?:want|wants|wanting|would like|'d like|plan|plans|planning|hope|hoping|looking|intend|thinking of|need)\b"
    r"|想要?(?!法|象)|打算|计划(?=在|把|去|到|来|用|将)|准备(?!金)|希望|有意"
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|how|when|where|why|do|does|did|is|are|can|could|may|must|should|will|would|any)\b"
    r"|多少|几(?!乎)|什么|啥|哪|怎|如何|吗|是否|谁|何|有没有|咋|多久|能不能|可不可|要不要|用不用|需不需|行不行|可否|好不好|么$"
)
_ASKER = re.compile(r"\b(?:i|i'm|my|we|we're|our|us)\b|我|咱|本公司|老板")
_HERE = re.compile(
    r"hong kong|\bhk\b|香港|内地|\bmainland\b|中国|\bchin(?:a|ese)\b|境外|海外|出海|overseas|abroad|outbound"
)


def plain_question(text: str) -> str:
    """The clause of a text that asks, with the clause of what is wanted before it; empty where that is all of it.

    Also empty where what stands before does not tell of the asker, and so is part of the question; where the clause
    says too little to be looked up, or points back; and where the story, and not the clause, names a place abroad:
    what holds there is then asked.
    """
    clauses = _clauses(text)
    asking = next((place for place in reversed(range(len(clauses))) if _ASKS.search(_folded(clauses[place]))), None)
    if asking is None:
        return ""
    first = asking - 1 if asking and _WANTS.search(_folded(clauses[asking - 1])) else asking
    plain = " ".join(clauses[first : asking + 1])
    story = " ".join(clauses[:first])
    unclear = leans_back(plain, _names_none) if first == asking else is_short(plain)
    if unclear or not _ASKER.search(_folded(story)):
        return ""
    abroad = any(not is_mainland(place) for place in places_in(story) - places_in(plain))
    return "" if abroad and not _HERE.search(_folded(plain)) else plain


def _clauses(text: str) -> list[str]:
    """The clauses of a text; one that comes to what is wanted is cut there."""
    found = []
    for part in filter(None, map(str.strip, filter(None, _BETWEEN.split(text)))):
        wants = list(_WANTS.finditer(part.lower() if part.isascii() else part))
        start = wants[-1].start() if wants else 0
        found += [one for one in (part[:start].strip(), part[start:].strip()) if one]
    return found


def _names_none(_: str) -> bool:
    """No term makes up for a clause that says too little."""
    return False


def _folded(text: str) -> str:
    return to_written(fold(text))
