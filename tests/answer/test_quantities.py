from decimal import Decimal

import pytest

from bot.answer.quantities import Quantity, quantities


@pytest.mark.parametrize(
    ("text", "kind", "value", "currency"),
    [
        ("the rate is 15 %", "percent", "15", ""),
        ("要5000万才能上市", "money", "50000000", ""),
        ("最少十萬蚊", "money", "100000", "HKD"),
        ("五千万", "money", "50000000", ""),
        ("20 million dollars", "money", "20000000", ""),
        ("HK$2m", "money", "2000000", "HKD"),
        ("ten working days", "days", "10", ""),
        ("两个星期", "days", "14", ""),
        ("上市，三年盈利", "months", "36", ""),
        ("三個月", "months", "3", ""),
    ],
)
def test_a_quantity_is_read_as_people_type_it(text: str, kind: str, value: str, currency: str) -> None:
    assert [(one.kind, one.value, one.currency) for one in quantities(text)] == [(kind, Decimal(value), currency)]


@pytest.mark.parametrize(
    "text", ["5000家公司", "5万人", "2025年3月5日", "24年", "第三個月", "十四五规划", "一周年", "20 employees"]
)
def test_counts_and_dates_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_sums_are_compared_in_one_currency_as_far_as_it_is_said() -> None:
    bare, hong_kong, mainland = (
        Quantity(kind="money", value=Decimal(1), surface="1", currency=currency) for currency in ("", "HKD", "CNY")
    )

    assert bare.is_comparable(hong_kong)
    assert not hong_kong.is_comparable(mainland)
    assert not bare.is_comparable(Quantity(kind="percent", value=Decimal(1), surface="1%"))
