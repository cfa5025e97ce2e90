"""A figure that a question takes for granted and that the fact which answers it does not bear out."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.compose import disagree, is_live
from bot.answer.corpus import FactView
from bot.answer.quantities import Quantity, quantities
from bot.languages.colloquial import to_written
from bot.languages.scripts import fold

# Patterns are on folded text, its Cantonese put into written Chinese.
_HEARD = (
    r"(?:听说|听讲|听闻|听人(?:家)?(?:说|讲)?|据说|有人(?:说|讲|话)|人(?:家|地|们)?话"
    r"|(?:朋友|中介|网上|同行|顾问)(?:说|讲|话)|记得|以为|印象中)"
)
_ASSUMED = re.compile(
    r"\b(?:right|correct|true|yes|no)\s*\?|\bis(?:n't| not) (?:it|the|that)\b|\bis it (?:true|right|correct|really)\b"
    r"|\b(?:heard|told|read|thought|understand|assume) (?:that|it|the|you|there|we|hong)\b"
    r"|\b(?:they|people|some) say\b|\bsupposed(?:ly)?\b|\bapparently\b|\baren't\b|\bdoesn't\b"
    r"|\bdon't (?:we|i|you) (?:need|have to)\b|^is (?:the|it|there)\b"
    rf"|{_HEARD}|是不是|是否|是吗|对吗|对吧|对不对|没错吧|真的|真是|是真|吧[?？]?$|啱唔啱|啱不啱"
    r"|不是(?:说|要|得|至少|最少|规定)|是[^,，;；。？?]{0,8}\d[^,，;；。？?]{0,10}吗"
)
# What the asker has, earns or plans is no claim about the rules.
_OWN = re.compile(
    r"\b(?:our|my|us|client'?s?|enough|if)\b|\bwith (?:only |just )?[^a-z]*\d"
    r"|\b(?:we|i|they)(?:'ve|'re|'m| have| had| are| am| only| made?| earn\w*| plan\w*| want| will| would| invest\w*"
    r"| raised?| got| hold| pay| paid| employ)\b"
    r"|我们?(?:公司)?|我司|敝|客户|手上|够|打算|想投|准备|如果|假如|假设|若"
)
_SPEAKER = re.compile(
    r"\b(?:i|we)(?: have| had|'ve)? (?:only )?(?:heard|was told|were told|been told|read|thought)\b"
    rf"|我们?(?={_HEARD})"
)
_HEDGED = re.compile(
    r"\b(?:over|more than|about|around|some|nearly|almost|approximately)\b|逾|超过|超過|多于|多於|约|約|近|左右"
)
# Between two rates of a fact others fit only where it says so: between "8.25%, half of 16.5%" there is none.
_RANGE = re.compile(
    r"\b(?:between|from|rang\w+|up to|at least|at most|to)\b|[-–~至到]|介[乎于]|最[多少]|不[超少]|以[上下]"
)
_FARTHEST = 50  # times too large or too small; what lies farther off counts something else
_ROUNDED, _ROUNDED_ABOUT = (
    Decimal("0.05"),
    Decimal("0.25"),
)  # share by which rounding differs; where a fact says "about"


def contradicted(question: str, views: Sequence[FactView]) -> str:
    """The figure, as typed, that a question assumes and the lead of its answer, the first of `views`, states otherwise.

    Empty unless the question takes it for granted, it is the only one of its kind there, the lead has one of that kind,
    and no live fact shown or of the lead's section holds it.
    """
    lead = views[0]
    if lead.section.is_text or not is_live(lead.fact) or disagree(views) or not _assumes(question):
        return ""
    asked = quantities(question)
    alone = [one for one in asked if sum(one.kind == other.kind for other in asked) == 1]
    live = [fact for fact in (*lead.section.facts, *(view.fact for view in views)) if is_live(fact)]
    known = [one for fact in live for one in quantities(fact.text)]
    return next((one.surface for one in alone if not _is_among(one, known) and _is_wrong(one, lead)), "")


def _assumes(question: str) -> bool:
    asked = to_written(fold(question))
    return bool(_ASSUMED.search(asked)) and not _OWN.search(_SPEAKER.sub("", asked))


def _is_wrong(one: Quantity, lead: FactView) -> bool:
    """Whether the lead states the like and it is another, or the asked one is among what has been replaced since."""
    # A sum counts with its currency only: a large number may be of anything.
    stated = [other for other in quantities(lead.fact.text) if other.kind != "money" or other.currency]
    alike = [other.value for other in stated if one.is_comparable(other)]
    if not any(one.value < _FARTHEST * value and value < _FARTHEST * one.value for value in alike):
        return False
    outdated = [other for fact in lead.section.facts if fact.superseded_by for other in quantities(fact.text)]
    margin = _ROUNDED_ABOUT if _HEDGED.search(lead.fact.text) else _ROUNDED
    is_range = one.kind != "percent" or _RANGE.search(fold(lead.fact.text))
    steps = [(min(alike), max(alike))] if is_range else [(value, value) for value in alike]
    fits = any(low * (1 - margin) <= one.value <= high * (1 + margin) for low, high in steps)
    return _is_among(one, outdated) or not fits


def _is_among(one: Quantity, others: Sequence[Quantity]) -> bool:
    return any(one.is_comparable(other) and one.value == other.value for other in others)
