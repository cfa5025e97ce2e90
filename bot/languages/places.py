"""Names of countries and some cities in three scripts, so that a question about one place is not answered with another.

Country names come from Unicode CLDR by way of Babel (BSD); the rest are short forms and cities as users type them.
"""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from bot.languages.alternatives import any_of
from bot.languages.scripts import fold, is_han

_HOME = frozenset(("CN", "HK", "QO", "EU", "EZ", "UN"))  # the subject itself, and groups of places
_MORE = {
    "GB": "uk britain british england london 英国 英资 英企 伦敦",
    "US": "usa u.s. america american new-york 美国 美资 美企 纽约",
    "AE": "uae dubai abu-dhabi emirati 阿联酋 迪拜 杜拜 阿布扎比",
    "SA": "saudi riyadh 沙特 沙地 利雅得",
    "KR": "korea korean seoul 韩国 南韩 韩资 韩企 首尔",
    "JP": "japanese tokyo 东京 日资 日企",
    "SG": "singaporean 狮城 星洲",
    "VN": "vietnamese hanoi 河内 胡志明市",
    "ID": "indonesian jakarta 雅加达 印尼",
    "MY": "malaysian kuala-lumpur 吉隆坡 大马",
    "TH": "thai bangkok 曼谷",
    "DE": "german berlin frankfurt 德资 德企 柏林 法兰克福",
    "FR": "french paris 法资 法企 巴黎",
    "CH": "swiss zurich 苏黎世",
    "NL": "dutch amsterdam 阿姆斯特丹",
    "IT": "italian 意资",
    "ES": "spanish",
    "IN": "indian mumbai 孟买",
    "AU": "australian sydney 澳洲 悉尼",
    "CA": "canadian toronto 多伦多",
    "RU": "russian moscow 莫斯科",
    "BR": "brazilian",
    "MX": "mexican",
    "TR": "turkish",
    "IL": "israeli",
    "LU": "卢森堡",
    "QA": "doha 多哈",
    "MO": "macao macau 澳门",
    "TW": "taipei 台北 台湾",
    "CN-BJ": "beijing 北京",
    "CN-SH": "shanghai 上海 沪",
    "CN-SZ": "shenzhen 深圳",
    "CN-GZ": "guangzhou 广州",
    "CN-QH": "qianhai 前海",
    "CN-HN": "hainan 海南",
    "CN-CD": "chengdu 成都",
    "CN-WH": "wuhan 武汉",
    "CN-CQ": "chongqing 重庆",
    "CN-TJ": "tianjin 天津",
    "CN-HZ": "hangzhou 杭州",
    "CN-NB": "ningbo 宁波",
    "CN-ZJ": "zhejiang 浙江",
    "CN-GD": "guangdong 广东",
    "CN-FJ": "fujian 福建",
    "CN-JS": "jiangsu 江苏",
}

_CAPITALS = {"US": "US", "UK": "GB", "UAE": "AE"}  # in lower case, "us" is a pronoun
_CAPITAL = re.compile(r"(?<![A-Za-z])(?:US|UK|UAE)(?![A-Za-z$])")

_DEMONYM = re.compile(r"(?:[vn]?ian|n?ese|an|ish|i)$")
_STEM = 3  # letters of a country's name that its adjective has too


def places_in(text: str) -> frozenset[str]:
    """Codes of the places other than Hong Kong and the Mainland as a whole that a text names."""
    names = _names()
    found = {names[match.group()] for match in _pattern().finditer(fold(text))}
    return frozenset(found | {_CAPITALS[match.group()] for match in _CAPITAL.finditer(text)})


def mentions_in(folded: str) -> list[tuple[int, int, str]]:
    """Where a folded text names a place other than Hong Kong and the Mainland as a whole: start, end and code."""
    return [(match.start(), match.end(), _names()[match.group()]) for match in _pattern().finditer(folded)]


def without_places(text: str) -> str:
    """A text without such names; as it is, but for capitals, where folding moves its characters."""
    text = _CAPITAL.sub(lambda match: " " * len(match.group()), text)
    folded = fold(text)
    if len(folded) == len(text):
        for start, end, _ in reversed(mentions_in(folded)):
            text = f"{text[:start]} {text[end:]}"
    return text


def is_demonym(word: str) -> bool:
    """True for an English adjective of a country: Peruvian, Sudanese, Irish."""
    stem = _DEMONYM.sub("", fold(word))
    return stem != fold(word) and len(stem) >= _STEM and any(name.startswith(stem) for name in _names())


def is_mainland(code: str) -> bool:
    """True for a city or province of the Mainland."""
    return code.startswith("CN-")


@cache
def _names() -> dict[str, str]:
    named = {name: code for code, name in _cldr() if len(name) > 1}
    named |= {word.replace("-", " "): code for code, words in _MORE.items() for word in words.split()}
    return named


def _cldr() -> Iterator[tuple[str, str]]:
    for locale in ("en", "zh_Hans", "zh_Hant", "zh_Hant_HK"):
        for code, name in Locale.parse(locale).territories.items():
            if code.isalpha() and code not in _HOME:  # regions of the world have numbers
                yield code, fold(name)


@cache
def _pattern() -> re.Pattern[str]:
    return any_of(_names(), _before, _after)


def bounded(form: str) -> str:
    """A pattern for a folded name that does not find it inside another word."""
    return _before(form[0]) + re.escape(form) + _after(form[-1])


def _before(first: str) -> str:
    return "" if is_han(first) else "(?<![a-z])"


def _after(last: str) -> str:
    if last in "企资":  # 日企, 法资: not the beginning of 今日企业, 合法资金
        return "(?![业及图金助料产源本格讯历])"
    return "" if is_han(last) else "(?![a-z])"
