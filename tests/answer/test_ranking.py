import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.corpus import Corpus
from bot.answer.question import read_question
from bot.answer.ranking import Ranked, Ranker
from bot.answer.ranking_weights import WEIGHTS
from bot.index.build import INDEXED_LANGUAGES
from bot.index.sparse import build_sparse
from bot.passages import split
from bot.types import Fact, Language, ScoredFact
from tests.factories import corpus, corpus_of, document, fact, scored, section, term

_QUESTION = "Do centres pool cash?"


def _ranker(one: Corpus) -> Ranker:
    sparse = {
        language: build_sparse([passage.text for passage in split(one.knowledge.documents, language)] or [""])
        for language in INDEXED_LANGUAGES
    }
    return Ranker(one, sparse)


def _rank(question: str, one: Corpus, *candidates: ScoredFact, language: Language = Language.EN) -> list[Ranked]:
    return _ranker(one)(read_question(question, language), candidates)


def _order(question: str, one: Corpus, *names: str) -> list[str]:
    """Ids of the named facts as ranked when retrieval scores them alike."""
    return [choice.view.fact.id for choice in _rank(question, one, *map(scored, names))]


_FIRST = fact(id="first", text="Hong Kong is a free port.")


def _best(question: str, *facts: Fact) -> str:
    """The best of facts of one section."""
    return _order(question, corpus_of(_FIRST, *facts), *(one.id for one in facts))[0]


def test_nothing_is_ranked_without_candidates() -> None:
    assert _rank("What?", corpus_of(fact())) == []


def test_a_ranked_fact_keeps_what_retrieval_said_of_it() -> None:
    one, retrieved = corpus_of(_FIRST, fact(text="Centres pool cash.")), scored("rate", fact_dense=0.5)

    (found,) = _rank(_QUESTION, one, retrieved)

    assert (found.view, found.retrieved, found.chance) == (one.view("rate", Language.EN), retrieved, 1.0)
    assert found.signals["fact_dense"] == 0.5


def test_a_score_is_the_weighted_sum_of_the_signals() -> None:
    (found,) = _rank(_QUESTION, corpus_of(_FIRST, fact(text="Centres pool cash.")), scored("rate", asked_dense=0.5))

    weights = WEIGHTS[Language.EN]
    assert found.score == pytest.approx(sum(weights[name] * value for name, value in found.signals.items()))
    assert found.signals["covered"] == 1.0


@pytest.mark.parametrize("language", list(Language))
def test_every_signal_has_a_weight_in_every_language(language: Language) -> None:
    one = corpus(
        document(section(fact(id="a"), is_text=True), section(fact(id="b"), id="s")),
        document(section(fact(id="a"), is_text=True), section(fact(id="b"), id="s"), language=Language.ZH_HANT),
    )

    names = set().union(*(found.signals for found in _rank("8.25%?", one, scored("a"), scored("b"), language=language)))

    assert names == WEIGHTS[language.indexed].keys()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_chances_add_up_to_one_and_fall(dense: list[float]) -> None:
    one = corpus_of(*(fact(id=f"f{place}") for place in range(len(dense))))

    found = _rank(_QUESTION, one, *(scored(f"f{place}", fact_dense=value) for place, value in enumerate(dense)))

    assert math.isclose(sum(choice.chance for choice in found), 1.0)
    assert [choice.chance for choice in found] == sorted((choice.chance for choice in found), reverse=True)


def test_a_sentence_of_running_text_is_ranked_by_what_retrieval_scored_it() -> None:
    one = corpus(document(section(fact(id="a"), fact(id="b"), is_text=True)))

    found = _rank(_QUESTION, one, scored("a", 0.4, fact_dense=1.0), scored("b", 0.5))

    assert [choice.view.fact.id for choice in found] == ["b", "a"]


def test_equal_facts_are_in_order_of_id() -> None:
    one = corpus_of(_FIRST, *(fact(id=name, text="Centres pool cash.") for name in "abc"))

    assert _order(_QUESTION, one, "c", "b", "a") == ["a", "b", "c"]


def test_a_fact_that_holds_the_rarer_words_of_the_question_comes_first() -> None:
    facts = (
        fact(id="a", text="The centre opens."),
        fact(id="b", text="The zebra opens."),
        fact(id="c", text="A centre."),
    )

    assert _order("zebra centre", corpus_of(*facts), "a", "b")[0] == "b"


def test_a_way_to_ask_counts_as_held_by_its_fact() -> None:
    facts = (fact(id="a", text="It opens."), fact(id="b", text="It opens.", phrasings=("When does the zebra open?",)))

    assert _order("zebra times", corpus_of(*facts), "a", "b")[0] == "b"


def test_a_fact_that_states_the_questions_figure_comes_first() -> None:
    facts = (fact(id="a", text="The levy is 5%."), fact(id="b", text="The levy is 7%."))

    assert _best("Is the levy 7%?", *facts) == "b"


def test_a_fact_that_stands_in_the_other_language_alone_is_read_in_that() -> None:
    one = corpus(document(section(fact(id="a", text="The zebra opens."))))

    (found,) = _rank("zebra 几点开门", one, scored("a"), language=Language.ZH_HANS)

    assert found.view.document.language is Language.EN
    assert found.signals["covered"] > 0


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


def test_a_statistic_of_part_of_the_asked_year_comes_after_a_fact_that_tells_of_it() -> None:
    part = fact(id="a-part", text="Exports grew strongly.", covers="2024-01/2024-06")

    assert _best("What were exports in 2024?", part, _TOLD_IN_2024) == "b-told"


def test_a_whole_year_comes_before_a_part_of_it() -> None:
    part = fact(id="a-part", text="Exports grew strongly.", covers="2024-01/2024-06")

    assert _best("What were exports in 2024?", part, _IN_2024) == "b-2024"


def test_a_span_that_ends_in_the_asked_year_goes_behind_that_year() -> None:
    span = fact(id="a-span", text="Exports grew strongly.", covers="2000/2024")
    year = fact(id="b-year", text="Exports grew strongly.", covers="2024")

    assert _best("What were exports in 2024?", span, year) == "b-year"
    assert _best("What were exports from 2000 to 2024?", span, year) == "a-span"


def test_the_asked_place_comes_first() -> None:
    elsewhere = fact(id="a-elsewhere", text="An office opens in Korea.")
    there = fact(id="b-there", text="An office opens in Japan.")

    assert _best("Is there an office in Japan?", elsewhere, there) == "b-there"


def test_a_fact_about_another_place_comes_after_one_about_none_in_chinese() -> None:
    facts = (_FIRST, fact(id="a", text="辦事處在韓國開業。"), fact(id="b", text="辦事處即將開業。"))
    one = corpus_of(*facts, language=Language.ZH_HANT)

    found = _rank("辦事處", one, scored("a"), scored("b"), language=Language.ZH_HANT)

    assert [choice.view.fact.id for choice in found] == ["b", "a"]


@pytest.mark.parametrize(("covers", "lacking"), [("", frozenset()), ("2025", frozenset({"TH"}))], ids=["rule", "count"])
def test_a_rule_that_holds_anywhere_lacks_no_place_but_a_count_does(covers: str, lacking: frozenset[str]) -> None:
    rule = fact(id="rule", text="Investment abroad is filed with the commerce authority.", covers=covers)
    view = corpus(document(section(rule, is_anywhere=True))).view("rule", Language.EN)

    assert view.lacking(frozenset({"TH"})) == lacking


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
