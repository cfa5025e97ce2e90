"""Questions about what nobody can know yet, and facts that speak of what is to come.

"What will the fee be next year" is answered by a fact that itself looks ahead: a target, a plan, a rule with a date to
come, a forecast. A question about a rule in force looks ahead in its words alone: "will we have to pay tax".
"""

import re

from bot.languages.colloquial import to_written
from bot.languages.scripts import fold

_NUMBER = r"(?:\d+|two|three|four|five|six|ten|a few|several)"
# How a figure or a rule may move; what a rule makes of a case (会不会停牌, will it be taxed) is none of these.
_CHANGES = (
    r"(?:(?:go|move) (?:up|down|higher|lower)|rise|fall|grow|increase|decrease|double|triple|rebound|crash|collapse"
    r"|overtake|get (?:cheaper|dearer)|recover|be (?:worth|raised|cut|lowered|abolished|scrapped|relaxed|tightened))"
)
_CHANCES = (
    r"\b(?:what are|what's|rate) (?:our|my|the) (?:chances|odds)\b|\bhow likely (?:is|are)\b"
    r"|胜算|[几多]成把握|有没有把握|机会(?:大吗|大不大|有多大)|成功率"
)
_PREDICTED = re.compile(
    rf"\b(?:will|going to|likely to) (?:[\w'%-]+ ){{0,6}}?{_CHANGES}\b"
    r"|会不会(?:再|又|继续|很快|马上|被)?(?:升|降|涨|跌|加到|加价|减到|调高|调低|取消|放宽|收紧|超过|突破|翻倍|回到)"
    r"|(?:还会|会再|会继续|将会)(?:不会)?(?:再|继续)?(?:升|降|涨|跌|加|减)"
    rf"|{_CHANCES}"
)
_LATER = re.compile(
    r"\bnext (?:year|month|week|quarter|spring|summer|autumn|winter)\b"
    rf"|\b{_NUMBER} (?:years?|months?) (?:from now|later)\b"
    rf"|\b(?:will|going to)\b.{{0,60}}\bin {_NUMBER} years\b|\bby (?:christmas|xmas|the end of the decade)\b"
    r"|明年|后年|下个月|下季|下届|[一二两三五十\d]+(?:年|个月)(?:之)?后|未来[几两三五十\d]+年"
)
_TO_BE = re.compile(
    r"\b(?:will|would|gonna|going to|shall)\b|会|将|能|大概|估计|预计|多少|几[家间只个]|什么时候|何时|哪天"
)
# The asker's own plans and cases, and what has been said of the time to come: both are asked of what is known.
_KNOWN = re.compile(
    r"\b(?:if|want to|plan to|planning to|hope to|have to|need to|must)\b"
    r"|\b(?:targets?|plans?|planned|goals?|aims?|forecasts?|timetable|scheduled?|propos\w+|announced)\b"
    r"|如果|假如|要是|的话|万一|想|打算|准备|一[^，, ]{1,6}[，,]|目标|计划|规划|时间表|预测|展望|建议|有没有说|宣布"
)
_PLANS = "计划(?=[在于将到把推设增扩建提开今明再进])"  # not the name of a scheme, which ends in the same word
_AHEAD = re.compile(
    r"\b(?:targets?|plans?|planned|will|aims?|expects?|expected|forecasts?|projected|propos\w+|intends?|to be|studying"
    r"|under study|explor\w+|consult\w+|until|extended|in the next|coming years?|no (?:date|timetable|decision))\b"
    rf"|目标|{_PLANS}|规划|拟|将|预期|预计|预测|展望|估计|建议|研究|探讨|咨询|会于|会在|(?<![截止])至20\d\d年|直至|延长|未来|分阶段|尚未|未有"
)


def asks_ahead(text: str) -> bool:
    """Whether a question is about what will be, or come of something; not about a rule, a plan or a target in force."""
    written = to_written(fold(text))
    later = bool(_LATER.search(written)) and bool(_TO_BE.search(written))
    return (later or bool(_PREDICTED.search(written))) and not _KNOWN.search(written)


def speaks_ahead(text: str) -> bool:
    """Whether a text itself speaks of what is to come."""
    return bool(_AHEAD.search(fold(text)))
