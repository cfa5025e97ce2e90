import pytest

from bot.answer.attributes import asked, demanded, stated
from bot.languages.scripts import fold


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("Who leads the Task Force?", "person"),
        ("專班由誰領導？", "person"),
        ("What is the hotline?", "telephone"),
        ("有沒有熱線？", "telephone"),
        ("What is the e-mail?", "e-mail"),
        ("電郵是甚麼？", "e-mail"),
        ("How many staff does it employ?", "headcount"),
        ("專班有多少員工？", "headcount"),
        ("What is the application fee?", "fee"),
        ("申請費用是多少？", "fee"),
        ("What penalty applies?", "penalty"),
        ("逾期會罰多少？", "penalty"),
        ("How long does it take?", "duration"),
        ("要多久？", "duration"),
        ("When did it start?", "date"),
        ("何時成立？", "date"),
        ("What premium is charged?", "premium"),
        ("保費是多少？", "premium"),
        ("What is the minimum capital?", "capital"),
        ("註冊資本要多少？", "capital"),
        ("How much did it pay in claims paid?", "claims"),
        ("賠付了多少？", "claims"),
        ("What share of firms?", "percentage"),
        ("佔比是多少？", "percentage"),
        ("What is the tax rate?", "rate"),
        ("稅率是多少？", "rate"),
        ("How much money was given?", "money"),
        ("撥款多少？", "money"),
        ("How many companies?", "count"),
        ("How large is it?", "figure"),
        ("上限是多少？", "figure"),
        ("有沒有上限？", "quantity"),
        ("How many senior people came?", "people"),
        ("有多少會員？", "people"),
        ("How many hectares is it?", "area"),
        ("面積是多少？", "area"),
        ("How many tonnes went by air?", "weight"),
        ("處理多少噸？", "weight"),
        ("Which papers do we need?", "documents"),
        ("要交哪些文件？", "documents"),
        ("What is the minimum market cap?", "market value"),
        ("市值要多少？", "market value"),
        ("What does a ruling cost?", "fee"),
    ],
)
def test_a_question_asks_for_one_detail(question: str, detail: str) -> None:
    assert asked(fold(question)) == {detail}


@pytest.mark.parametrize("question", ["What is a corporate treasury centre?", "甚麼是企業財資中心？"])
def test_a_question_about_a_subject_asks_for_its_definition(question: str) -> None:
    assert asked(fold(question)) == {"definition"}


def test_no_question_asks_for_no_detail() -> None:
    assert asked("") == frozenset()


def test_two_special_details_are_both_asked_for() -> None:
    assert asked("who heads it and when did it start?") == {"person", "date"}


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The Secretary for Commerce heads it.", "person"),
        ("由商務及經濟發展局局長領導。", "person"),
        ("Call +852 1234 5678.", "telephone"),
        ("Write to desk@example.org.", "e-mail"),
        ("It employs 500 officers.", "headcount"),
        ("專班聘用二十名人員。", "headcount"),
        ("The fee is HK$500.", "fee"),
        ("A surcharge of 5% applies.", "penalty"),
        ("It takes two weeks.", "duration"),
        ("一般需時兩星期。", "duration"),
        ("不超過180日。", "duration"),
        ("It has 1,500 individual members.", "people"),
        ("會員約6,000個。", "people"),
        ("It runs 23 hectares.", "area"),
        ("Ten tonnes were stored.", "weight"),
        ("A certified copy is filed.", "documents"),
        ("市值至少5億元。", "market value"),
        ("需時3個月。", "duration"),
        ("It began on 6 October 2025.", "date"),
        ("The premium is 2%.", "premium"),
        ("The minimum capital is HK$1.", "capital"),
        ("It paid out HK$5 million.", "claims"),
        ("It holds 75% of them.", "percentage"),
        ("The rate is 8.25%.", "rate"),
        ("利息獲豁免。", "rate"),
        ("It got HK$5 million.", "money"),
        ("獲撥款14.3億港元。", "money"),
        ("It has 500 members.", "count"),
        ("共有二十家企業。", "count"),
        ("There is no minimum size.", "quantity"),
        ("不設下限。", "quantity"),
    ],
)
def test_a_text_that_states_a_detail_answers_for_it(text: str, detail: str) -> None:
    assert detail in stated(text, fold(text))


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The form is NNC1.", "fee"),
        ("It has 500 members.", "headcount"),
        ("It got HK$5 million.", "count"),
        ("It got HK$5 million.", "percentage"),
        ("It got 500 members.", "money"),
        ("It is led by the bureau.", "person"),
        ("It began early.", "date"),
        ("It lasts for days.", "duration"),
        ("Section 14D applies.", "quantity"),
        ("The rate is low.", "rate"),
    ],
)
def test_a_text_without_a_detail_does_not_answer_for_it(text: str, detail: str) -> None:
    assert detail not in stated(text, fold(text))


def test_a_text_of_another_unit_does_not_state_what_is_asked_for() -> None:
    assert "people" not in stated("3,384 offices were there.", "3,384 offices were there.")
    assert "duration" not in stated("6月20日生效。", "6月20日生效。")


def test_a_figure_that_is_asked_for_is_demanded_and_a_limit_that_is_only_named_is_not() -> None:
    assert demanded(frozenset(("figure", "quantity", "rank", "definition"))) == {"figure"}
