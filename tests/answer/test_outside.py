"""Which questions are for others to answer, on questions of this file's own: `out_of_scope.tsv`."""

from pathlib import Path

import pytest

from bot.answer.outside import Outside, asked_of_others
from bot.app import Bot
from bot.types import Language, Status
from tests.labelled import read_asked, read_labelled

_LEAST_FOUND = 0.90  # of the rows kept for measuring; all of those that the rules were made on
_MOST_FALSE = 3  # of all questions that the sheets answer
_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "out_of_scope.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_OUTSIDE = [row for row in _ROWS if row[2] != "-"]


@pytest.mark.parametrize(("split", "least"), [("seen", 1.0), ("kept", _LEAST_FOUND)])
def test_what_is_for_others_gets_its_kind(bot: Bot, split: str, least: float) -> None:
    rows = [row for row in _OUTSIDE if row[0] == split]
    found = [bot.advisor.answer(text, Language(script)).reason == kind for _, script, kind, text in rows]

    assert sum(found) / len(rows) >= least


def test_what_only_looks_like_it_is_left_to_the_sheets() -> None:
    assert [text for _, _, kind, text in _ROWS if kind == "-" and asked_of_others(text)] == []


def test_hardly_any_question_that_the_sheets_answer_is_sent_to_others() -> None:
    questions = [*read_labelled("users.tsv"), *read_labelled("fresh.tsv"), *read_asked()]
    sent = [question.text for question in questions if question.facts and asked_of_others(question.text)]

    assert len(sent) <= _MOST_FALSE, sent


def test_a_case_that_has_been_won_is_no_question_of_chances() -> None:
    assert asked_of_others("我們贏了的官司可以在內地執行嗎") is None


@pytest.mark.parametrize("kind", list(Outside))
@pytest.mark.parametrize("script", list(Language))
def test_a_kind_is_declined_in_its_own_words(bot: Bot, kind: Outside, script: Language) -> None:
    (_, _, _, text) = next(row for row in _OUTSIDE if row[2] == kind)
    answer = bot.advisor.answer(text, script)
    general = bot.advisor.answer("What will the weather be tomorrow?", script)

    assert (answer.status, answer.reason, answer.citations) == (Status.OUT_OF_SCOPE, kind, ())
    assert answer.text.partition("。")[0].partition(". ")[0] != general.text.partition("。")[0].partition(". ")[0]


@pytest.mark.parametrize(
    ("kind", "host"),
    [
        (Outside.PERSONAL_TAX, "www.ird.gov.hk"),
        (Outside.LEGAL_OPINION, "www.hklawsoc.org.hk"),
        (Outside.INVESTMENT_ADVICE, "www.sfc.hk"),
    ],
)
def test_a_kind_names_whom_to_ask(bot: Bot, kind: Outside, host: str) -> None:
    (_, _, _, text) = next(row for row in _OUTSIDE if row[2] == kind)
    answer = bot.advisor.answer(text)

    assert answer.contact is not None
    assert host in answer.contact["url"]
    assert answer.contact["url"] in answer.text


@pytest.mark.parametrize("kind", [Outside.POLITICS, Outside.FOREIGN_LAW])
def test_where_nobody_is_known_no_contact_is_named(bot: Bot, kind: Outside) -> None:
    (_, _, _, text) = next(row for row in _OUTSIDE if row[2] == kind)
    answer = bot.advisor.answer(text)

    assert answer.contact is None
    assert "http" not in answer.text


def test_a_word_of_such_a_subject_gets_its_kind_too(bot: Bot) -> None:
    assert bot.advisor.answer("比特币明年会涨吗").reason == Outside.INVESTMENT_ADVICE


@pytest.mark.parametrize(
    "text", ["What is the corporate tax rate of Peru?", "秘鲁的企业税率是多少", "秘魯的企業稅率是多少"]
)
def test_a_rate_of_another_place_is_declined_in_each_script(bot: Bot, text: str) -> None:
    answer = bot.advisor.answer(text)

    assert (answer.status, answer.reason) == (Status.OUT_OF_SCOPE, Outside.FOREIGN_LAW)


def test_contacts_are_for_kinds_that_there_are(bot: Bot) -> None:
    named = {kind for contact in bot.advisor.corpus.knowledge.contacts for kind in contact.declined}

    assert named <= set(Outside)


def test_the_contact_for_any_topic_is_not_one_for_a_declined_kind(bot: Bot) -> None:
    answer = bot.advisor.answer("What will the weather be tomorrow?")

    assert answer.contact is not None
    assert "investhk" in answer.contact["url"]
