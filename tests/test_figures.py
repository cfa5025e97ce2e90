from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import Figure, FigureKind, find_figures, magnitudes, missing_figures, values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("HK$1.43 billion", "HKD 1430000000"),
        ("14.3億港元", "HKD 1430000000"),
        ("１４．３億港元", "HKD 1430000000"),
        ("港幣14.3亿元", "HKD 1430000000"),
        ("HK$5m", "HKD 5000000"),
        ("HK$500", "HKD 500"),
        ("HK$1,234.50", "HKD 1234.5"),
        ("RMB1 million", "CNY 1000000"),
        ("人民幣100萬元", "CNY 1000000"),
        ("100万元人民币", "CNY 1000000"),
        ("US$3.2 trillion", "USD 3200000000000"),
        ("3.2萬億美元", "USD 3200000000000"),
        ("S$5 million", "SGD 5000000"),
        ("500萬新加坡元", "SGD 5000000"),
        ("€7 million", "EUR 7000000"),
        ("8.25%", "8.25%"),
        ("8.25 per cent", "8.25%"),
        ("百分之8.25", "8.25%"),
        ("3.5個百分點", "3.5%"),
        ("6 October 2025", "2025-10-06"),
        ("October 6, 2025", "2025-10-06"),
        ("2025年10月6日", "2025-10-06"),
        ("2025-10-06", "2025-10-06"),
        ("Oct 2025", "2025-10"),
        ("2025年10月", "2025-10"),
        ("in 2025", "2025"),
        ("In 2025, firms", "2025"),
        ("mid-2025", "2025"),
        ("10月6日", "--10-06"),
        ("6 October", "--10-06"),
        ("2025/26", "2025/26"),
        ("2025-26 Budget", "2025/26"),
        ("2025至26年度", "2025/26"),
        ("500 firms", "500"),
        ("500間企業", "500"),
        ("1,000,000 firms", "1000000"),
        ("2025 million", "2025000000"),
        ("5萬家", "50000"),
    ],
)
def test_a_figure_has_one_normal_form(text: str, value: str) -> None:
    assert [figure.value for figure in find_figures(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "section 14D",
        "sections 14D to 14F",
        "第14D條",
        "第112章",
        "Cap. 112",
        "DIPN 52",
        "No. 4 Bill",
        "附表17",
        "the 8th CIIE",
        "第8屆進博會",
        "A+H",
        "NNC6",
        "14E(1)(a)",
        "G20",
    ],
)
def test_a_reference_is_not_a_figure(text: str) -> None:
    assert find_figures(text) == []


def test_figures_come_in_reading_order_as_they_are_written() -> None:
    assert find_figures("In 2025 some 13 firms paid HK$1.5 million at 8.25%.") == [
        Figure(kind=FigureKind.DATE, surface="2025", value="2025"),
        Figure(kind=FigureKind.COUNT, surface="13", value="13"),
        Figure(kind=FigureKind.MONEY, surface="HK$1.5 million", value="HKD 1500000"),
        Figure(kind=FigureKind.PERCENT, surface="8.25%", value="8.25%"),
    ]


_SCALES_EN = st.sampled_from(
    [("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9), (" trillion", 10**12)]
)
_SCALES_ZH = st.sampled_from(
    [("", 1), ("萬", 10**4), ("万", 10**4), ("百萬", 10**6), ("億", 10**8), ("亿", 10**8), ("萬億", 10**12)]
)
_CURRENCIES = st.sampled_from(
    [
        ("HKD", "HK${}", "{}港元"),
        ("USD", "US${}", "{}美元"),
        ("CNY", "RMB {}", "人民幣{}元"),
        ("SGD", "S${}", "{}坡元"),
    ]
)


@given(
    amount=st.integers(min_value=1, max_value=10**15),
    currency=_CURRENCIES,
    english=_SCALES_EN,
    chinese=_SCALES_ZH,
    commas=st.booleans(),
)
def test_an_amount_has_one_normal_form_in_english_and_chinese(
    amount: int, currency: tuple[str, str, str], english: tuple[str, int], chinese: tuple[str, int], commas: bool
) -> None:
    code, english_form, chinese_form = currency
    written_en = f"{Decimal(amount) / english[1]:{',' if commas else ''}f}{english[0]}"
    written_zh = f"{Decimal(amount) / chinese[1]:f}{chinese[0]}"

    assert values(english_form.format(written_en)) == values(chinese_form.format(written_zh)) == {f"{code} {amount}"}


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_a_percentage_has_one_normal_form_in_english_and_chinese(percentage: Decimal) -> None:
    assert values(f"{percentage}%") == values(f"{percentage} per cent") == values(f"百分之{percentage}")


_MONTHS = "January February March April May June July August September October November December".split()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_has_one_normal_form_in_english_and_chinese(day: date) -> None:
    english = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    assert values(english) == values(f"{day.year}年{day.month}月{day.day}日") == {day.isoformat()}


@given(st.text())
def test_any_text_can_be_read_for_figures(text: str) -> None:
    assert {figure.value for figure in find_figures(text)} == values(text)


@pytest.mark.parametrize(
    ("claim", "evidence", "missing"),
    [
        ("The rate is 8.25%.", "It pays 8.25%.", set()),
        ("The rate is 8.25%.", "It pays 16.5%.", {"8.25%"}),
        ("In October 2025", "On 6 October 2025", set()),
        ("In 2025", "On 6 October 2025", set()),
        ("On 6 October 2025", "In October 2025", {"2025-10-06"}),
        ("HK$5 million", "US$5 million", {"HKD 5000000"}),
        ("HK$5 million", "5 million", {"HKD 5000000"}),
        ("5 firms", "50 firms", {"5"}),
        ("14.3億港元", "HK$1.43 billion", set()),
    ],
)
def test_only_figures_that_the_evidence_lacks_are_missing(claim: str, evidence: str, missing: set[str]) -> None:
    assert missing_figures(claim, evidence) == missing


def test_magnitudes_are_bare_numbers_with_dates_taken_apart() -> None:
    text = "On 6 October 2025, HK$1.5 million at 8.25%"

    assert magnitudes(text) == {Decimal(6), Decimal(10), Decimal(2025), Decimal(1_500_000), Decimal("8.25")}


def test_both_languages_of_a_fact_have_the_same_magnitudes() -> None:
    assert magnitudes("13 firms raised RMB 2 billion by March 2025.") == magnitudes(
        "截至2025年3月，13家企業籌集20億元人民幣。"
    )
