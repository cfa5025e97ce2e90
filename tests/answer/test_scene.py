"""Questions behind a story, on this file's own: `scenes.tsv`."""

from pathlib import Path

import pytest

from bot.answer.scene import plain_question
from bot.app import Bot
from bot.types import Language, Status

_SCENES = Path(__file__).parent / "scenes.tsv"
_LEAST_ANSWERED, _LEAST_DECLINED = 0.75, 0.9


def _rows() -> list[list[str]]:
    lines = _SCENES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("我们公司在杭州做跨境电商想在香港开个公司要多少钱", "想在香港开个公司要多少钱"),
        ("我是做光伏的 在越南有厂 想把结算中心放香港 有啥税务好处", "想把结算中心放香港 有啥税务好处"),
        ("我哋做模具，想將海外控股公司遷冊嚟香港，要唔要律師出意見書", "想將海外控股公司遷冊嚟香港 要唔要律師出意見書"),
        ("We make toys in Shantou, who leads the GoGlobal task force?", "who leads the GoGlobal task force"),
        (
            "We grow tea and want to set up a treasury centre in Hong Kong, what tax rate would it pay?",
            "want to set up a treasury centre in Hong Kong what tax rate would it pay",
        ),
    ],
)
def test_what_is_asked_is_told_from_the_story(text: str, plain: str) -> None:
    assert plain_question(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "企业财资中心的利得税率是多少？",
        "How many Mainland companies are listed in Hong Kong?",
        "we sell tea, which approvals first",  # too little to look up
        "we're eyeing Colombo, do any of the Hong Kong offices cover it",  # points back
        "找律师看印尼的合同，香港有没有这样的平台",  # tells of nobody
        "We run a bakery in Melbourne, how do I register a company",  # of Melbourne
        "",
    ],
)
def test_where_the_story_is_part_of_the_question_there_is_no_plain_one(text: str) -> None:
    assert plain_question(text) == ""


def test_questions_behind_a_story_are_answered(bot: Bot) -> None:
    rows = [row for row in _rows() if row[3] != "NONE"]
    wrong = []
    for _, script, question, wanted in rows:
        citations = bot.advisor.answer(question, Language(script)).citations
        found = {one.document_id for one in citations} | {one.passage_id.rpartition("#")[2] for one in citations}
        if not found & {*wanted.split("|")}:
            wrong.append(question)

    assert 1 - len(wrong) / len(rows) >= _LEAST_ANSWERED, wrong


def test_a_story_brings_no_answer_to_what_is_asked_about_something_else(bot: Bot) -> None:
    rows = [row for row in _rows() if row[3] == "NONE"]
    wrong = [row[2] for row in rows if bot.advisor.answer(row[2], Language(row[1])).status.has_evidence]

    assert 1 - len(wrong) / len(rows) >= _LEAST_DECLINED, wrong


def test_the_plain_question_is_what_the_answer_was_looked_up_by(bot: Bot) -> None:
    answer = bot.advisor.answer("我们公司在杭州做跨境电商想在香港开个公司要多少钱")

    assert (answer.status, answer.query) == (Status.ANSWERED, "想在香港开个公司要多少钱")
