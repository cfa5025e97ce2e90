import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.question import Question, clean, has_words, read_parts, read_question
from bot.types import Language

_ANY_TEXT = st.text(st.characters())


def test_a_question_is_read_as_a_whole() -> None:
    text = "How many firms from Japan joined Project Nova in October 2025?"

    assert read_question(text, Language.EN) == Question(
        text=text,
        language=Language.EN,
        years=frozenset({"2025"}),
        places=frozenset({"JP"}),
        details=frozenset({"count"}),
        parts=(),
        names=frozenset({"project nova"}),
        own=text,
        companies=frozenset(),
        ahead=False,
    )


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("What was it in 2024?", {"2024"}),
        ("What changed from 2024 to 2025?", {"2024", "2025"}),
        ("2025年3月的規則", {"2025"}),
        ("What is in the 2025-26 Budget?", {"2025"}),
        ("What starts in March?", set()),
        ("What is section 2024?", set()),
    ],
)
def test_the_years_of_a_question_are_read(text: str, years: set[str]) -> None:
    assert read_question(text, Language.EN).years == years


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ('What is "Project Nova"?', Language.EN, {"project nova"}),
        ("「新星計劃」是甚麼？", Language.ZH_HANT, {"新星计划"}),
        ("《新星》是什么？", Language.ZH_HANS, {"新星"}),
        ("What does the Acme Holdings plan give?", Language.EN, {"acme holdings"}),
        ("Is eBay there?", Language.EN, {"ebay"}),
        ("Can our Acme Holdings apply?", Language.EN, set()),
        ("What happened in March?", Language.EN, set()),
        ("Acme is what?", Language.EN, set()),
        ("what does the Acme Holdings plan give 新星計劃", Language.ZH_HANT, set()),
    ],
)
def test_names_are_those_quoted_or_capitalised_in_mid_sentence(text: str, language: Language, names: set[str]) -> None:
    assert read_question(text, language).names == names


@pytest.mark.parametrize(
    "text",
    [
        "A Hangzhou court ruled for them, and the debtor's flat is in Kowloon, what next?",
        "Can a boss from Wenzhou apply?",
        "What must a Peruvian supplier pay?",
        "How many had listed before Xmas?",
    ],
)
def test_where_and_when_a_case_is_set_is_no_name(text: str) -> None:
    assert read_question(text, Language.EN).names == set()


def test_a_park_named_after_a_city_is_a_name() -> None:
    assert read_question("What is in the Suzhou Nova Park?", Language.EN).names == {"suzhou nova park"}


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("蚂蚁集团在香港募了多少钱", {"蚂蚁"}),
        ("比亚迪公司有多少员工", {"比亚迪"}),
        ("Mixue招股集資多少", {"mixue"}),
        ("我想知道蚂蚁集团募了多少钱", set()),
        ("卖掉子公司要交税吗", set()),
        ("一家公司要几名董事", set()),
    ],
)
def test_what_may_name_a_company_in_chinese_is_read(text: str, companies: set[str]) -> None:
    assert read_question(text, Language.ZH_HANS).companies == companies


def test_details_asked_for_in_cantonese_are_read() -> None:
    assert read_question("幾時成立", Language.ZH_HANT).details == {"date"}


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  what\tis\n\n this ", "what is this"),
        ("CT\u200bC", "CTC"),
        ("\ufeffCTC", "CTC"),
        ("a\x00b", "a b"),
        ("a\u2028b", "a b"),
        ("\u202ereversed", "reversed"),
        ("稅率\u3000是多少", "稅率 是多少"),
        ("\ud800x\ue000", "x"),
        ("", ""),
    ],
)
def test_control_and_invisible_characters_are_cleaned_away(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(_ANY_TEXT)
def test_any_text_can_be_cleaned_of_what_cannot_be_seen(text: str) -> None:
    assert {unicodedata.category(character) for character in clean(text)} & {"Cc", "Cf", "Cs", "Co", "Cn"} == set()


@given(_ANY_TEXT)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(_ANY_TEXT, st.sampled_from(Language))
def test_any_clean_text_can_be_read(text: str, language: Language) -> None:
    assert read_question(clean(text), language).text == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("CTC", True), ("稅", True), ("14", True), ("?!", False), ("😀", False), ("", False)]
)
def test_only_letters_and_digits_can_be_looked_up(text: str, expected: bool) -> None:
    assert has_words(text) is expected


def test_a_follow_up_is_read_together_with_its_subject() -> None:
    subject = "How many firms from Japan joined Project Nova in ?"

    assert read_question("and in October 2024?", Language.EN, subject) == Question(
        text=f"{subject} and in October 2024?",
        language=Language.EN,
        years=frozenset({"2024"}),
        places=frozenset({"JP"}),
        details=frozenset({"count"}),
        parts=(),
        names=frozenset(),
        own="and in October 2024?",
        companies=frozenset(),
        ahead=False,
    )


def test_what_a_follow_up_says_itself_goes_before_what_its_subject_says() -> None:
    asked = read_question("and who leads it in Korea?", Language.EN, "How many firms are there in Japan?")

    assert (set(asked.places), set(asked.details)) == ({"KR"}, {"person"})


def test_a_follow_up_in_cantonese_is_read_together_with_its_subject() -> None:
    asked = read_question("咁2024年呢？", Language.ZH_HANT, "日本有幾多間公司嚟咗？")

    assert (asked.text, set(asked.years), set(asked.places), set(asked.details)) == (
        "日本有幾多間公司嚟咗？ 咁2024年呢？",
        {"2024"},
        {"JP"},
        {"count"},
    )


def test_the_parts_of_a_follow_up_are_its_own() -> None:
    subject = "Who heads it and when did it start?"

    assert read_question("and in Japan?", Language.EN, subject).parts == ()


def test_each_part_asks_for_its_own_detail_in_the_time_and_place_of_the_whole() -> None:
    asked = read_question("Who heads it in Japan in 2024, and how many firms were there?", Language.EN)

    who, how_many = read_parts(asked)

    assert (who.text, set(who.details)) == ("Who heads it in Japan in 2024", {"person"})
    assert (how_many.text, set(how_many.details)) == ("how many firms were there", {"count"})
    assert (how_many.years, how_many.places, how_many.parts) == (asked.years, asked.places, ())


@given(_ANY_TEXT, st.sampled_from(Language))
def test_a_question_without_subject_is_read_as_before(text: str, language: Language) -> None:
    assert read_question(clean(text), language, "") == read_question(clean(text), language)


def test_only_an_ellipsis_asks_for_the_detail_of_the_turn_before() -> None:
    before = "Who runs the new clearing house?"

    assert read_question("and in Shanghai?", Language.EN, before).details == {"person"}
    assert read_question("is any mainland body tied into that?", Language.EN, before).details == frozenset()
