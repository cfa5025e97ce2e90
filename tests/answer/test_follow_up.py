from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.follow_up import subject_of

_BEFORE = "How many firms did InvestHK help?"


def _subject(question: str, *history: str) -> str:
    """The subject when the only official terms are InvestHK and 財資中心."""
    return subject_of(
        question, history, lambda text: any(name in text for name in ("InvestHK", "財資中心", "财资中心"))
    )


@pytest.mark.parametrize(
    "question",
    [
        "and in May?",
        "What about the fees that are charged to large applicants?",
        "how about smaller listed companies from Guangdong?",
        "When was it launched?",
        "Who are their largest overseas investors this decade?",
        "Does the same apply to large listed companies?",
        "Which of these offices handles visa applications?",
        "Why?",
        "The fee?",
        "那税率呢？",
        "那上海的大型上市企业又有多少家",
        "它什么时候成立？",
        "这个计划的申请费用是多少？",
        "还有其他优惠措施可以申请吗？",
        "大型上市企业的利得税率呢？",
        "申请费用",
        "那麼稅率呢？",
        "它甚麼時候成立並開始運作？",
        "還有其他優惠措施可以申請嗎？",
        "佢幾時成立同埋開始運作？",
        "佢哋嘅海外辦事處喺邊度開設？",
        "呢個計劃嘅申請費用係幾多？",
        "咁稅率呢",
        "點解",
    ],
)
def test_a_follow_up_is_about_the_turn_before(question: str) -> None:
    assert _subject(question, _BEFORE) == _BEFORE


@pytest.mark.parametrize(
    "question",
    [
        "What tax rate does a corporate treasury centre pay?",
        "How many mainland companies opened offices in Hong Kong?",
        "What is InvestHK?",
        "InvestHK",
        "Which brand of sandwich sells best?",
        "企业财资中心的利得税率是多少？",
        "内地企业如何在香港设立海外总部？",
        "财资中心",
        "企業財資中心的利得稅率是多少？",
        "內地企業如何在香港設立海外總部？",
        "內地公司點樣喺香港開設海外總部？",
        "財資中心係咩",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(question: str) -> None:
    assert _subject(question, _BEFORE) == ""


@pytest.mark.parametrize("question", ["and in May?", "那税率呢？", "佢幾時成立？"])
def test_a_first_question_stands_alone(question: str) -> None:
    assert _subject(question) == ""


def test_a_follow_up_to_a_follow_up_is_about_both() -> None:
    history = ("What is the Foreign Trade Promotion Council?", _BEFORE, "Who leads it?")

    assert _subject("And its budget?", *history) == f"{_BEFORE} Who leads it?"


def test_a_chain_ends_at_the_turn_that_stands_alone() -> None:
    assert _subject("Who leads it?", "Where is it?", _BEFORE) == _BEFORE


@pytest.mark.parametrize(
    ("question", "before", "subject"),
    [
        ("and in 2024?", "How many firms were there in 2025?", "How many firms were there in ?"),
        ("那2024年呢？", "2025年有多少家企业？", "有多少家企业？"),
        ("那麼2024年呢？", "2025年有多少間企業？", "有多少間企業？"),
        ("咁2024年呢？", "2025年有幾多間公司？", "有幾多間公司？"),
        ("What about March 2024?", "What was paid on 6 October 2025?", "What was paid on ?"),
        ("and in 2024?", "Compare 2022 and 2023 please", "Compare and please"),
    ],
)
def test_another_year_takes_the_place_of_the_earlier_one(question: str, before: str, subject: str) -> None:
    assert _subject(question, before) == subject


@pytest.mark.parametrize("question", ["Who leads it?", "and for 300 of them?", "那税率呢？"])
def test_a_follow_up_without_a_year_keeps_the_earlier_one(question: str) -> None:
    assert _subject(question, "How many firms were there in 2025?") == "How many firms were there in 2025?"


def test_a_year_in_the_middle_of_a_chain_takes_the_place_of_the_one_before() -> None:
    history = ("How many firms were there in 2023?", "and in 2024?")

    assert _subject("Who counted them?", *history) == "How many firms were there in ? and in 2024?"
    assert _subject("and in 2025?", *history) == "How many firms were there in ? and in ?"


def test_a_chain_may_be_as_long_as_a_conversation() -> None:
    assert _subject("and then?", *["and then?"] * 5000) == " ".join(["and then?"] * 5000)


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_question_has_a_subject_or_stands_alone(question: str, history: Sequence[str]) -> None:
    subject = _subject(question, *history)

    assert subject == "" or not history or set("".join(subject.split())) <= set("".join(history))
