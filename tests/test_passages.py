import pytest

from bot.passages import embedded_text, split
from bot.types import Language, Passage, PassageKind
from tests.factories import document, fact, section


def test_each_way_to_ask_and_each_fact_is_a_passage() -> None:
    sheet = document(section(fact(), phrasings=("CTC rate",)))

    question = Passage(
        id="en/treasury#tax?0",
        kind=PassageKind.QUESTION,
        language=Language.EN,
        topic="treasury",
        section_id="tax",
        fact_id="",
        text="What is the tax rate?",
    )
    phrasing = Passage(
        id="en/treasury#tax?1",
        kind=PassageKind.QUESTION,
        language=Language.EN,
        topic="treasury",
        section_id="tax",
        fact_id="",
        text="CTC rate",
    )
    statement = Passage(
        id="en/treasury#rate",
        kind=PassageKind.FACT,
        language=Language.EN,
        topic="treasury",
        section_id="tax",
        fact_id="rate",
        text="The tax rate is 8.25%.",
    )
    assert split([sheet], Language.EN) == (question, phrasing, statement)


def test_a_phrasing_of_a_fact_leads_to_that_fact() -> None:
    sheet = document(section(fact(phrasings=("half rate?",))))

    assert split([sheet], Language.EN)[-1] == Passage(
        id="en/treasury#rate?0",
        kind=PassageKind.QUESTION,
        language=Language.EN,
        topic="treasury",
        section_id="tax",
        fact_id="rate",
        text="half rate?",
    )


def test_sheets_in_another_language_are_left_out() -> None:
    english, chinese = document(section(fact())), document(section(fact()), language=Language.ZH_HANT)

    assert {passage.language for passage in split([english, chinese], Language.ZH_HANT)} == {Language.ZH_HANT}


def test_passage_ids_are_unique_across_sections_and_sheets() -> None:
    sheets = [
        document(section(fact(id="a", phrasings=("z",)), id="one"), section(fact(id="b"), id="two"), topic="first"),
        document(section(fact(id="c"), id="three", phrasings=("x", "y")), topic="second"),
    ]

    passages = split(sheets, Language.EN)

    assert len({passage.id for passage in passages}) == len(passages) == 9


def test_a_running_text_is_a_passage_as_a_whole_and_each_of_its_sentences_is_one() -> None:
    sheet = document(section(fact(text="One."), fact(id="more", text="Two."), heading="A title", is_text=True))

    assert [(passage.id, passage.kind, passage.fact_id, passage.text) for passage in split([sheet], Language.EN)] == [
        ("en/treasury#tax?0", PassageKind.QUESTION, "", "A title"),
        ("en/treasury#tax", PassageKind.TEXT, "", "One. Two."),
        ("en/treasury#rate", PassageKind.FACT, "rate", "One."),
        ("en/treasury#more", PassageKind.FACT, "more", "Two."),
    ]


def test_a_running_text_without_title_has_no_empty_passage() -> None:
    sheet = document(section(fact(), heading="", is_text=True))

    assert [(passage.kind, passage.text) for passage in split([sheet], Language.EN)] == [
        (PassageKind.TEXT, "The tax rate is 8.25%."),
        (PassageKind.FACT, "The tax rate is 8.25%."),
    ]


@pytest.mark.parametrize("asked", [Language.ZH_HANS, Language.ZH_HANT])
def test_both_chinese_scripts_are_one_language_of_the_index(asked: Language) -> None:
    sheets = [document(section(fact()), language=language) for language in Language]

    found = [passage.language for passage in split(sheets, asked) if passage.kind is PassageKind.FACT]

    assert found == [Language.ZH_HANS, Language.ZH_HANT]


@pytest.mark.parametrize(
    ("text", "language", "embedded"),
    [
        ("The office (香港辦事處) opens.", Language.EN, "The office opens."),
        ("The office (HK) opens.", Language.EN, "The office (HK) opens."),
        ("辦事處 (香港) 開幕。", Language.ZH_HANT, "辦事處 (香港) 開幕。"),
    ],
)
def test_the_english_model_is_spared_chinese_names_in_brackets(text: str, language: Language, embedded: str) -> None:
    sheet = document(section(fact(text=text)), language=language)

    assert embedded_text(split([sheet], language)[-1]) == embedded
