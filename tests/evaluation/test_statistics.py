from collections.abc import Sequence

import numpy as np
import pytest

from bot.evaluation.statistics import Estimate, Table, auroc, compare, estimate, percentiles


def _column(values: Sequence[float]) -> Table:
    return np.array(values, dtype=np.float64).reshape(-1, 1)


def _names(count: int) -> list[str]:
    return [f"q{number}" for number in range(count)]


def test_a_mean_is_the_sum_over_the_sum() -> None:
    found = estimate(_column([1, 0, 3]), _column([1, 1, 4]), _names(3))[0]

    assert found.value == pytest.approx(4 / 6)
    assert found.n == 6


def test_what_cannot_be_measured_is_none_and_not_zero() -> None:
    assert estimate(_column([0, 0]), _column([0, 0]), _names(2)) == [Estimate(value=None, low=None, high=None, n=0)]
    assert estimate(_column([]), _column([]), []) == [Estimate(value=None, low=None, high=None, n=0)]


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    found = estimate(_column([1] * 80 + [0] * 20), _column([1] * 100), _names(100))[0]

    # normal approximation: 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 100)
    assert found.low == pytest.approx(0.8 - 0.0784, abs=0.02)
    assert found.high == pytest.approx(0.8 + 0.0784, abs=0.02)


def test_forms_of_one_question_are_drawn_together() -> None:
    values, ones = _column([1] * 60 + [0] * 30), _column([1] * 90)
    alone = estimate(values, ones, _names(90))[0]
    together = estimate(values, ones, [f"g{number // 3}" for number in range(90)])[0]

    assert alone.low is not None
    assert together.low is not None
    assert together.low < alone.low


def test_the_same_run_gets_the_same_interval() -> None:
    values = _column([1, 0, 1, 1])
    assert estimate(values, np.ones_like(values), _names(4)) == estimate(values, np.ones_like(values), _names(4))


def test_runs_are_compared_in_pairs() -> None:
    before, after = _column([1, 0] * 50), _column([1, 1] * 50)
    ones = np.ones_like(before)

    found = compare((before, ones), (after, ones), _names(100))[0]

    assert (found.before, found.after, found.change) == (0.5, 1.0, 0.5)
    assert found.is_clear


def test_a_run_compared_with_itself_has_not_changed_at_all() -> None:
    values = _column([1, 0, 1])
    found = compare((values, np.ones_like(values)), (values, np.ones_like(values)), _names(3))[0]

    assert (found.change, found.low, found.high, found.is_clear) == (0.0, 0.0, 0.0, False)


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.5, 0.3], 0.75),  # of four pairs, three in order
        ([0.9], [], None),
        ([], [0.1], None),
    ],
)
def test_the_area_is_the_share_of_pairs_in_order(
    positives: list[float], negatives: list[float], expected: float | None
) -> None:
    assert auroc(positives, negatives) == expected


def test_percentiles_are_linear_between_neighbours() -> None:
    assert percentiles([1.0, 2.0, 3.0, 4.0], (50, 95)) == {"p50": 2.5, "p95": 3.85}
    assert percentiles([], (50,)) == {"p50": None}
