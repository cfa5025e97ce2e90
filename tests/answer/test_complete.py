"""What is shown beside a lead."""

import pytest

from bot.answer.corpus import Corpus
from bot.answer.question import read_question
from bot.answer.select import MAX_FACTS, Ranked, complete
from bot.types import Fact, Language, ScoredFact
from tests.factories import corpus, corpus_of, document, fact, section

_QUESTION = "Do centres pool cash?"
_IN_2025 = fact(id="a-2025", text="Exports grew strongly.", covers="2025")
_IN_2024 = fact(id="b-2024", text="Exports fell slightly.", covers="2024")


def _scored(fact_id: str, score: float) -> ScoredFact:
    return ScoredFact(fact_id=fact_id, section_id="tax", topic="treasury", score=score)


def _completed(question: str, one: Corpus, scores: dict[str, float], *, sure: bool = True) -> list[str]:
    """Ids of the facts shown when the first named leads and the others are ranked with the scores given."""
    retrieved = 2.0 if sure else 0.8
    ranked = [
        Ranked(view=one.view(name, Language.EN), score=score, retrieved=_scored(name, retrieved))
        for name, score in scores.items()
    ]
    shown = complete(read_question(question, Language.EN), ranked[0], ranked, one)
    return [view.fact.id for view in shown]


def _apart(*facts: Fact) -> Corpus:
    """A corpus in which each fact has a section of its own."""
    return corpus(document(*(section(one, id=f"about-{one.id}") for one in facts)))


def test_a_lead_that_says_it_all_stands_alone() -> None:
    one = _apart(fact(id="lead", text="Centres pool cash."), fact(id="other", text="Offices open early."))

    assert _completed(_QUESTION, one, {"lead": 0.8, "other": 0.8}) == ["lead"]


def test_the_facts_of_the_leads_section_follow_it_in_their_order() -> None:
    one = corpus_of(*(fact(id=name, text=f"Centres pool cash {name}.") for name in ("early", "lead", "late")))

    assert _completed(_QUESTION, one, {"lead": 0.8}) == ["lead", "early", "late"]


def test_an_unsure_lead_stands_with_what_ranks_nearly_as_high_best_first() -> None:
    one = _apart(*(fact(id=name, text=f"Centres pool cash {name}.") for name in ("lead", "near", "nearer", "far")))

    shown = _completed(_QUESTION, one, {"lead": 0.8, "nearer": 0.7, "near": 0.5, "far": 0.4}, sure=False)

    assert shown == ["lead", "nearer", "near"]


def test_no_more_than_the_most_facts_are_shown() -> None:
    one = corpus_of(*(fact(id=name, text="Centres pool cash.") for name in "abcdef"))

    assert _completed(_QUESTION, one, {"a": 0.8}) == list("abcdef")[:MAX_FACTS]


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

    assert _completed(question, corpus_of(lead, sibling), {"lead": 0.8}) == ["lead"]


def test_a_fact_for_the_other_asked_year_is_brought_in() -> None:
    one = _apart(_IN_2025, _IN_2024)

    assert _completed("Compare exports in 2024 with 2025", one, {"a-2025": 0.8, "b-2024": 0.5}) == [
        "a-2025",
        "b-2024",
    ]


def test_a_fact_for_the_other_asked_detail_is_brought_in() -> None:
    head = fact(id="head", text="The Secretary heads it.")
    one = _apart(head, fact(id="start", text="It started on 6 October 2025."))

    assert _completed("Who heads it and when did it start?", one, {"head": 0.8, "start": 0.5}) == ["head", "start"]


def test_a_fact_for_another_demand_is_sought_in_the_leads_section_first() -> None:
    sheet = document(
        section(_IN_2025, _IN_2024, id="exports"),
        section(fact(id="elsewhere", text="Imports fell.", covers="2024"), id="imports"),
    )
    scores = {"a-2025": 0.8, "elsewhere": 0.7, "b-2024": 0.5}

    assert _completed("Compare exports in 2024 with 2025", corpus(sheet), scores) == ["a-2025", "b-2024"]


def test_a_fact_too_far_below_the_lead_is_not_brought_in() -> None:
    one = _apart(_IN_2025, _IN_2024)

    assert _completed("Compare exports in 2024 with 2025", one, {"a-2025": 0.8, "b-2024": 0.3}) == ["a-2025"]


_LEAD = fact(id="lead", text="Centres pool cash.", conflicts=("other",))


def test_the_live_opponent_of_the_lead_is_shown_beside_it() -> None:
    other = fact(id="other", text="Centres pool nothing.", conflicts=("lead",))
    sheet = document(section(_LEAD, fact(id="more", text="Pools are daily.")), section(other, id="press"))

    assert _completed(_QUESTION, corpus(sheet), {"lead": 0.8}) == ["lead", "other", "more"]


@pytest.mark.parametrize(
    "other",
    [
        fact(id="other", conflicts=("lead",), disputed=True),
        fact(id="other", conflicts=("lead",), superseded_by="lead"),
    ],
    ids=["disputed", "superseded"],
)
def test_an_opponent_that_no_longer_counts_is_not_shown(other: Fact) -> None:
    assert _completed(_QUESTION, _apart(_LEAD, other), {"lead": 0.8}) == ["lead"]


def test_a_superseded_lead_brings_in_no_opponent() -> None:
    lead = fact(id="lead", conflicts=("other",), superseded_by="other")

    assert _completed(_QUESTION, _apart(lead, fact(id="other", conflicts=("lead",))), {"lead": 0.8}) == ["lead"]


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

    assert _completed(_QUESTION, _running_text("a", "b"), scores) == ["a2", "b1", "a1"]


def test_a_sentence_of_running_text_brings_in_nothing_far_below_it() -> None:
    scores = {"a2": 0.8, "b1": 0.4, "a1": 0.39, "a3": 0.1}

    assert _completed(_QUESTION, _running_text("a", "b"), scores) == ["a2", "b1"]


def test_a_lead_from_a_running_text_that_is_not_ranked_first_still_leads() -> None:
    one = _running_text("a")
    ranked = [
        Ranked(view=one.view(name, Language.EN), score=score, retrieved=_scored(name, score))
        for name, score in (("a1", 0.9), ("a2", 0.8), ("a3", 0.7))
    ]

    shown = complete(read_question(_QUESTION, Language.EN), ranked[1], ranked, one)

    assert [view.fact.id for view in shown] == ["a2", "a1", "a3"]


def test_a_question_in_parts_gets_no_more_of_a_running_text() -> None:
    scores = {"a1": 0.8, "a2": 0.8, "a3": 0.8, "b1": 0.8}

    assert _completed("Who heads it and when did it start?", _running_text("a", "b"), scores) == ["a1", "a2", "a3"]
