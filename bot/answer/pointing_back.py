"""Turns that point at the last answer itself: whom to contact about it, more of one point, whether it is still so.

By their own words they ask about nothing; looked up, "the second point" finds facts about points. Nothing is kept
between questions, so what the last answer showed is worked out again from the turns that it answered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.answer import guidance
from bot.answer.compose import is_live
from bot.answer.corpus import Corpus, FactView
from bot.answer.select import MAX_FACTS
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold
from bot.types import Language


class Meant(StrEnum):
    """What of the last answer a turn is after."""

    CONTACT = "contact"
    POINT = "point"
    STILL = "still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """What a turn points at; `place` counts the sentences of the last answer from 1, or -1 for the last."""

    meant: Meant
    place: int = 0


_LEAD = (
    r"(?:(?:ok|okay|great|right|sure|well|thanks|thank you|cheers|and|but|so|then|please|got it"
    r"|谢谢|多谢|不该|感谢|好的?|明白了?|知道了?|那么|那|咁|噉|请问|请|哦|嗯)[ ,，、。.!！]*)*"
)
_WHO = r"(?:谁|哪个部门|什么部门|哪个机构|哪位|哪家|哪里)"
_THIS = r"(?: (?:about|for|on) (?:this|that|it))?"
_CONTACT = re.compile(
    rf"{_LEAD}(?:who|whom)(?: (?:do|should|can|could|would|must|may|shall) (?:i|we|you))?(?: (?:to|please|best))*"
    rf" (?:contact|ask|call|talk to|speak to|turn to|reach|approach|write to|e-?mail){_THIS}"
    rf"|{_LEAD}how (?:do|can|could|should) (?:i|we) (?:contact|reach|get in touch with)"
    rf" (?:them|someone|you|somebody){_THIS}"
    rf"|{_LEAD}how (?:(?:do|can|could|should) (?:i|we) |to )get in touch{_THIS}"
    rf"|{_LEAD}(?:is there |any |what is the )(?:a |an )?(?:contact|phone number|telephone number|hotline|e-?mail)"
    rf"(?: (?:person|details|number|address))?{_THIS}"
    rf"|{_LEAD}(?:我们?)?(?:应该|该|可以|可|要|想|去)*(?:找|问|联系|联络|咨询|查询){_WHO}(?:联系|联络|查询|咨询)?[呢呀啊好吗]*"
    rf"|{_LEAD}{_WHO}(?:可以)?(?:联系|联络|查询|咨询)[呢呀啊]*"
    rf"|{_LEAD}(?:我们?)?(?:应该|该|可以|可|要|想)*(?:如何|怎么样?|怎样?)(?:才)?(?:能|可以)?(?:[跟和同与]?[他你她]们(?:取得)?)?"
    r"(?:联系|联络|查询|咨询)(?:到|上|得上)?(?:[他你她]们)?[呢呀啊]*"
    rf"|{_LEAD}(?:有没有|有|给我)?(?:联系|联络|查询)(?:方式|方法|电话|人)(?:是)?(?:多少|什么)?[呢呀啊吗]*"
)
_STILL = re.compile(
    rf"{_LEAD}(?:is|are|was|does|do) (?:it|this|that|they|these|those)(?: all)? still (?:so|true|the case|valid"
    r"|in force|current|right|correct|apply|hold|the same|applicable)(?: (?:now|today|at present))?"
    rf"|{_LEAD}(?:has|have) (?:it|this|that|they|these) (?:been )?(?:changed|updated|replaced)(?: since(?: then)?)?"
    rf"|{_LEAD}(?:is|are) (?:it|this|that|they) (?:up to date|the latest)"
    rf"|{_LEAD}(?:这个?|那个?)?(?:到?现在|目前|今天|如今|至今)?(?:是否)?(?:还|仲|仍然?|依然|依旧)(?:是否|是不是|是|有)?"
    r"(?:这样|那样|如此|咁样?|一样|有效|适用|算数|对不对|对|啱不啱|啱)(?:的)?[吗呢啊呀]*"
    rf"|{_LEAD}(?:这个数?|那个数?|这些|之后|后来|现在|到现在)*(?:有没有|有否|是否有?)"
    r"(?:变化?|改|更改|更新|修改|变动)(?:过|了)?[吗呢啊呀]*"
    rf"|{_LEAD}(?:这|那)?(?:个|些)?(?:是)?最新的[吗呢]*"
)
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "一", "1"), 1),
    **dict.fromkeys(("second", "2nd", "二", "2"), 2),
    **dict.fromkeys(("third", "3rd", "三", "3"), 3),
    **dict.fromkeys(("fourth", "4th", "四", "4"), 4),
    **dict.fromkeys(("fifth", "5th", "五", "5"), 5),
    **dict.fromkeys(("sixth", "6th", "六", "6"), 6),
    **dict.fromkeys(("seventh", "7th", "七", "7"), 7),
    **dict.fromkeys(("eighth", "8th", "八", "8"), 8),
    **dict.fromkeys(("last", "最后"), -1),
}
_NAMED = "|".join(one for one in _ORDINALS if one.isascii() and not one.isdigit())
_COUNTED = "".join(one for one in _ORDINALS if len(one) == 1)
_POINT = re.compile(
    rf"\b({_NAMED}) (?:point|one|item|sentence|part|bullet)\b"
    r"|\b(?:point|item|sentence) ([1-8])\b"
    rf"|第([{_COUNTED}])(?:点|条|项|句|个)|(最后)一?(?:点|条|项|句)"
)
_MORE = re.compile(
    r"\bmore\b|\bdetails?\b|\bexplain\b|\belaborate\b|\bexpand\b|\bgo into\b|\btell me\b"
    r"|详细|详情|展开|多讲|多说|讲多|说多|说说|讲讲|解释|具体|再讲|再说|说明|什么意思"
)
_LONGEST = {True: 18, False: 60}  # characters of a turn that names a point and no subject, by "in Chinese"


def read_pointing(text: str, language: Language) -> Pointing | None:
    """What of the last answer a turn points at; None for a turn with a subject of its own."""
    folded = to_written(fold(text)).strip(" ?？!！。.")
    if _CONTACT.fullmatch(folded):
        return Pointing(meant=Meant.CONTACT)
    if _STILL.fullmatch(folded):
        return Pointing(meant=Meant.STILL)
    point = _POINT.search(folded)
    if point and _MORE.search(folded) and len(folded) <= _LONGEST[language.is_chinese]:
        return Pointing(meant=Meant.POINT, place=_ORDINALS[next(filter(None, point.groups()))])
    return None


def pointed_at(pointing: Pointing, shown: Sequence[FactView], corpus: Corpus, language: Language) -> list[FactView]:
    """The facts that answer, or none; `shown` are those of the last answer, in its order."""
    match pointing.meant:
        case Meant.CONTACT:
            return _contacts(shown[0], corpus, language)
        case Meant.STILL:
            return _newest(shown[0], corpus, language)
        case Meant.POINT:
            return _more_of(pointing.place, shown, corpus, language)


def _contacts(view: FactView, corpus: Corpus, language: Language) -> list[FactView]:
    """The contacts of a fact's sheet; of a sheet without any, those that name the address of whom to ask about it."""
    contacts = [one for one in corpus.views(language).values() if one.section.is_contact and not one.fact.gap]
    own = [one for one in contacts if one.document.topic == view.document.topic]
    asked = guidance.contact_for(view.document.topic, corpus, language)
    host = urlsplit(asked["url"]).netloc.removeprefix("www.") if asked else ""
    page = re.compile(rf"(?<![@\w])(?:www\.)?{re.escape(host)}")  # not an e-mail address, which may be another desk's
    return (own or [one for one in contacts if host and page.search(one.fact.text)])[:MAX_FACTS]


def _newest(view: FactView, corpus: Corpus, language: Language) -> list[FactView]:
    """What has replaced a fact; of one that holds, the newest value of its figure or the fact itself."""
    seen = {view.fact.id}
    while view.fact.superseded_by and view.fact.superseded_by not in seen:
        view = corpus.view(view.fact.superseded_by, language)
        seen.add(view.fact.id)
    for indicator in corpus.knowledge.indicators:
        names = [value.fact_id for value in indicator.values if value.fact_id]
        if view.fact.id in names:
            views = (corpus.view(name, language) for name in reversed(names))
            return [next((one for one in views if is_live(one.fact)), view)]
    return [view]


def _more_of(place: int, shown: Sequence[FactView], corpus: Corpus, language: Language) -> list[FactView]:
    """A point, then what else its section says, nearest to it in words first; none where there was no such point."""
    if place > len(shown):
        return []
    point = shown[place - 1 if place > 0 else place]
    said = {view.fact.id for view in shown}
    others = [corpus.view(fact.id, language) for fact in point.section.facts if fact.id not in said]
    live = [one for one in others if is_live(one.fact) and not one.fact.gap]
    live.sort(key=lambda one: -len(one.tokens & point.tokens))
    return [point, *live][:MAX_FACTS]
