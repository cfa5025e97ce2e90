from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answer.compose import cite
from bot.answer.corpus import Corpus
from bot.receipts.changes import Change, ChangeKind, changes_since
from bot.receipts.receipt import Receipt, digest
from bot.types import Answer, Fact, Language, Status
from tests.factories import document, fact, knowledge, section

_NOW = datetime(2026, 2, 3, tzinfo=UTC)
_RATE = fact()
_OLD = fact(id="old", text="The old rate is 9%.", superseded_by="rate")


def _corpus(*facts: Fact, version: str = "v2", language: Language = Language.EN) -> Corpus:
    return Corpus(knowledge(document(section(*facts), language=language)), version)


def _receipt(*facts: Fact) -> Receipt:
    corpus = _corpus(*facts, version="v1")
    citations = cite([corpus.view(one.id, Language.EN) for one in facts], corpus, Language.EN, _NOW.date())
    answer = Answer(
        language=Language.EN, status=Status.ANSWERED, text="", citations=citations, corpus_version=corpus.version
    )
    return Receipt(answer=answer, kept_at=_NOW, digests={one.passage_id: digest(one.quote) for one in citations})


def _only(changes: tuple[Change, ...]) -> tuple[ChangeKind, str]:
    [change] = changes
    return change.kind, change.now.fact.text if change.now else ""


@pytest.mark.parametrize(
    ("today", "kind", "text"),
    [
        ([_RATE], ChangeKind.UNCHANGED, ""),
        ([replace(_RATE, as_of="2026-01-01")], ChangeKind.UNCHANGED, ""),
        ([replace(_RATE, text="A rate of 8.25% is charged.")], ChangeKind.REWORDED, "A rate of 8.25% is charged."),
        ([replace(_RATE, text="The tax rate is 9%.")], ChangeKind.FIGURES, "The tax rate is 9%."),
        ([fact(id="other")], ChangeKind.REMOVED, ""),
        (
            [replace(_RATE, superseded_by="new"), fact(id="new", text="The tax rate is 7%.")],
            ChangeKind.SUPERSEDED,
            "The tax rate is 7%.",
        ),
        (
            [
                replace(_RATE, superseded_by="new"),
                fact(id="new", text="7%.", superseded_by="newer"),
                fact(id="newer", text="6%."),
            ],
            ChangeKind.SUPERSEDED,
            "6%.",
        ),
        ([replace(_RATE, superseded_by="nowhere")], ChangeKind.SUPERSEDED, ""),
    ],
    ids=["same", "seen again", "reworded", "figure", "removed", "superseded", "twice", "by nothing known"],
)
def test_what_became_of_a_statement_is_told(today: list[Fact], kind: ChangeKind, text: str) -> None:
    assert _only(changes_since(_receipt(_RATE), _corpus(*today))) == (kind, text)


def test_facts_that_replace_each_other_end_the_search() -> None:
    today = _corpus(replace(_RATE, superseded_by="new"), fact(id="new", text="7%.", superseded_by="rate"))

    assert _only(changes_since(_receipt(_RATE), today)) == (ChangeKind.SUPERSEDED, "7%.")


def test_what_was_superseded_when_it_was_quoted_has_not_changed() -> None:
    receipt = _receipt(_OLD, _RATE)

    assert [one.kind for one in changes_since(receipt, _corpus(_OLD, _RATE))] == [ChangeKind.UNCHANGED] * 2


def test_a_statement_that_stands_in_the_other_language_alone_is_removed() -> None:
    today = _corpus(_RATE, language=Language.ZH_HANT)

    assert _only(changes_since(_receipt(_RATE), today)) == (ChangeKind.REMOVED, "")


def test_within_one_version_of_the_corpus_nothing_changes() -> None:
    assert _only(changes_since(_receipt(_RATE), _corpus(fact(id="other"), version="v1"))) == (ChangeKind.UNCHANGED, "")
