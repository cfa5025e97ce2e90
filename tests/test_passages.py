from bot.passages import split
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
