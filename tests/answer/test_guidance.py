import pytest

from bot.answer.corpus import Corpus
from bot.answer.guidance import contact_for, nearest_questions, nearest_topics, related_questions
from bot.types import Language
from tests.factories import contact, corpus, document, fact, section


def _asking(names: str) -> Corpus:
    """One sheet with a section for each letter, asked as the letter and holding the fact of that name."""
    sections = [section(fact(id=name), id=name, heading=f"{name}?") for name in names]
    return corpus(document(*sections))


@pytest.mark.parametrize(
    ("answered", "suggested"),
    [
        (["c"], ("b?", "d?", "a?")),
        (["a"], ("b?", "c?", "d?")),
        (["e"], ("d?", "c?", "b?")),
        (["c", "d"], ("b?", "a?", "e?")),
    ],
)
def test_related_questions_are_the_nearest_of_the_sheet(answered: list[str], suggested: tuple[str, ...]) -> None:
    one = _asking("abcde")
    views = [one.view(name, Language.EN) for name in answered]

    assert related_questions(views, Language.EN) == suggested


def test_a_sheet_with_one_section_has_no_related_question() -> None:
    one = _asking("a")

    assert related_questions([one.view("a", Language.EN)], Language.EN) == ()


def test_whom_to_ask_is_no_related_question() -> None:
    asked, whom = section(fact(), id="a"), section(fact(id="us"), id="b", is_contact=True)
    one = corpus(document(asked, whom))

    assert related_questions([one.view("rate", Language.EN)], Language.EN) == ()


def test_related_questions_are_in_the_readers_script() -> None:
    sections = (section(fact(), id="a"), section(fact(id="b"), id="b", heading="稅率是多少？"))
    one = corpus(document(*sections, language=Language.ZH_HANT))

    assert related_questions([one.view("rate", Language.ZH_HANS)], Language.ZH_HANS) == ("税率是多少？",)


def test_nearest_questions_are_those_of_the_facts_found_without_repeats() -> None:
    sheet = document(
        section(fact(id="a"), fact(id="b"), id="one", heading="One?"), section(fact(id="c"), id="two", heading="Two?")
    )
    one = corpus(sheet)
    views = [one.view(name, Language.EN) for name in "abc"]

    assert nearest_questions(views, one, Language.EN) == ("One?", "Two?")


def test_without_a_fact_found_the_first_questions_of_the_first_topics_are_offered() -> None:
    sheets = [
        document(section(fact(id=f"f{n}"), id=f"s{n}", heading=f"{n}?"), topic=f"t{n}", order=n) for n in (4, 3, 2, 1)
    ]

    assert nearest_questions([], corpus(*sheets), Language.EN) == ("1?", "2?", "3?")


def test_nearest_topics_are_at_most_three_titles_best_first_without_repeats() -> None:
    sheets = [
        document(section(fact(id=f"{topic}1"), fact(id=f"{topic}2"), id=topic), topic=topic, title=topic.upper())
        for topic in "abcd"
    ]
    one = corpus(*sheets)
    views = [one.view(name, Language.EN) for name in ("b1", "b2", "a1", "d1", "c1")]

    assert nearest_topics(views, Language.EN) == ("B", "A", "D")


def test_nearest_topics_are_in_the_readers_script() -> None:
    one = corpus(document(section(fact()), language=Language.ZH_HANT, title="財資中心"))

    assert nearest_topics([one.view("rate", Language.ZH_HANS)], Language.ZH_HANS) == ("财资中心",)


_ANYONE, _SPECIALIST = contact("anyone"), contact("specialist", topics=("treasury",))


@pytest.mark.parametrize(("topic", "name"), [("treasury", "specialist en"), ("trade", "anyone en"), ("", "anyone en")])
def test_the_contact_of_a_topic_comes_before_the_one_for_anything(topic: str, name: str) -> None:
    one = corpus(document(section(fact())), contacts=(_ANYONE, _SPECIALIST))

    found = contact_for(topic, one, Language.EN)

    assert found is not None
    assert found["name"] == name


@pytest.mark.parametrize("language", list(Language))
def test_a_contact_is_named_in_the_readers_language(language: Language) -> None:
    one = corpus(document(section(fact())), contacts=(_ANYONE,))

    assert contact_for("treasury", one, language) == {
        "name": f"anyone {language.value}",
        "url": "https://example.org/anyone",
    }


def test_without_a_fitting_contact_there_is_none() -> None:
    assert contact_for("trade", corpus(document(section(fact())), contacts=(_SPECIALIST,)), Language.EN) is None


def test_the_title_of_a_running_text_is_no_question_to_suggest() -> None:
    text = section(fact(id="text"), id="b", heading="A title", is_text=True)
    one = corpus(
        document(section(fact(), id="a", heading="What?"), text, section(fact(id="c"), id="c", heading="Why?"))
    )
    views = [one.view(name, Language.EN) for name in ("text", "c")]

    assert related_questions([one.view("rate", Language.EN)], Language.EN) == ("Why?",)
    assert nearest_questions(views, one, Language.EN) == ("Why?",)


def test_a_collection_of_running_texts_suggests_no_question_and_names_its_nearest_titles() -> None:
    sheets = [
        document(section(fact(id=name), id=name, heading=name, is_text=True), topic=name, title=f"About {name}")
        for name in "ab"
    ]
    one = corpus(*sheets)
    views = [one.view(name, Language.EN) for name in "ba"]

    assert related_questions(views, Language.EN) == ()
    assert nearest_questions(views, one, Language.EN) == ()
    assert nearest_questions([], one, Language.EN) == ()
    assert nearest_topics(views, Language.EN) == ("About b", "About a")


def test_guidance_from_simplified_texts_is_in_the_readers_script() -> None:
    sections = (section(fact(), id="a"), section(fact(id="b"), id="b", heading="费率是多少？"))
    one = corpus(document(*sections, language=Language.ZH_HANS, title="财资中心"))
    views = [one.view("rate", Language.ZH_HANT)]

    assert related_questions(views, Language.ZH_HANT) == ("費率是多少？",)
    assert nearest_topics(views, Language.ZH_HANT) == ("財資中心",)
