"""What is shown beside a lead."""

import pytest

from bot.answer.corpus import Corpus
from bot.answer.question import read_parts, read_question
from bot.answer.ranking import Ranked
from bot.answer.select import MAX_FACTS, complete
from bot.types import Fact, Language
from tests.factories import corpus, corpus_of, document, fact, ranked, section

_QUESTION = "Do centres pool cash?"
_IN_2025 = fact(id="a-2025", text="Exports grew strongly.", covers="2025")
_IN_2024 = fact(id="b-2024", text="Exports fell slightly.", covers="2024")


def _completed(question: str, one: Corpus, chances: dict[str, float], *, near: float = 0.8) -> list[str]:
    """Ids of the facts shown when the first named leads, ranked with the chances given; all retrieved at `near`."""
    found = [ranked(one.view(name, Language.EN), chance=chance, retrieved=near) for name, chance in chances.items()]
    return [view.fact.id for view in complete(read_question(question, Language.EN), found[0], found, one)]


def _retrieved(question: str, one: Corpus, scores: dict[str, float]) -> list[str]:
    """Ids of the facts shown beside the first named, a sure lead, when retrieval scored them as given."""
    found = [
        ranked(one.view(name, Language.EN), chance=0.9 if place == 0 else 0.0, retrieved=score)
        for place, (name, score) in enumerate(scores.items())
    ]
    return [view.fact.id for view in complete(read_question(question, Language.EN), found[0], found, one)]


def _apart(*facts: Fact) -> Corpus:
    """A corpus in which each fact has a section of its own."""
    return corpus(document(*(section(one, id=f"about-{one.id}") for one in facts)))


def test_a_lead_that_says_it_all_stands_alone() -> None:
    one = _apart(fact(id="lead", text="Centres pool cash."), fact(id="other", text="Offices open early."))

    assert _completed(_QUESTION, one, {"lead": 0.9, "other": 0.1}) == ["lead"]


def test_the_facts_of_the_leads_section_follow_it_in_their_order() -> None:
    one = corpus_of(*(fact(id=name, text=f"Centres pool cash {name}.") for name in ("early", "lead", "late")))

    assert _completed(_QUESTION, one, {"lead": 0.9}) == ["lead", "early", "late"]


def test_beside_an_unsure_lead_stand_the_likeliest_until_they_are_enough() -> None:
    one = _apart(*(fact(id=name, text=f"Centres pool cash {name}.") for name in ("lead", "near", "nearer", "far")))

    shown = _completed(_QUESTION, one, {"lead": 0.5, "nearer": 0.3, "near": 0.15, "far": 0.05})

    assert shown == ["lead", "nearer", "near"]


def test_a_sure_lead_needs_no_rival() -> None:
    one = _apart(fact(id="lead", text="Centres pool cash."), fact(id="rival", text="Centres pool gold."))

    assert _completed(_QUESTION, one, {"lead": 0.91, "rival": 0.09}) == ["lead"]
    assert _completed(_QUESTION, one, {"lead": 0.89, "rival": 0.11}) == ["lead", "rival"]


def test_no_more_than_the_most_facts_are_shown() -> None:
    one = corpus_of(*(fact(id=name, text="Centres pool cash.") for name in "abcdef"))

    assert _completed(_QUESTION, one, {"a": 0.9}) == list("abcdef")[:MAX_FACTS]


@pytest.mark.parametrize(
    ("question", "sibling"),
    [
        (_QUESTION, fact(id="sibling", text="Centres pool cash.", superseded_by="lead")),
        (_QUESTION, fact(id="sibling", text="Centres pool cash.", disputed=True)),
        (_QUESTION, fact(id="sibling", text="Centres pool cash.", covers="2024")),
        ("Did centres pool cash in 2025?", fact(id="sibling", text="Centres pool cash.", covers="2024")),
        ("What is the tax rate?", fact(id="sibling", text="Centres pool cash.")),
    ],
    ids=["superseded", "disputed", "another period", "another year", "another detail"],
)
def test_a_fact_of_the_leads_section_to_another_end_is_left_out(question: str, sibling: Fact) -> None:
    lead = fact(id="lead", text="In 2025 centres pool cash at a rate of 8.25%.")

    assert _completed(question, corpus_of(lead, sibling), {"lead": 0.9}) == ["lead"]


def test_a_fact_for_the_other_asked_year_is_brought_in() -> None:
    one = _apart(_IN_2025, _IN_2024)

    assert _retrieved("Compare exports in 2024 with 2025", one, {"a-2025": 0.8, "b-2024": 0.5}) == [
        "a-2025",
        "b-2024",
    ]


def test_a_fact_for_the_other_asked_detail_is_brought_in() -> None:
    one = _apart(_HEAD, _START)

    assert _retrieved(_WHO_AND_WHEN, one, {"head": 0.8, "start": 0.5}) == ["head", "start"]


_WHO_AND_WHEN = "Who heads it and when did it start?"


def _by_parts(one: Corpus, whole: dict[str, float], *alone: dict[str, float]) -> list[str]:
    """Ids of the facts shown for a question in two parts; log-odds of the facts for the whole and for each part."""
    question = read_question(_WHO_AND_WHEN, Language.EN)

    def found(scores: dict[str, float]) -> list[Ranked]:
        return [ranked(one.view(name, Language.EN), score=score) for name, score in scores.items()]

    parts = list(zip(read_parts(question), map(found, alone), strict=True))
    near = found(whole)
    return [view.fact.id for view in complete(question, near[0], near, one, parts)]


_HEAD, _DEPUTY = fact(id="head", text="The Secretary heads it."), fact(id="deputy", text="The Director helps.")
_START = fact(id="start", text="It started on 6 October 2025.")


def test_each_part_brings_in_the_fact_that_is_likeliest_for_it() -> None:
    shown = _by_parts(
        _apart(_START, _HEAD, _DEPUTY),
        {"start": 9.0, "deputy": 8.0, "head": 7.5},
        {"start": 1.0, "deputy": 3.0, "head": 5.0},
        {"start": 5.0, "deputy": 1.0, "head": 1.0},
    )

    assert shown == ["start", "head"]


def test_what_the_whole_question_says_of_a_fact_counts_half_for_its_part() -> None:
    one = _apart(_START, _HEAD, _DEPUTY)
    start = {"start": 5.0, "deputy": 1.0, "head": 1.0}

    assert _by_parts(one, {"start": 9.0, "deputy": 8.0, "head": 4.5}, {"deputy": 3.0, "head": 5.0}, start)[1] == "head"
    assert (
        _by_parts(one, {"start": 9.0, "deputy": 8.0, "head": 3.5}, {"deputy": 3.0, "head": 5.0}, start)[1] == "deputy"
    )


def test_a_fact_whose_section_asks_what_a_part_asks_goes_before_a_likelier_one() -> None:
    one = corpus(
        document(
            section(_START, _DEPUTY, id="launch", heading="When was it launched?"),
            section(_HEAD, id="head", heading="Who heads it?"),
        )
    )
    start = {"start": 5.0, "deputy": 1.0, "head": 1.0}
    whole = {"start": 9.0, "deputy": 5.0, "head": 5.0}

    assert _by_parts(one, whole, {"deputy": 3.0, "head": 1.5}, start) == ["start", "head"]
    assert _by_parts(one, whole, {"deputy": 4.0, "head": 1.5}, start) == ["start", "deputy"]


@pytest.mark.parametrize(
    "head",
    [
        fact(id="head", text="It is headed well."),
        fact(id="head", text="The Secretary heads it.", superseded_by="start"),
    ],
    ids=["states no such detail", "superseded"],
)
def test_a_part_that_no_fact_fits_is_left_to_the_lead(head: Fact) -> None:
    whole, start = {"start": 9.0, "head": 8.0}, {"start": 5.0, "head": 1.0}

    assert _by_parts(_apart(_START, head), whole, {"head": 5.0, "start": 1.0}, start) == ["start"]


def test_a_fact_for_another_demand_is_sought_in_the_leads_section_first() -> None:
    sheet = document(
        section(_IN_2025, _IN_2024, id="exports"),
        section(fact(id="elsewhere", text="Imports fell.", covers="2024"), id="imports"),
    )
    scores = {"a-2025": 0.8, "elsewhere": 0.7, "b-2024": 0.5}

    assert _retrieved("Compare exports in 2024 with 2025", corpus(sheet), scores) == ["a-2025", "b-2024"]


def test_a_fact_too_far_below_the_lead_is_not_brought_in() -> None:
    one = _apart(_IN_2025, _IN_2024)

    assert _retrieved("Compare exports in 2024 with 2025", one, {"a-2025": 0.8, "b-2024": 0.3}) == ["a-2025"]


_LEAD = fact(id="lead", text="Centres pool cash.", conflicts=("other",))


def test_the_live_opponent_of_the_lead_is_shown_beside_it() -> None:
    other = fact(id="other", text="Centres pool nothing.", conflicts=("lead",))
    sheet = document(section(_LEAD, fact(id="more", text="Pools are daily.")), section(other, id="press"))

    assert _completed(_QUESTION, corpus(sheet), {"lead": 0.9}) == ["lead", "other", "more"]


@pytest.mark.parametrize(
    "other",
    [
        fact(id="other", conflicts=("lead",), disputed=True),
        fact(id="other", conflicts=("lead",), superseded_by="lead"),
    ],
    ids=["disputed", "superseded"],
)
def test_an_opponent_that_no_longer_counts_is_not_shown(other: Fact) -> None:
    assert _completed(_QUESTION, _apart(_LEAD, other), {"lead": 0.9}) == ["lead"]


def test_what_is_not_known_stands_beside_no_lead_that_says_something() -> None:
    gap = fact(id="gap", text="The material gives no number of centres that pool cash.", gap=True)
    sheet = corpus(document(section(fact(id="lead", text="Centres pool cash."), gap)))

    assert _completed(_QUESTION, sheet, {"lead": 0.9}) == ["lead"]
    assert "gap" in _completed(_QUESTION, sheet, {"gap": 0.9})


def test_a_superseded_lead_brings_in_no_opponent() -> None:
    lead = fact(id="lead", conflicts=("other",), superseded_by="other")

    assert _completed(_QUESTION, _apart(lead, fact(id="other", conflicts=("lead",))), {"lead": 0.9}) == ["lead"]


def _running_text(*names: str) -> Corpus:
    """Running texts of three sentences each, one to a document."""
    return corpus(
        *(
            document(
                section(*(fact(id=f"{name}{n}", text="Centres pool cash.") for n in "123"), id=name, is_text=True),
                topic=name,
            )
            for name in names
        )
    )


def test_a_sentence_of_running_text_is_completed_with_the_next_best_of_any_text() -> None:
    scores = {"a2": 0.8, "b1": 0.7, "a1": 0.6, "a3": 0.5}

    assert _retrieved(_QUESTION, _running_text("a", "b"), scores) == ["a2", "b1", "a1"]


def test_a_sentence_of_running_text_brings_in_nothing_far_below_it() -> None:
    scores = {"a2": 0.8, "b1": 0.4, "a1": 0.39, "a3": 0.1}

    assert _retrieved(_QUESTION, _running_text("a", "b"), scores) == ["a2", "b1"]


def test_a_lead_from_a_running_text_that_is_not_ranked_first_still_leads() -> None:
    one = _running_text("a")
    found = [
        ranked(one.view(name, Language.EN), retrieved=score) for name, score in (("a1", 0.9), ("a2", 0.8), ("a3", 0.7))
    ]

    shown = complete(read_question(_QUESTION, Language.EN), found[1], found, one)

    assert [view.fact.id for view in shown] == ["a2", "a1", "a3"]


def test_a_question_in_parts_gets_no_more_of_a_running_text() -> None:
    scores = {"a1": 0.8, "a2": 0.8, "a3": 0.8, "b1": 0.8}

    assert _retrieved(_WHO_AND_WHEN, _running_text("a", "b"), scores) == ["a1", "a2", "a3"]
