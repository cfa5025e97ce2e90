"""The bars that the questions of this folder are held to; a lower figure is a change for the worse."""

from pathlib import Path

import pytest

from bot.answer.serialise import to_json
from bot.app import Bot
from bot.evaluation.gold import GoldQuestion, abstained, holds_all, read_questions, share
from bot.figures import magnitudes, missing_figures
from bot.languages.detection import is_in_script
from bot.languages.scripts import simplify
from bot.types import Answer, Language

_QUESTIONS = read_questions(Path(__file__).parent / "questions.jsonl")
_ALL_GOLD_FACTS, _DECLINED, _SAME_FIGURES = 0.80, 0.90, 1.00


@pytest.fixture(scope="module")
def answers(bot: Bot) -> dict[str, Answer]:
    return {question.id: bot.advisor.answer(question.question, question.language) for question in _QUESTIONS}


def _shares(answers: dict[str, Answer], language: Language | None = None) -> tuple[float, float]:
    asked = [question for question in _QUESTIONS if language in (None, question.language)]
    held = share(holds_all(q, answers[q.id]) for q in asked if not q.should_abstain)
    declined = share(abstained(answers[q.id]) for q in asked if q.should_abstain)
    return held, declined


def test_there_are_twenty_questions_a_script_and_twelve_without_an_answer() -> None:
    counts = {language: sum(q.language is language for q in _QUESTIONS) for language in Language}
    assert counts == dict.fromkeys(Language, 20)
    assert sum(question.should_abstain for question in _QUESTIONS) == 12


def test_answers_hold_the_gold_facts_and_what_has_no_answer_is_declined(answers: dict[str, Answer]) -> None:
    held, declined = _shares(answers)
    assert held >= _ALL_GOLD_FACTS
    assert declined >= _DECLINED


@pytest.mark.parametrize("language", list(Language))
def test_no_script_is_served_worse(answers: dict[str, Answer], language: Language) -> None:
    assert _shares(answers, language)[0] >= _ALL_GOLD_FACTS


def test_every_sentence_is_quoted_from_its_citation(bot: Bot, answers: dict[str, Answer]) -> None:
    corpus = bot.advisor.corpus
    for answer in answers.values():
        by_number = {citation.n: citation for citation in answer.citations}
        for sentence in answer.sentences:
            quotes = [by_number[number].quote for number in sentence.citations]
            shown = [simplify(quote) for quote in quotes] if answer.language is Language.ZH_HANS else quotes
            assert sentence.text in shown
            assert not missing_figures(sentence.text, "\n".join(shown))
        for citation in answer.citations:
            fact_id = citation.passage_id.rpartition("#")[2]
            assert corpus.view(fact_id, citation.quote_language).fact.text == citation.quote


def test_only_answers_with_evidence_carry_citations(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert bool(answer.citations) == answer.status.has_evidence
        assert bool(answer.sentences) == answer.status.has_evidence


def test_every_answer_is_in_the_script_of_its_question(answers: dict[str, Answer]) -> None:
    for question in _QUESTIONS:
        answer = answers[question.id]
        assert answer.language is question.language
        assert all(is_in_script(sentence.text, question.language) for sentence in answer.sentences)


def _figures(answer: Answer) -> frozenset[object]:
    return frozenset().union(*(magnitudes(sentence.text) for sentence in answer.sentences))


def test_one_question_gets_the_same_figures_in_every_script(answers: dict[str, Answer]) -> None:
    groups: dict[str, list[GoldQuestion]] = {}
    for question in _QUESTIONS:
        groups.setdefault(question.group, []).append(question)
    parallel = [members for members in groups.values() if len(members) == len(Language)]
    agreeing = share(len({_figures(answers[question.id]) for question in members}) == 1 for members in parallel)
    assert parallel
    assert agreeing >= _SAME_FIGURES


def test_an_answer_written_as_json_has_the_names_of_the_contract(answers: dict[str, Answer]) -> None:
    names = set(to_json(next(iter(answers.values()))))
    assert names >= {
        "id", "question", "language", "status", "text", "sentences", "citations", "mode", "model", "corpus_version",
        "asked_at", "follow_up_suggestions", "contact", "timings_ms",
    }  # fmt: skip
