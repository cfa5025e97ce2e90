from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.evaluation.gold import GoldQuestion, abstained, holds, holds_all, normalise, read_questions, share
from bot.types import Answer, Language, Status


def _questions(folder: Path, text: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def _answer(text: str, status: Status = Status.ANSWERED) -> Answer:
    return Answer(language=Language.EN, status=status, text=text)


def _gold(*facts: str) -> GoldQuestion:
    return GoldQuestion(
        id="q1",
        language=Language.EN,
        question="What?",
        kind="fact",
        group="g1",
        gold_facts=facts,
        should_abstain=False,
    )


def test_questions_are_read_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    path = _questions(
        tmp_path,
        '{"id": "q1", "lang": "zh-Hant", "question": "稅率？", "kind": "fact", "group": "g1", '
        '"gold_facts": ["8.25%", "2016|二零一六"], "should_abstain": true, "note": "unused"}\n',
    )

    assert read_questions(path) == [
        GoldQuestion(
            id="q1",
            language=Language.ZH_HANT,
            question="稅率？",
            kind="fact",
            group="g1",
            gold_facts=("8.25%", "2016|二零一六"),
            should_abstain=True,
        )
    ]


def test_a_question_may_leave_out_all_but_its_words(tmp_path: Path) -> None:
    path = _questions(tmp_path, '{"id": "q1", "lang": "en", "question": "What?"}\n')

    assert read_questions(path) == [
        GoldQuestion(
            id="q1",
            language=Language.EN,
            question="What?",
            kind="",
            group="q1",
            gold_facts=(),
            should_abstain=False,
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "3",
        "",
        '{"lang": "en", "question": "What?"}',
        '{"id": "q2", "question": "What?"}',
        '{"id": "q2", "lang": "en"}',
        '{"id": "q2", "lang": "fr", "question": "Quoi ?"}',
        '{"id": "q2", "lang": "en", "question": "What?", "gold_facts": 1}',
    ],
)
def test_a_malformed_line_is_rejected_with_file_and_line(tmp_path: Path, line: str) -> None:
    path = _questions(tmp_path, f'{{"id": "q1", "lang": "en", "question": "What?"}}\n{line}\n')

    with pytest.raises(UsageError) as caught:
        read_questions(path)

    assert str(caught.value).startswith(f"{path}:2: not a question with id, lang and question (")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("HK$ 1,000,000", "hk$1000000"),
        ("８．２５％", "8.25%"),
        ("內地 企業\n出海", "内地企业出海"),
        ("firms, offices", "firms,offices"),
        ("1,2", "1,2"),
    ],
)
def test_texts_are_compared_in_one_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("gold_fact", "text", "expected"),
    [
        ("8.25%", "The rate is 8.25 %.", True),
        ("8.25%", "The rate is 16.5%.", False),
        ("2016|二零一六", "於二零一六年", True),
        ("財資中心", "财资中心", True),
        ("1,000", "1000 firms", True),
        ("Task Force", "the task force", True),
    ],
)
def test_a_gold_fact_is_held_in_any_of_its_wordings(gold_fact: str, text: str, expected: bool) -> None:
    assert holds(gold_fact, text) is expected


def test_the_statuses_that_decline_are_abstentions() -> None:
    assert {status for status in Status if abstained(_answer("", status))} == {
        Status.NO_EVIDENCE,
        Status.OUT_OF_SCOPE,
        Status.BLOCKED,
        Status.CLARIFICATION,
    }


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (_answer("8.25% since 2016"), True),
        (_answer("8.25%"), False),
        (_answer("8.25% since 2016", Status.NO_EVIDENCE), False),
    ],
    ids=["all held", "one missing", "declined"],
)
def test_a_right_answer_answers_and_holds_every_gold_fact(answer: Answer, expected: bool) -> None:
    assert holds_all(_gold("8.25%", "2016"), answer) is expected


@pytest.mark.parametrize(("outcomes", "expected"), [([True, False, True, True], 0.75), ([False], 0.0), ([], 0.0)])
def test_the_share_is_of_true_outcomes(outcomes: list[bool], expected: float) -> None:
    assert share(iter(outcomes)) == expected
