import pytest

from bot.answer.follow_up import join, leans_back


def _leans_back(question: str) -> bool:
    """The same when the only official terms are InvestHK and 財資中心."""
    return leans_back(question, lambda text: any(name in text for name in ("InvestHK", "財資中心", "财资中心")))


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
        "咁入面請咗幾多個全職技術員工",
        "噉如果係海外註冊嘅大型公司申請得唔得",
        "好的那大型上市公司的申请流程要走多少个月",
        "哦，那我们深圳的大型民营企业要交哪些材料",
        "ok, and would a large listed company have to file the same papers every year?",
    ],
)
def test_the_words_of_a_follow_up_lean_back(question: str) -> None:
    assert _leans_back(question)


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
def test_the_words_of_a_question_with_a_subject_of_its_own_do_not_lean_back(question: str) -> None:
    assert not _leans_back(question)


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
    assert join(before, question) == f"{subject} {question}"


@pytest.mark.parametrize("question", ["Who leads it?", "and for 300 of them?", "那税率呢？"])
def test_a_follow_up_without_a_year_keeps_the_earlier_one(question: str) -> None:
    assert join("How many firms were there in 2025?", question) == f"How many firms were there in 2025? {question}"


def test_a_question_without_a_subject_before_is_itself() -> None:
    assert join("", "And in 2024?") == "And in 2024?"
