import json
from pathlib import Path

import openpyxl
import pytest

from bot.errors import UsageError
from bot.evaluation.questions import GoldQuestion, read_questions, to_line
from bot.types import Language

_GOOD = '{"id": "q1", "lang": "en", "question": "What?"}'


def _write(folder: Path, content: str, name: str = "questions.jsonl", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def test_questions_are_read_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        '{"id": "q1", "lang": "zh-Hant", "question": "稅率？", "kind": "fact", "topic": "tax", "group": "g1", '
        '"context": ["財資中心？"], "gold_facts": ["8.25%", "2016|二零一六"], "gold_source_urls": ["https://gov.hk"], '
        '"should_abstain": false, "note": "from the Ordinance"}\n',
    )

    assert read_questions(path).questions == (
        GoldQuestion(
            id="q1",
            language=Language.ZH_HANT,
            question="稅率？",
            kind="fact",
            topic="tax",
            group="g1",
            context=("財資中心？",),
            gold_facts=("8.25%", "2016|二零一六"),
            gold_source_urls=("https://gov.hk",),
            note="from the Ordinance",
        ),
    )


def test_a_question_is_written_as_it_is_read(tmp_path: Path) -> None:
    one = GoldQuestion(
        id="q1", language=Language.ZH_HANS, question="税率？", group="g1", gold_facts=("8.25%",), context=("财资中心",)
    )

    assert read_questions(_write(tmp_path, to_line(one) + "\n")).questions == (one,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"lang": "en", "question": "What?"}', "has no id"),
        ('{"id": "q2", "question": "What?"}', "has no lang"),
        ('{"id": "q2", "lang": "en"}', "has no question"),
        ('{"id": "q2", "lang": "en", "question": "  "}', "has no question"),
        ('{"id": "q2", "lang": "fr", "question": "Quoi ?"}', "lang is 'fr'; wanted one of en, zh-Hans, zh-Hant"),
        (
            '{"id": "q2", "lang": "en", "question": "What?", "gold_facts": 1}',
            "gold_facts must be a list of texts; found 1",
        ),
        (
            '{"id": "q2", "lang": "en", "question": "What?", "should_abstain": "no"}',
            "should_abstain must be true or false",
        ),
        ('{"id": "q1", "lang": "en", "question": "Again?"}', "id 'q1' stands twice"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    path = _write(tmp_path, f'{_GOOD}\n{line}\n{{"id": "q3", "lang": "en", "question": "Who?"}}\n')

    found = read_questions(path)

    assert [question.id for question in found.questions] == ["q1", "q3"]
    assert len(found.rejected) == 1
    assert found.rejected[0].startswith(f"{path}:2: {reason}")


def test_a_line_separator_inside_a_question_is_no_end_of_line(tmp_path: Path) -> None:
    path = _write(tmp_path, f'{{"id": "q1", "lang": "en", "question": "What{chr(0x2028)}now?"}}\n')

    assert read_questions(path).rejected == ()


def test_plain_text_is_a_question_a_line(tmp_path: Path) -> None:
    found = read_questions(_write(tmp_path, "What is the rate?\r\n\r\n税率多少\r\n", "questions.txt")).questions

    assert [(one.id, one.question, one.language, one.is_labelled) for one in found] == [
        ("line-1", "What is the rate?", None, False),
        ("line-3", "税率多少", None, False),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["question", "Question", "问题", "問題"])
def test_a_column_of_questions_is_enough(tmp_path: Path, separator: str, name: str) -> None:
    path = _write(tmp_path, f"number{separator}{name}\n7{separator}What?\n", "questions.csv")

    assert [(one.id, one.question) for one in read_questions(path).questions] == [("row-2", "What?")]


def test_a_spreadsheet_may_hold_gold_facts_too(tmp_path: Path) -> None:
    header = "id,lang,question,gold_facts,should_abstain,context\n"
    rows = 'a,en,What?,8.25%|8.25 per cent; 2016,,\nb,zh-Hans,明天天气,,是,\nc,en,And now?,,maybe,"One?\nTwo?"\n'
    path = _write(tmp_path, header + rows, "questions.csv", "utf-8-sig")

    found = read_questions(path)

    assert [(one.id, one.gold_facts, one.should_abstain) for one in found.questions] == [
        ("a", ("8.25%|8.25 per cent", "2016"), False),
        ("b", (), True),
    ]
    assert found.rejected == (f"{path}:5: should_abstain is 'maybe'; wanted true or false.",)


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["id", "question", "gold_facts"], [1, "税率多少", "8.25%"], [None, None, None], [2, "Who?", None]):
        sheet.append(row)
    workbook.save(tmp_path / "questions.xlsx")

    found = read_questions(tmp_path / "questions.xlsx").questions

    assert [(one.id, one.question, one.gold_facts) for one in found] == [
        ("1", "税率多少", ("8.25%",)),
        ("2", "Who?", ()),
    ]


@pytest.mark.parametrize(("encoding", "named"), [("gb18030", "gb18030"), ("big5hkscs", "big5hkscs"), ("utf-16", "")])
def test_other_encodings_are_read_when_they_are_named_or_marked(tmp_path: Path, encoding: str, named: str) -> None:
    path = _write(tmp_path, "question\n香港公司\n", "questions.csv", encoding)

    assert read_questions(path, named).questions[0].question == "香港公司"


def test_a_wrong_encoding_is_named_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    path = _write(tmp_path, "question\nWhat?\n税率\n", "questions.csv", "gb18030")

    with pytest.raises(UsageError, match=r"questions\.csv:3: is not UTF-8 .*--encoding gb18030"):
        read_questions(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("questions.docx", b"x", "is no question file; wanted one that ends in .jsonl, .csv, .xlsx, .txt"),
        ("questions.xlsx", b"not a workbook", "cannot be read as a workbook"),
        ("questions.csv", b"id,text\n1,What?\n", 'has no column "question"; found id, text'),
        ("questions.jsonl", b"", "holds no question"),
        ("questions.jsonl", b"{}\n", ":1: has no id"),
    ],
)
def test_a_file_of_nothing_usable_is_an_error_with_one_line(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UsageError) as caught:
        read_questions(tmp_path / name)

    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)

    with pytest.raises(UsageError, match=r"is 2\.0 GB; a question file has at most 0\.2 GB\. Split it\."):
        read_questions(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl: cannot be read \(No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_every_question_of_the_collection_is_usable() -> None:
    folder = Path(__file__).parents[1] / "collection"
    for name in ("questions.jsonl", "calibration.jsonl", "heldout.jsonl"):
        found = read_questions(folder / name)
        lines = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        assert found.rejected == ()
        assert [one.id for one in found.questions] == [line["id"] for line in lines]
