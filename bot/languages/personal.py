"""Finds numbers that identify a person, so that they can be masked before anything is looked up, stored or logged.

Identity cards and bank cards are told from other numbers by their check digits:

- Hong Kong: letters as 10 to 35, a missing first letter as 36, weights 9 to 2 and 1, a sum divisible by 11; the rule is
  in common use and not published by the Immigration Department (Wikipedia, "Hong Kong identity card").
- Mainland: GB 11643-1999 with the check character of ISO/IEC 7064, MOD 11-2.
- Taiwan: letters as two digits, weights 1, 9 to 1, 1, a sum divisible by 10 (Wikipedia, "National identification card
  (Taiwan)").
- Bank cards: the Luhn formula of ISO/IEC 7812-1, annex B, with prefixes and lengths of the card schemes.

Passports, travel permits, Macao cards and Hong Kong telephones have no public check: they need a word beside them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, groupby

MASK = "＊＊＊"
"""Stands for a number; no letter or digit, so that nothing is looked up for it, and no Markdown."""


class PersonalKind(StrEnum):
    """What a personal number belongs to."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    BANK_CARD = "bank_card"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalNumber:
    """A personal number and where it stands in the text."""

    kind: PersonalKind
    start: int
    end: int


_GAP = r"[ .·_‐-―−-]{0,2}"
_HAN_DIGITS = re.compile(r"[零〇一二三四五六七八九](?:[ -]?[零〇一二三四五六七八九]){6,}")  # 一三八零零一三八零零零
_HAN_VALUES = dict(zip("零〇一二三四五六七八九", "00123456789", strict=True))
_FEWEST = 6  # digits of the shortest number, a Hong Kong identity card's whose check digit is A
_NEAR = 24  # characters before or after a number in which a word tells what it is


def _word(pattern: str) -> re.Pattern[str]:
    """Alone among Latin letters and digits; Chinese may stand around it."""
    return re.compile(rf"(?<![A-Z0-9])(?:{pattern})(?![A-Z0-9])")


def _digits(pattern: str) -> re.Pattern[str]:
    """Alone among digits, no decimals; a word may be written right before it: tel13800138000."""
    return re.compile(rf"(?<!\d)(?<!\d[.,])(?:{pattern})(?!\d)")


_SHORT_WORDS = "AM|AS|AT|BE|BY|HE|IN|IS|IT|ME|MY|NO|OF|ON|OR|SO|TO|US|WE"  # no identity card begins so: "it is 1687211"
_HONG_KONG = _word(
    rf"(?!(?:{_SHORT_WORDS})[^A-Z])(?P<letters>[A-Z]{{1,2}}){_GAP}(?P<digits>\d{{6}}){_GAP}\(?\s?(?P<check>[\dA])\s?\)?"
)
_MAINLAND = _digits(rf"(?P<region>\d{{6}}){_GAP}(?P<born>\d{{8}}){_GAP}(?P<rest>\d{{3}}){_GAP}?(?P<check>[\dX])")
_TAIWAN = _word(rf"(?P<letter>[A-Z]){_GAP}(?P<digits>[1289]\d{{8}})")
_MACAO = _word(rf"[1578]{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\(?\d\)?")
_PASSPORT = _word(rf"[A-Z]{{1,2}}{_GAP}\d{{7,8}}|E[A-HJ-NP-Z]{_GAP}\d{{7}}|[HMCW]{_GAP}\d{{8,10}}")
_DIGITS = _digits(rf"\d(?:{_GAP}\d){{12,40}}")
_MOBILE = _digits(rf"(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{_GAP}\d{{3}}{_GAP}\d{_GAP}\d{{3}}")
_LOCAL = _digits(rf"(?P<code>(?:\+|00)?\(?852\)?{_GAP})?[4-9]\d{{3}}{_GAP}\d{{4}}")
_ABROAD = re.compile(r"(?<![A-Z0-9])(?<!\d[ .-])(?:\+|00)(?P<number>[1-9]\d{0,2}(?:[ .\-()]{0,2}\d){7,13})(?![A-Z0-9])")

_IDENTITY_WORD = re.compile(r"IDENTITY|\bI\.?D\b|\bBIR\b|身份|身分|證件|证件")
_PASSPORT_WORD = re.compile(
    r"PASSPORT|TRAVEL DOCUMENT|RETURN PERMIT|護照|护照|旅行證|旅行证|通行證|通行证|回鄉證|回乡证|HUZHAO"
)
_PHONE_WORD = re.compile(
    r"\bTEL\b|PHONE|MOBILE|\bCELL\b|\bCALL\b|\bTEXT ME\b|WHATSAPP|WECHAT|\bSMS\b|\bRING\b"
    r"|電話|电话|手機|手机|手提|致電|致电|打(?:畀|俾|给|給)我|微信|聯絡|联络|聯繫|联系|熱線|热线|短信|短訊|撥打|拨打|號碼|号码"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:\$|€|£|¥|HKD|RMB|CNY|USD|EUR|PROFITS?|TURNOVER|REVENUES?|INCOME|SALES|ASSETS|LOSS(?:ES)?|AMOUNT|TOTAL"
    r"|利潤|利润|營業額|营业额|收入|資產|资产|金額|金额|銷售額|销售额|產值|产值|虧損|亏损|投資|投资)"
    r"[^\d.,;。，；]{0,12}$"
)
_AMOUNT_AFTER = re.compile(r"^\s*(?:%|元|港|美元|人民|萬|万|億|亿|HKD|RMB|CNY|USD|EUR|YUAN|DOLLARS?|MILLION|BILLION)")
_ROUND = "000000"  # what ends so is an amount: 15000000000

_REGIONS = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_FIRST_YEAR, _LAST_YEAR = 1880, 2099  # of birth; no clock is asked
_ISO_7064 = "10X98765432"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # 10 to 35 in this order
# Prefixes and lengths: UnionPay, Visa, Mastercard, American Express, JCB, Diners Club, Discover.
_CARDS = (
    (re.compile(r"62"), frozenset((16, 17, 18, 19))),
    (re.compile(r"81[0-7]"), frozenset((16, 17, 19))),  # identity numbers of 18 digits begin so too
    (re.compile(r"4"), frozenset((13, 16, 19))),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset((16,))),
    (re.compile(r"3[47]"), frozenset((15,))),
    (re.compile(r"352[89]|35[3-8]"), frozenset((16,))),
    (re.compile(r"3(?:0[0-5]|[689])"), frozenset((14,))),
    (re.compile(r"6(?:011|4[4-9]|5)"), frozenset((16,))),
)
_SMALLEST_GROUP = 2  # digits of a card are never printed one by one
_CARD_LENGTHS = range(13, 20)
_E164 = range(9, 16)  # digits of a telephone number with its country code


def find_personal(text: str) -> tuple[PersonalNumber, ...]:
    """Personal numbers in reading order, none within another; digits of any script and width are read."""
    plain, places = _readable(text)
    if sum(map(str.isdigit, plain)) < _FEWEST:
        return ()
    found: list[PersonalNumber] = []
    for kind, finder in _FINDERS:
        for start, end in finder(plain):
            number = PersonalNumber(kind=kind, start=places[start], end=places[end - 1] + 1)
            if all(number.end <= other.start or other.end <= number.start for other in found):
                found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def mask_personal(text: str) -> str:
    """The text with each personal number replaced by `MASK`."""
    for number in reversed(find_personal(text)):
        text = f"{text[: number.start]}{MASK}{text[number.end :]}"
    return text


def _readable(text: str) -> tuple[str, list[int]]:
    """Upper case with plain digits and without invisible characters, and the place of each character in `text`."""
    characters, places = [], []
    for place, character in enumerate(text):
        if unicodedata.category(character) in ("Cf", "Mn"):
            continue
        for form in unicodedata.normalize("NFKC", character).upper():
            digit = unicodedata.digit(form, None)
            characters.append(str(digit) if digit is not None else " " if form.isspace() else form)
            places.append(place)
    plain = _HAN_DIGITS.sub(lambda run: "".join(_HAN_VALUES.get(one, one) for one in run.group()), "".join(characters))
    return plain, places


def _near(word: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return bool(word.search(text[max(0, start - _NEAR) : start]) or word.search(text[end : end + _NEAR]))


def _is_amount(text: str, start: int, end: int) -> bool:
    if _AMOUNT_AFTER.match(text[end:]):
        return True
    return bool(_AMOUNT_BEFORE.search(text[:start])) and not _near(_PHONE_WORD, text, start, end)


def _hong_kong(text: str) -> Iterator[tuple[int, int]]:
    for match in _HONG_KONG.finditer(text):
        values = [36, *(int(one, 36) for one in f"{match['letters']}{match['digits']}{match['check']}")][-9:]
        if sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0:
            closed = match.group().count("(") == match.group().count(")")
            yield match.start(), match.end() if closed else match.end() - match.group().endswith(")")


def _mainland(text: str) -> Iterator[tuple[int, int]]:
    for match in _MAINLAND.finditer(text):
        digits = f"{match['region']}{match['born']}{match['rest']}"
        total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
        if digits[:2] in _REGIONS and _is_birthday(match["born"]) and _ISO_7064[total % 11] == match["check"]:
            yield match.span()


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _FIRST_YEAR <= born.year <= _LAST_YEAR


def _taiwan(text: str) -> Iterator[tuple[int, int]]:
    for match in _TAIWAN.finditer(text):
        letter = _TAIWAN_LETTERS.index(match["letter"]) + 10
        values = [letter // 10, letter % 10, *map(int, match["digits"])]
        if sum(value * weight for value, weight in zip(values, (1, *range(9, 0, -1), 1), strict=True)) % 10 == 0:
            yield match.span()


def _named(pattern: re.Pattern[str], word: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """A finder of what `pattern` matches beside a word that says what it is."""

    def find(text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in pattern.finditer(text) if _near(word, text, *match.span()))

    return find


def _bank_cards(text: str) -> Iterator[tuple[int, int]]:
    for run in _DIGITS.finditer(text):
        edges = [(start + run.start(), end + run.start()) for start, end in _groups(run.group())]
        spans = [(first[0], last[1]) for first, last in combinations(edges, 2)] + edges
        yield from (span for span in sorted(spans, key=lambda span: span[0] - span[1]) if _is_card(text[slice(*span)]))


def _groups(run: str) -> Iterator[tuple[int, int]]:
    """Start and end of each group of digits."""
    for is_digit, group in groupby(enumerate(run), key=lambda one: one[1].isdigit()):
        places = [place for place, _ in group]
        if is_digit:
            yield places[0], places[-1] + 1


def _is_card(written: str) -> bool:
    digits = "".join(filter(str.isdigit, written))
    groups = "".join(one if one.isdigit() else " " for one in written).split()
    if len(digits) not in _CARD_LENGTHS or min(map(len, groups)) < _SMALLEST_GROUP or not _passes_luhn(digits):
        return False
    return any(prefix.match(digits) and len(digits) in lengths for prefix, lengths in _CARDS)


def _passes_luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _MOBILE.finditer(text):
        is_round = match.group().endswith(_ROUND) and not _near(_PHONE_WORD, text, *match.span())
        if not is_round and not _is_amount(text, *match.span()):
            yield match.span()
    for match in _LOCAL.finditer(text):
        if (match["code"] or _near(_PHONE_WORD, text, *match.span())) and not _is_amount(text, *match.span()):
            yield match.span()
    for match in _ABROAD.finditer(text):
        digits = "".join(filter(str.isdigit, match["number"]))
        is_office = digits.startswith(("852", "86"))  # the personal ones of both were found above
        if len(digits) in _E164 and not is_office and not _is_amount(text, *match.span()):
            yield match.span()


_FINDERS: tuple[tuple[PersonalKind, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (PersonalKind.IDENTITY_CARD, _mainland),
    (PersonalKind.BANK_CARD, _bank_cards),
    (PersonalKind.IDENTITY_CARD, _hong_kong),
    (PersonalKind.IDENTITY_CARD, _taiwan),
    (PersonalKind.PASSPORT, _named(_PASSPORT, _PASSPORT_WORD)),
    (PersonalKind.PHONE, _phones),
    (PersonalKind.IDENTITY_CARD, _named(_MACAO, _IDENTITY_WORD)),
)
