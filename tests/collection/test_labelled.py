import json
from pathlib import Path

import pytest

from bot.documents.folder import read_knowledge
from bot.encoder.training.data import read_questions
from bot.settings import Settings
from tests.labelled import Labelled, read_asked, read_forms, read_labelled

_HERE = Path(__file__).parent
_FILES = {"asked": read_asked(), "users": read_labelled("users.tsv"), "fresh": read_labelled("fresh.tsv")}


@pytest.mark.parametrize("name", _FILES)
def test_every_label_is_a_fact_that_there_is(indexed: Settings, name: str) -> None:
    sheets = read_knowledge(indexed.knowledge_dir).documents
    known = {fact.id for sheet in sheets for section in sheet.sections for fact in section.facts}

    assert not frozenset[str]().union(*(one.facts for one in _FILES[name])) - known


def test_every_id_for_calibration_is_a_fact_that_can_answer_and_a_question_has_one_or_none(settings: Settings) -> None:
    sheets = read_knowledge(settings.knowledge_dir).documents
    facts = [fact for sheet in sheets for section in sheet.sections for fact in section.facts]
    answering = {fact.id for fact in facts if not (fact.gap or fact.superseded_by)}
    lines = (_HERE / "calibration.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if "gold_ids" in row]

    assert {fact_id for row in rows for fact_id in (*row["gold_ids"], *row.get("gold_ids_2", ()))} <= answering
    assert all(bool(row["gold_ids"]) is not row["should_abstain"] for row in rows)


@pytest.mark.parametrize("name", _FILES)
def test_no_labelled_question_is_trained_on(indexed: Settings, name: str) -> None:
    trained = {question for _, question in read_questions(indexed.knowledge_dir).pairs}

    assert not {one.text for one in _FILES[name]} & trained


def test_what_is_fitted_on_is_not_measured_on() -> None:
    def texts(questions: list[Labelled]) -> set[str]:
        return {one.text for one in questions}

    assert not texts(_FILES["fresh"]) & (texts(_FILES["asked"]) | texts(_FILES["users"]))


def test_no_off_topic_question_that_is_fitted_on_is_measured_on_or_has_an_answer() -> None:
    off_topic = {one.text for one in read_labelled("off_topic.tsv") if not one.facts}
    lines = [(_HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in ("questions", "topics")]
    written = [json.loads(line) for rows in lines for line in rows]
    others = {one.text for rows in _FILES.values() for one in rows} | {one["question"] for one in written}

    assert len(off_topic) == 509
    assert not off_topic & others


def test_the_two_forms_of_a_question_differ() -> None:
    forms = read_forms()

    assert len(forms) == 64
    assert all(mandarin and cantonese and mandarin != cantonese for mandarin, cantonese in forms)
