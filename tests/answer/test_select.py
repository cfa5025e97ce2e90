import pytest

from bot.answer.corpus import Corpus
from bot.answer.question import read_question
from bot.answer.select import Ranked, rank
from bot.types import Fact, Language, ScoredFact
from tests.factories import corpus, corpus_of, document, fact, section, term

_QUESTION = "Do centres pool cash?"


def _scored(fact_id: str, score: float = 0.8) -> ScoredFact:
    return ScoredFact(fact_id=fact_id, section_id="tax", topic="treasury", score=score)


def _order(question: str, one: Corpus, *names: str) -> list[str]:
    """Ids of the named facts as ranked when retrieval scores them alike."""
    ranked = rank(read_question(question, Language.EN), [_scored(name) for name in names], one)
    return [choice.view.fact.id for choice in ranked]


_FIRST = fact(id="first", text="Hong Kong is a free port.")


def _best(question: str, *facts: Fact) -> str:
    """The best of facts of one section, none of them its first."""
    return _order(question, corpus_of(_FIRST, *facts), *(one.id for one in facts))[0]


def test_nothing_is_ranked_without_candidates() -> None:
    assert rank(read_question("What?", Language.EN), [], corpus_of(fact())) == []


def test_a_ranked_fact_keeps_what_retrieval_said_of_it() -> None:
    one, retrieved = corpus_of(_FIRST, fact(text="Centres pool cash.")), _scored("rate")

    assert rank(read_question(_QUESTION, Language.EN), [retrieved], one) == [
        Ranked(view=one.view("rate", Language.EN), score=0.8, retrieved=retrieved)
    ]


def test_facts_are_ranked_by_score_then_by_id() -> None:
    one = corpus_of(_FIRST, *(fact(id=name, text="Centres pool cash.") for name in "abc"))
    candidates = [_scored("c", 0.5), _scored("b", 0.5), _scored("a", 0.4)]

    ranked = rank(read_question(_QUESTION, Language.EN), candidates, one)

    assert [choice.view.fact.id for choice in ranked] == ["b", "c", "a"]


_IN_2025 = fact(id="a-2025", text="Exports grew strongly.", covers="2025")
_IN_2024 = fact(id="b-2024", text="Exports fell slightly.", covers="2024")


def test_the_asked_year_comes_first() -> None:
    assert _best("What were exports in 2024?", _IN_2025, _IN_2024) == "b-2024"


def test_the_newest_year_comes_first_when_no_year_is_asked() -> None:
    old = fact(id="a-2020", text="Exports fell slightly.", covers="2020")

    assert _best("What were exports?", old, fact(id="b-2025", text="Exports grew.", covers="2025")) == "b-2025"


_TOLD_IN_2024 = fact(id="b-told", text="Exports fell in May 2024.")


def test_a_fact_that_tells_of_the_asked_year_comes_before_one_of_no_year() -> None:
    assert _best("What were exports in 2024?", fact(id="a-any", text="Exports vary."), _TOLD_IN_2024) == "b-told"


def test_a_statistic_of_another_year_comes_after_a_fact_of_no_year() -> None:
    assert _best("What were exports in 2024?", _IN_2025, fact(id="b-any", text="Exports vary.")) == "b-any"


def test_a_statistic_of_the_asked_year_comes_before_a_fact_that_tells_of_it() -> None:
    told = fact(id="a-told", text="Exports fell in May 2024.")

    assert _best("What were exports in 2024?", told, _IN_2024) == "b-2024"


def test_a_statistic_of_part_of_the_asked_year_comes_after_a_fact_that_tells_of_it() -> None:
    part = fact(id="a-part", text="Exports grew strongly.", covers="2024-01/2024-06")

    assert _best("What were exports in 2024?", part, _TOLD_IN_2024) == "b-told"


def test_a_whole_year_comes_before_a_part_of_it() -> None:
    part = fact(id="a-part", text="Exports grew strongly.", covers="2024-01/2024-06")

    assert _best("What were exports in 2024?", part, _IN_2024) == "b-2024"


def test_the_asked_place_comes_first() -> None:
    elsewhere = fact(id="a-elsewhere", text="An office opens in Korea.")
    there = fact(id="b-there", text="An office opens in Japan.")

    assert _best("Is there an office in Japan?", elsewhere, there) == "b-there"


def test_a_fact_about_no_place_comes_before_one_about_another_place() -> None:
    elsewhere = fact(id="a-elsewhere", text="An office opens in Korea.")

    assert _best("Does an office open?", elsewhere, fact(id="b-any", text="An office opens soon.")) == "b-any"


def test_missing_a_mainland_city_counts_less_than_missing_a_country() -> None:
    def score(question: str) -> float:
        asked = read_question(question, Language.EN)
        return rank(asked, [_scored("rate")], corpus_of(_FIRST, fact(text="Centres pool cash.")))[0].score

    assert score("Do centres in Japan pool cash?") < score("Do centres from Shanghai pool cash?") < 0.8


def test_the_asked_detail_comes_first() -> None:
    other = fact(id="a-other", text="The centre is supported.")

    assert _best("What is the tax rate?", other, fact(id="b-rate")) == "b-rate"


@pytest.mark.parametrize(
    "marked",
    [
        fact(id="a", text="Centres pool cash daily.", superseded_by="b"),
        fact(id="a", text="Centres pool cash daily.", disputed=True),
        fact(id="a", text="Centres pool cash daily.", inference=True),
        fact(id="a", text="Centres pool cash daily.", gap=True),
    ],
    ids=["superseded", "disputed", "inference", "gap"],
)
def test_a_fact_with_a_mark_comes_after_one_without(marked: Fact) -> None:
    assert _best(_QUESTION, marked, fact(id="b", text="Centres pool cash monthly.")) == "b"


def test_the_first_fact_of_a_section_comes_before_its_others() -> None:
    one = corpus_of(fact(id="b", text="Centres pool cash daily."), fact(id="a", text="Centres pool cash monthly."))

    assert _order(_QUESTION, one, "a", "b") == ["b", "a"]


def _with_contact() -> Corpus:
    whom = fact(id="a-desk", text="The desk explains pools: desk@example.org.")
    return corpus(
        document(section(fact(id="b-pool", text="Centres pool cash.")), section(whom, id="whom", is_contact=True))
    )


def test_whom_to_ask_comes_after_an_answer() -> None:
    assert _order(_QUESTION, _with_contact(), "a-desk", "b-pool") == ["b-pool", "a-desk"]


def test_whom_to_ask_comes_first_for_one_who_asks_how_to_write() -> None:
    assert _order("What is the e-mail of the desk?", _with_contact(), "a-desk", "b-pool") == ["a-desk", "b-pool"]


def test_a_fact_that_names_the_asked_term_comes_first() -> None:
    facts = (_FIRST, fact(id="a", text="It pools cash."), fact(id="b", text="The HKMA pools cash."))
    one = corpus(document(section(*facts)), terms=(term("HKMA", "金管局", "金管局"),))

    assert _order("Does the HKMA pool cash?", one, "a", "b") == ["b", "a"]


def test_no_fact_is_ranked_below_a_tenth_of_its_score() -> None:
    worst = fact(text="Exports to Korea fell.", covers="2020", disputed=True, superseded_by="first", gap=True)
    asked = read_question("What is the tax rate in Japan in 2024?", Language.EN)

    assert rank(asked, [_scored("rate", 1.0)], corpus_of(_FIRST, worst))[0].score == pytest.approx(0.1)
