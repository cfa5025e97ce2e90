from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.evaluation.gate import Limit, fallen_short, read_limits, read_limits_file
from bot.types import JsonObject

_SUMMARY: JsonObject = {
    "gold_fact_recall": 0.9,
    "false_abstention": 0.05,
    "figure_faithfulness": None,
    "latency_ms": {"p95": 20.0},
    "by_language": {"zh-Hans": {"gold_fact_recall": 0.8}},
    "hybrid": {"R@1": 0.95},
    "mode": "extractive",
    "complete": True,
}


@pytest.mark.parametrize(
    ("text", "is_floor", "lines"),
    [
        ("gold_fact_recall=0.9", True, []),
        ("gold_fact_recall=0.900000000001", True, []),  # what a summary prints is met by that summary
        ("gold_fact_recall=0.91", True, ["gold_fact_recall is 0.9; wanted at least 0.91"]),
        ("false_abstention=0.05", False, []),
        ("false_abstention=0.04", False, ["false_abstention is 0.05; wanted at most 0.04"]),
        ("latency_ms.p95=10", False, ["latency_ms.p95 is 20; wanted at most 10"]),
        ("hybrid.R@1=0.96", True, ["hybrid.R@1 is 0.95; wanted at least 0.96"]),
        ("figure_faithfulness=1", True, ["figure_faithfulness could not be measured; wanted at least 1"]),
        (
            "gold_fact_recall=1, by_language.zh-Hans.gold_fact_recall=0.9",
            True,
            [
                "gold_fact_recall is 0.9; wanted at least 1",
                "by_language.zh-Hans.gold_fact_recall is 0.8; wanted at least 0.9",
            ],
        ),
        ("", True, []),
    ],
)
def test_each_figure_that_falls_short_is_named(text: str, is_floor: bool, lines: list[str]) -> None:
    assert fallen_short(_SUMMARY, read_limits(text, is_floor=is_floor)) == lines


@pytest.mark.parametrize("text", ["recall=0.9", "by_language.fr.n=1", "mode=1", "complete=1", "latency_ms=1"])
def test_a_figure_that_the_summary_does_not_have_is_a_mistake(text: str) -> None:
    with pytest.raises(UsageError):
        fallen_short(_SUMMARY, read_limits(text, is_floor=True))


@pytest.mark.parametrize("text", ["gold_fact_recall", "gold_fact_recall=high", "=0.9x"])
def test_a_limit_needs_a_number(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no limit; wanted a measure and a number"):
        read_limits(text, is_floor=True)


def test_a_file_holds_floors_and_ceilings(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(
        '[at_least]\ngold_fact_recall = 0.8\n"by_language.en.n" = 4\n[at_most]\nfailed = 0\n', encoding="utf-8"
    )

    assert read_limits_file(path) == [
        Limit(name="gold_fact_recall", value=0.8, is_floor=True),
        Limit(name="by_language.en.n", value=4.0, is_floor=True),
        Limit(name="failed", value=0.0, is_floor=False),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[floors]\na = 1\n", r"unknown table \[floors\]; known: \[at_least\], \[at_most\]"),
        ('[at_least]\na = "1"\n', "a is '1'; wanted a number"),
        ("[at_least]\nby_language.en.n = 4\n", "by_language is .*dotted names in quotation marks"),
        ("[at_least\n", "cannot be read"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        read_limits_file(path)
