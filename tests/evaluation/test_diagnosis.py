import pytest

from bot.evaluation.diagnosis import diagnose
from bot.evaluation.measures import measure
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.types import Language, Status
from tests.evaluation.factories import citation, declined, question, record


@pytest.mark.parametrize(
    ("asked", "answer", "reason"),
    [
        (question(), record(), ""),
        (question(should_abstain=True), declined(), ""),
        (question(), record(text="", status=Status.ERROR, reason="HTTP 500: down"), "failed: HTTP 500: down"),
        (
            question(),
            record(citations=(citation(quote="made up"),)),
            "a sentence quotes what its passage does not hold",
        ),
        (question(), record(text="8.25% since 2019"), "figure in no cited passage: 2019"),
        (question(language=Language.ZH_HANS), record(), "not in zh-Hans: answered in en"),
        (
            question(language=Language.ZH_HANS),
            record(text="機構稅務實體關係總覽：8.25%。", language=Language.ZH_HANS),
            "not in zh-Hans: its characters are of another script",
        ),
        (question(should_abstain=True), record(), "answered, though nothing here answers it"),
        (question(), declined(), "declined (no_evidence), though there is an answer"),
        (
            question(),
            record(text="No.", status=Status.NO_EVIDENCE, reason="year"),
            "declined (no_evidence, year), though there is an answer",
        ),
        (
            question(gold_facts=("8.25%", "16.5%"), gold_source_urls=("https://gov.hk/tax",)),
            record(),
            "cites the right source, lacks 16.5%",
        ),
        (
            question(gold_facts=("16.5%",), gold_source_urls=("https://gov.hk/other",)),
            record(),
            "cites another source than the gold one, lacks 16.5%",
        ),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(asked: GoldQuestion, answer: Record, reason: str) -> None:
    assert diagnose(asked, answer, measure(asked, answer)) == reason
