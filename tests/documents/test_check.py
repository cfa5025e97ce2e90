import pytest

from bot.documents.checks import check_knowledge
from bot.types import Contact, Fact, Knowledge, Language, Section, Term
from tests.factories import contact, document, fact, knowledge, section, term


def _parallel(*facts: Fact, terms: tuple[Term, ...] = (), contacts: tuple[Contact, ...] = ()) -> Knowledge:
    """The same facts on an English and a Chinese sheet."""
    return _sections(section(*facts), terms=terms, contacts=contacts)


def _sections(*sections: Section, terms: tuple[Term, ...] = (), contacts: tuple[Contact, ...] = ()) -> Knowledge:
    return knowledge(
        document(*sections), document(*sections, language=Language.ZH_HANT), terms=terms, contacts=contacts
    )


def _two_wordings(english: Fact, chinese: Fact) -> Knowledge:
    return knowledge(document(section(english)), document(section(chinese), language=Language.ZH_HANT))


def test_sound_knowledge_has_no_problem() -> None:
    sound = _parallel(
        fact(),
        fact(id="old", superseded_by="rate"),
        terms=(term("tax", "税", "稅"),),
        contacts=(contact(topics=("treasury",)),),
    )

    assert check_knowledge(sound) == []


@pytest.mark.parametrize(("language", "missing"), [(Language.EN, "zh-Hant"), (Language.ZH_HANT, "en")])
def test_a_sheet_without_parallel_is_found(language: Language, missing: str) -> None:
    assert check_knowledge(knowledge(document(section(fact()), language=language))) == [
        f"treasury: sheet is missing in {missing}"
    ]


@pytest.mark.parametrize(
    "chinese",
    [
        (section(fact()), section(fact(id="more"), id="other")),
        (section(fact(), fact(id="more")),),
        (section(fact(), id="levy"),),
    ],
    ids=["section", "fact", "name"],
)
def test_a_section_or_fact_without_parallel_is_found(chinese: tuple[Section, ...]) -> None:
    uneven = knowledge(document(section(fact())), document(*chinese, language=Language.ZH_HANT))

    assert check_knowledge(uneven) == ["treasury: sections or facts differ between en and zh-Hant in number or order"]


def test_facts_in_another_order_are_found() -> None:
    one, other = fact(id="one"), fact(id="other")
    uneven = knowledge(document(section(one, other)), document(section(other, one), language=Language.ZH_HANT))

    assert check_knowledge(uneven) == ["treasury: sections or facts differ between en and zh-Hant in number or order"]


def test_differing_figures_are_found() -> None:
    uneven = _two_wordings(fact(text="The firm pays 8.25%."), fact(text="稅率為16.5%。"))

    assert check_knowledge(uneven) == ["rate: figures differ between en and zh-Hant (16.5, 8.25)"]


def test_the_same_figures_written_otherwise_are_sound() -> None:
    even = _two_wordings(
        fact(text="The firm got HK$1.43 billion by May 2025."), fact(text="截至2025年5月，獲14.3億港元。")
    )

    assert check_knowledge(even) == []


@pytest.mark.parametrize(
    "chinese",
    [
        fact(as_of="2024"),
        fact(undated=True),
        fact(source_ids=("gov", "gov")),
        fact(covers="2024"),
        fact(inference=True),
        fact(gap=True),
        fact(part="step"),
    ],
    ids=["as-of", "read", "src", "covers", "inference", "gap", "part"],
)
def test_differing_marks_are_found(chinese: Fact) -> None:
    assert check_knowledge(_two_wordings(fact(), chinese)) == [
        "rate: dates, sources or marks differ between en and zh-Hant"
    ]


def test_a_section_marked_in_one_language_alone_is_found() -> None:
    english = document(section(fact(), is_anywhere=True))
    chinese = document(section(fact(), is_anywhere=False), language=Language.ZH_HANT)

    assert check_knowledge(knowledge(english, chinese)) == ["tax: kind= or places= differ between en and zh-Hant"]


def test_an_unknown_source_is_found() -> None:
    assert check_knowledge(_parallel(fact(source_ids=("gov", "press")))) == [
        "sources.toml: no source 'press', which a fact names"
    ]


def test_a_fact_without_source_is_found() -> None:
    assert check_knowledge(_parallel(fact(source_ids=()))) == [
        "en/treasury: fact 'rate' has no source",
        "zh-Hant/treasury: fact 'rate' has no source",
    ]


def test_a_section_without_facts_is_found() -> None:
    assert check_knowledge(_sections(section())) == [
        "en/treasury: section 'tax' has no fact",
        "zh-Hant/treasury: section 'tax' has no fact",
    ]


def test_a_repeated_fact_id_is_found() -> None:
    assert check_knowledge(_parallel(fact(), fact())) == [
        "en: id 'rate' is used 2 times",
        "zh-Hant: id 'rate' is used 2 times",
    ]


def test_a_section_with_the_id_of_a_fact_is_found() -> None:
    assert check_knowledge(_sections(section(fact(), id="rate"))) == [
        "en: id 'rate' is used 2 times",
        "zh-Hant: id 'rate' is used 2 times",
    ]


def test_a_one_sided_conflict_is_found() -> None:
    one, other = fact(id="one", conflicts=("other",)), fact(id="other", text="The firm pays 16.5%.")

    assert check_knowledge(_parallel(one, other)) == ["one: conflicts with 'other', which does not say so in return"]


def test_a_conflict_named_by_both_sides_is_sound() -> None:
    one, other = fact(id="one", conflicts=("other",)), fact(id="other", text="The firm pays 16.5%.", conflicts=("one",))

    assert check_knowledge(_parallel(one, other)) == []


@pytest.mark.parametrize("pointing", [fact(conflicts=("nothing",)), fact(superseded_by="nothing")])
def test_a_pointer_at_no_fact_is_found(pointing: Fact) -> None:
    assert check_knowledge(_parallel(pointing)) == ["rate: points at 'nothing', which is no fact"]


def test_a_disputed_fact_without_opponent_is_found() -> None:
    assert check_knowledge(_parallel(fact(disputed=True))) == [
        "rate: is disputed but names no fact that it conflicts with"
    ]


_IN_2024 = fact(id="one", text="The fair drew 500 firms.", covers="2024")


def test_an_unmarked_contradiction_is_found() -> None:
    other = fact(id="other", text="The fair drew 600 firms.", covers="2024")

    assert check_knowledge(_parallel(_IN_2024, other)) == ["one: contradicts 'other' and is not marked so"]


@pytest.mark.parametrize(
    "other",
    [
        fact(id="other", text="The fair drew 600 firms.", covers="2025"),
        fact(id="other", text="The fair drew 600 firms.", covers="2024", superseded_by="one"),
        fact(id="other", text="The fair drew 500 firms.", covers="2024"),
        fact(id="other", text="The fair lost 600 firms.", covers="2024"),
    ],
    ids=["another period", "superseded", "the same figure", "another statement"],
)
def test_facts_that_can_both_hold_are_sound(other: Fact) -> None:
    assert check_knowledge(_parallel(_IN_2024, other)) == []


def test_a_repeated_term_is_found() -> None:
    twice = (term("tax", "税", "稅"), term("tax", "税项", "稅項"))

    assert check_knowledge(_parallel(fact(), terms=twice)) == ["terms.csv: 'tax' stands 2 times"]


@pytest.mark.parametrize(
    ("incomplete", "name"),
    [(term("tax", "", "稅"), "tax"), (term("tax", "税", ""), "tax"), (term("", "税", "稅"), "稅")],
)
def test_a_term_without_one_of_its_forms_is_found(incomplete: Term, name: str) -> None:
    assert check_knowledge(_parallel(fact(), terms=(incomplete,))) == [
        f"terms.csv: {name!r} lacks one of its three forms"
    ]


def test_an_unknown_topic_of_a_contact_is_found() -> None:
    lost = contact(topics=("treasury", "weather"))

    assert check_knowledge(_parallel(fact(), contacts=(lost,))) == [
        "contacts.toml: 'desk' names unknown topic 'weather'"
    ]


def test_an_unknown_source_of_a_contact_is_found() -> None:
    lost = contact(source_id="press")

    assert check_knowledge(_parallel(fact(), contacts=(lost,))) == [
        "contacts.toml: 'desk' names unknown source 'press'"
    ]


def test_all_problems_are_found_at_once() -> None:
    broken = _parallel(fact(source_ids=("press",), conflicts=("nothing",)))

    assert check_knowledge(broken) == [
        "sources.toml: no source 'press', which a fact names",
        "rate: points at 'nothing', which is no fact",
    ]
