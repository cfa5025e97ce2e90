from dataclasses import replace
from datetime import date

import pytest

from bot.documents.review import ReviewRule
from bot.documents.stats import Counts, Overdue, TopicAge, measure
from bot.types import Fact, Indicator, IndicatorValue, Knowledge, Language
from tests.factories import document, fact, indicator, knowledge, section, source, term

_TODAY = date(2026, 11, 25)


def _of(*facts: Fact, topic: str = "treasury") -> Knowledge:
    return knowledge(document(section(*facts), topic=topic))


def _overdue(one: Fact, today: date = _TODAY, topic: str = "treasury") -> list[tuple[str, ReviewRule, str]]:
    return [(found.id, found.rule, found.due) for found in measure(_of(one, topic=topic), today).overdue]


def _indicator(*as_of: str) -> Indicator:
    values = tuple(
        IndicatorValue(covers=day[:4], value=place, as_of=day, source_ids=("gov",)) for place, day in enumerate(as_of)
    )
    return indicator(*values)


def test_what_stands_in_two_languages_counts_once() -> None:
    sheet = section(fact(), fact(id="other"))
    found = replace(
        knowledge(
            document(sheet, section(fact(id="third"), id="more")),
            document(sheet, section(fact(id="third"), id="more"), language=Language.ZH_HANT),
            sources=(source(), source("press")),
            terms=(term("tax", "税", "稅"),),
        ),
        indicators=(_indicator("2025", "2026"),),
    )

    assert measure(found, _TODAY).counts == Counts(
        facts=3, sections=2, sheets=1, sources=2, terms=1, indicators=1, values=2
    )


def test_sources_are_counted_by_kind_the_most_frequent_first() -> None:
    kinds = ("press", "official", "press")
    sources = [replace(source(f"s{place}"), kind=kind) for place, kind in enumerate(kinds)]

    assert list(measure(knowledge(document(section(fact())), sources=sources), _TODAY).sources_by_kind.items()) == [
        ("press", 2),
        ("official", 1),
    ]


def test_one_primary_source_among_several_is_enough() -> None:
    sources = (source(), replace(source("press"), kind="press"))
    facts = (
        fact(id="both", source_ids=("press", "gov")),
        fact(id="press", source_ids=("press",)),
        fact(id="unknown", source_ids=("nowhere",)),
        fact(id="official"),
    )

    found = measure(knowledge(document(section(*facts)), sources=sources), _TODAY)

    assert (found.with_primary, found.primary_share) == (2, 0.5)


def test_a_share_of_nothing_is_none() -> None:
    assert measure(knowledge(document(section())), _TODAY).primary_share is None


def test_ages_are_of_the_dated_facts_and_partial_dates_count_from_their_end() -> None:
    facts = (
        fact(id="a", as_of="2025"),
        fact(id="b", as_of="2025-11-30"),
        fact(id="c", as_of="2019-05"),
        fact(id="d", as_of="2026-01-01"),
        fact(id="e", as_of="2015-01", undated=True),
    )

    assert measure(_of(*facts), _TODAY).ages == (
        TopicAge(topic="treasury", facts=5, undated=1, newest="2026-01-01", median="2025-11-30", oldest="2019-05"),
    )


def test_a_topic_without_dates_has_no_age() -> None:
    age = measure(_of(fact(as_of="", undated=True)), _TODAY).ages[0]

    assert (age.undated, age.newest, age.median, age.oldest) == (1, "", "", "")


def test_topics_come_in_the_order_meant_for_readers() -> None:
    sheets = [
        document(section(fact(id=name)), topic=name, order=order) for name, order in (("b", 2), ("a", 2), ("c", 1))
    ]

    assert [age.topic for age in measure(knowledge(*sheets), _TODAY).ages] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("one", "rule", "due"),
    [
        (fact(as_of="2023-11-24"), ReviewRule.RULE, "2026-11-24"),
        (fact(as_of="2025-05-24", covers="2024"), ReviewRule.COUNT, "2026-11-24"),
        (fact(as_of="2025-11-24", text="The 2025 Policy Address set a target."), ReviewRule.BUDGET, "2026-11-24"),
        (fact(as_of="2024-02", text="The 2024-25 Budget set it.", covers="2024"), ReviewRule.BUDGET, "2025-02-28"),
        (fact(as_of="2022"), ReviewRule.RULE, "2025-12-31"),
        (fact(as_of="2023-08-31", covers="2023"), ReviewRule.COUNT, "2025-02-28"),
    ],
)
def test_what_is_past_its_time_is_overdue_by_its_rule(one: Fact, rule: ReviewRule, due: str) -> None:
    day = date.fromisoformat(due)

    assert _overdue(one) == [("rate", rule, due)]
    assert _overdue(one, day) == []
    assert _overdue(one, day.replace(year=day.year - 1)) == []


def test_every_fact_of_the_budget_sheet_is_a_budget_measure() -> None:
    assert _overdue(fact(as_of="2025-01"), topic="policy-address-and-budget") == [
        ("rate", ReviewRule.BUDGET, "2026-01-31")
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hong Kong's 2019-20 Budget cut the fee.", ReviewRule.BUDGET),
        ("The Budget of February 2019 cut the fee.", ReviewRule.BUDGET),
        ("Under the Policy Address 2019, the fee is cut.", ReviewRule.BUDGET),
        ("For the 2019-20 Budget, KPMG suggested to cut the fee.", ReviewRule.RULE),
        ("Singapore's 2016 Budget cut the fee.", ReviewRule.RULE),
        ("The Policy Address is delivered once a year.", ReviewRule.RULE),
        ("A Budget Centre rents out 2019 rooms.", ReviewRule.RULE),
    ],
)
def test_a_budget_or_address_is_known_by_its_year(text: str, rule: ReviewRule) -> None:
    assert [found for _, found, _ in _overdue(fact(as_of="2019-02", text=text))] == [rule]


@pytest.mark.parametrize(
    "one",
    [
        fact(as_of="2001", superseded_by="newer"),
        fact(as_of="2001", gap=True),
        fact(as_of="", undated=True),
    ],
    ids=["superseded", "gap", "no date at all"],
)
def test_what_nobody_can_review_is_never_overdue(one: Fact) -> None:
    assert _overdue(one) == []


def test_an_undated_fact_is_due_from_the_day_it_was_read() -> None:
    assert _overdue(fact(as_of="2023-10", undated=True)) == [("rate", ReviewRule.RULE, "2026-10-31")]


@pytest.mark.parametrize(
    ("as_of", "overdue"),
    [(("2019", "2025-05-24"), True), (("2019", "2025-05-25"), False), (("2025-06", "2019"), False)],
)
def test_an_indicator_is_overdue_when_its_newest_value_is(as_of: tuple[str, ...], overdue: bool) -> None:
    found = measure(replace(_of(fact()), indicators=(_indicator(*as_of),)), _TODAY).overdue
    wanted = Overdue(
        id="firms",
        topic="treasury",
        as_of="2025-05-24",
        rule=ReviewRule.COUNT,
        due="2026-11-24",
        is_indicator=True,
    )

    assert found == ((wanted,) if overdue else ())


def test_the_longest_overdue_comes_first() -> None:
    facts = (fact(id="b", as_of="2020-01"), fact(id="a", as_of="2020-01"), fact(id="c", as_of="2019-01"))

    assert [one.id for one in measure(_of(*facts), _TODAY).overdue] == ["c", "a", "b"]
