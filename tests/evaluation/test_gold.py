import pytest

from bot.evaluation.gold import holds, normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("HK$ 1,000,000", "hk$1000000"),
        ("８．２５％", "8.25%"),
        ("內地 企業\n出海", "内地企业出海"),
        ("firms, offices", "firms,offices"),
        ("1,2", "1,2"),
    ],
)
def test_texts_are_compared_in_one_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("gold_fact", "text", "expected"),
    [
        ("8.25%", "The rate is 8.25 %.", True),
        ("8.25%", "The rate is 16.5%.", False),
        ("2016|二零一六", "於二零一六年", True),
        ("財資中心", "财资中心", True),
        ("1,000", "1000 firms", True),
        ("Task Force", "the task force", True),
    ],
)
def test_a_gold_fact_is_held_in_any_of_its_wordings(gold_fact: str, text: str, expected: bool) -> None:
    assert holds(gold_fact, text) is expected
