from datetime import date

import pytest

from bot.answer.starts import Announced, announced

_TODAY = date(2026, 11, 29)
_AHEAD, _PASSED = Announced.AHEAD, Announced.PASSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rule takes effect on 1 January 2027.", _AHEAD),
        ("The rule applies from 30 November 2026.", _AHEAD),
        ("The rule applies from 29 November 2026.", None),
        ("The academy opens from about the end of 2026.", _AHEAD),
        ("The exchange is to consult in 2027.", _AHEAD),
        ("新規定自2027年1月1日起施行。", _AHEAD),
        ("新規定將於2027年第一季生效。", _AHEAD),
        ("新规定预计2027年推出。", _AHEAD),
        ("The scheme will start on 1 January 2026.", _PASSED),
        ("The scheme was to start by mid-2026.", _PASSED),
        ("The ceiling would go up in the second quarter of 2026.", _PASSED),
        ("計劃將於2026年1月1日推出。", _PASSED),
        ("计划预计于2026年第二季推出。", _PASSED),
    ],
)
def test_a_day_announced_is_ahead_or_has_passed(text: str, expected: Announced | None) -> None:
    assert announced(text, "2025-10", _TODAY) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The scheme is to start within 2026.",  # a month is left
        "The facility was doubled with effect from 2 February 2026.",
        "Issuers must report climate data from 1 January 2026.",
        "The waiver runs until 31 March 2027.",
        "回贈活動由2026年4月1日至2027年3月31日推出。",
        "The 2026-27 Budget said that a bill is to be tabled.",
        "Firms were expected to create 6,864 jobs.",
        "In October 2025 the leaders were expected to meet.",
        "The rate is 8.25%.",
    ],
)
def test_nothing_is_said_of_a_day_that_no_start_is_told_for_or_that_may_not_have_come(text: str) -> None:
    assert announced(text, "2025-10", _TODAY) is None


def test_what_was_told_when_it_was_over_is_no_announcement() -> None:
    text = "The forecast was that it would open in March 2026."
    assert announced(text, "2026-02", _TODAY) is _PASSED
    assert announced(text, "2026-04", _TODAY) is None
