import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.folder import read_knowledge
from bot.languages.personal import MASK, PersonalKind, find_personal, mask_personal

_ROOT = Path(__file__).parents[2]
_FULL_WIDTH = str.maketrans("0123456789()", "０１２３４５６７８９（）")
_AROUND = st.sampled_from(
    [
        ("", ""),
        ("我的號碼係", "，想問下利得稅"),
        ("请问", "这个能开户吗？"),
        ("It is ", ", what is the rate?"),
        ("(", ")"),
    ]
)
_WIDTH = st.sampled_from(["narrow", "full"])


def _isbn_like(values: list[int], weights: range) -> int:
    return -sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11


@st.composite
def _hong_kong(draw: st.DrawFn) -> str:
    letters = draw(st.from_regex(r"[A-Z]{1,2}", fullmatch=True))
    digits = draw(st.from_regex(r"[0-9]{6}", fullmatch=True))
    values = [36, *(int(one, 36) for one in letters + digits)][-8:]
    check = "0123456789A"[_isbn_like(values, range(9, 1, -1))]
    return draw(
        st.sampled_from([f"{letters}{digits}({check})", f"{letters}{digits}{check}", f"{letters} {digits} ({check})"])
    )


@st.composite
def _mainland(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1930, 1, 1), date(2020, 12, 31)))
    region = draw(st.sampled_from(["110105", "310101", "440305", "650104", "810000"]))
    digits = f"{region}{born:%Y%m%d}{draw(st.integers(1, 999)):03}"
    total = sum(int(one) * 2 ** (17 - place) for place, one in enumerate(digits))
    return digits + "10X98765432"[total % 11]


@st.composite
def _card(draw: st.DrawFn) -> str:
    prefix, length = draw(st.sampled_from([("622202", 19), ("621700", 16), ("4", 16), ("52", 16), ("37", 15)]))
    digits = prefix + "".join(map(str, draw(st.lists(st.integers(0, 9), min_size=length, max_size=length))))
    digits = digits[: length - 1]
    doubled = [sum(divmod(int(one) * 2, 10)) if place % 2 == 0 else int(one) for place, one in enumerate(digits[::-1])]
    whole = digits + str(-sum(doubled) % 10)
    separator = draw(st.sampled_from(["", " ", "-"])) if length == 16 else ""
    return separator.join(whole[start : start + 4] for start in range(0, length - 3, 4)) + whole[length - length % 4 :]


_mobile = st.from_regex(r"1[3-9][0-9] ?[0-9]{4} ?[0-9]{3}[1-9]", fullmatch=True)
_local = st.from_regex(r"\+852[ -]?[4-9][0-9]{3}[ -]?[0-9]{4}", fullmatch=True)
_NUMBERS = st.one_of(
    st.tuples(st.just(PersonalKind.IDENTITY_CARD), st.one_of(_hong_kong(), _mainland())),
    st.tuples(st.just(PersonalKind.BANK_CARD), _card()),
    st.tuples(st.just(PersonalKind.PHONE), st.one_of(_mobile, _local)),
)


@given(_NUMBERS, _AROUND, _WIDTH)
def test_a_number_is_masked_wherever_it_stands(
    number: tuple[PersonalKind, str], around: tuple[str, str], width: str
) -> None:
    written = number[1].translate(_FULL_WIDTH) if width == "full" else number[1]
    text = written.join(around)

    assert mask_personal(text) == MASK.join(around)
    assert [one.kind for one in find_personal(text)] == [number[0]]


@given(st.one_of(_hong_kong(), _mainland(), _card()), st.data())
def test_a_number_with_one_digit_changed_is_another_number(number: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, one in enumerate(number) if one.isdigit()]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))

    assert find_personal(f"{number[:place]}{other}{number[place + 1 :]}") == ()


@given(_mobile)
def test_invisible_characters_do_not_hide_a_number(number: str) -> None:
    assert mask_personal("\u200b".join(number)) == MASK


@pytest.mark.parametrize(
    "text",
    [
        "my passport is E12345678",
        "護照號碼 K01234567",
        "我的回乡证H0123456789",
        "WhatsApp me at 9123 4567",
        "打畀我 6123-4567",
        "一三八零零一三八零零零",
        "澳門身份證 1234567(8)",
        "身分證 A123456789",
        "+44 7911 123456",
        "tel13912345678",
    ],
)
def test_what_has_no_check_digit_is_known_by_its_form_or_a_word(text: str) -> None:
    assert MASK in mask_personal(text)
    assert not any(map(str.isdigit, mask_personal(text)))


@pytest.mark.parametrize(
    "text",
    [
        "profit of 2000000",
        "a profit of 20000000 in 2024",
        "turnover of RMB 13812345678",
        "利润13812345678元",
        "营业额15000000000",
        "2024 2025 2026 2027",
        "stock 00700 and 9988",
        "HK$91234567",
        "E12345678",
        "91234567",
        "(852) 2867 2600",
        "0.13812345678",
        "123456789012345678",
    ],
)
def test_amounts_years_codes_and_office_telephones_are_no_personal_numbers(text: str) -> None:
    assert find_personal(text) == ()


def test_no_fact_and_no_way_to_ask_holds_one() -> None:
    documents = read_knowledge(_ROOT / "knowledge").documents
    sections = [section for document in documents for section in document.sections]
    texts = [text for one in sections for text in (one.heading, *one.phrasings)]
    facts = [fact for section in sections for fact in section.facts]
    texts += [text for fact in facts for text in (fact.text, *fact.phrasings)]

    assert len(facts) > 3000
    assert [text for text in texts if find_personal(text)] == []


def test_no_question_of_the_collection_holds_one() -> None:
    folder = _ROOT / "tests" / "collection"
    texts = [
        json.loads(line)["question"]
        for path in folder.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for path in folder.glob("*.tsv"):
        with path.open(encoding="utf-8") as file:
            texts += [cell for row in csv.reader(file, delimiter="\t") for cell in row]

    assert len(texts) > 2000
    assert [text for text in texts if find_personal(text)] == []
