"""Conversion between Chinese scripts and folding for search; OpenCC (Apache-2.0) knows the characters."""

import unicodedata
from functools import cache

import opencc

_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’"})  # GB/T 15834-2011 uses curved quotation marks

_GOVERNMENT = str.maketrans("税户説峯閲", "稅戶說峰閱")  # OpenCC's Hong Kong table has the others

# Written one way in Hong Kong and another on the Mainland; OpenCC's character tables leave these as they are.
_MAINLAND = {
    "甚么": "什么",
    "帐户": "账户",
    "转帐": "转账",
    "身分": "身份",
    "毋须": "无须",
    "度身订造": "量身定制",
    "度身制订": "量身制订",
    "宽减": "减免",
    "支援": "支持",
    "电讯": "电信",
    "介乎": "介于",
    "演辞": "演讲辞",
    "沿著": "沿着",
    "随著": "随着",
    "藉著": "藉着",
    "标志著": "标志着",
}


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def simplify(text: str) -> str:
    """Hong Kong Traditional to Simplified as it is shown to a reader, punctuation included."""
    converted: str = _converter("hk2s").convert(text)
    for hong_kong, mainland in _MAINLAND.items():
        converted = converted.replace(hong_kong, mainland)
    return converted.translate(_QUOTES)


def traditionalise(text: str) -> str:
    """Simplified to Hong Kong Traditional, in the forms that the Government writes (稅, not 税)."""
    converted: str = _converter("s2hk").convert(text)
    return converted.translate(_GOVERNMENT)


def fold(text: str) -> str:
    """One form for search and comparison: NFKC, lower case, Simplified."""
    converted: str = _converter("t2s").convert(unicodedata.normalize("NFKC", text))
    return converted.lower()


def is_han(character: str) -> bool:
    """True for a CJK ideograph (URO, extension A, compatibility)."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
