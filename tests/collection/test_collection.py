"""The shape of the collection, and the bars that its first questions are held to; `floors.toml` holds all of it."""

from collections import Counter
from pathlib import Path

import pytest

from bot.answer.serialise import to_json
from bot.app import Bot
from bot.evaluation.gold import normalise
from bot.evaluation.measures import MEASURES, Share, measure
from bot.evaluation.parity import parallel_groups, parity
from bot.evaluation.questions import GoldQuestion, read_questions
from bot.evaluation.records import Record, parse_record, to_line
from bot.types import Answer, Language

_QUESTIONS = read_questions(Path(__file__).parent / "questions.jsonl").questions
_TOPICS = read_questions(Path(__file__).parent / "topics.jsonl").questions
_FIRST = tuple(question for question in _QUESTIONS if question.group <= "q20")  # seen while the method was made
_ALL_GOLD_FACTS, _DECLINED, _SAME_FIGURES = 0.80, 0.90, 1.00


@pytest.fixture(scope="module")
def answers(bot: Bot) -> dict[str, Answer]:
    return {
        question.id: bot.advisor.answer(question.question, question.language, history=question.context)
        for question in (*_QUESTIONS, *_TOPICS)
    }


@pytest.fixture(scope="module")
def records(bot: Bot, answers: dict[str, Answer]) -> dict[str, Record]:
    return {name: _record(bot, name, answer) for name, answer in answers.items()}


def _record(bot: Bot, name: str, answer: Answer) -> Record:
    ids = [citation.passage_id for citation in answer.citations]
    found = {passage_id: bot.index.passage(passage_id) for passage_id in ids}
    passages = {passage_id: passage.text if passage else None for passage_id, passage in found.items()}
    return parse_record(to_line(name, 0, 1.0, to_json(answer), passages))


def _total(questions: tuple[GoldQuestion, ...], records: dict[str, Record], name: str) -> Share:
    shares = [measure(question, records[question.id])[name] for question in questions]
    return Share(sum(share.part for share in shares), sum(share.of for share in shares))


def test_the_collection_has_the_questions_it_says_it_has() -> None:
    kinds = Counter(question.kind for question in _QUESTIONS)
    groups = Counter(question.group for question in _QUESTIONS)
    assert Counter(question.language for question in _QUESTIONS) == dict.fromkeys(Language, 40)
    assert sum(question.should_abstain for question in _QUESTIONS) == 25
    assert (kinds["follow-up"], kinds["over-time"], kinds["false-premise"]) == (15, 15, 10)
    assert sum(count == len(Language) for count in groups.values()) == 30


def test_the_questions_on_other_topics_are_as_many_a_script() -> None:
    groups = Counter(question.group for question in _TOPICS)
    assert Counter(question.language for question in _TOPICS) == dict.fromkeys(Language, 60)
    assert sum(question.should_abstain for question in _TOPICS) == 36
    assert sum(count == len(Language) for count in groups.values()) == 30
    assert not {question.id for question in _TOPICS} & {question.id for question in _QUESTIONS}


def test_follow_ups_alone_have_a_context() -> None:
    assert {question.kind for question in (*_QUESTIONS, *_TOPICS) if question.context} == {"follow-up"}


@pytest.fixture(scope="module")
def everything(bot: Bot) -> dict[bool, str]:
    """All facts in one normal text, by "in Chinese"; a line an end, so that no gold fact is held across two."""
    return {
        language.is_chinese: "\n".join(
            normalise(view.fact.text) for view in bot.advisor.corpus.views(language).values()
        )
        for language in (Language.EN, Language.ZH_HANT)
    }


@pytest.mark.parametrize(
    "question", [one for one in (*_QUESTIONS, *_TOPICS) if one.gold_facts], ids=lambda question: question.id
)
def test_the_knowledge_holds_each_gold_fact_and_its_source(
    question: GoldQuestion, bot: Bot, everything: dict[bool, str]
) -> None:
    assert question.language is not None
    text = everything[question.language.is_chinese]
    urls = {source.url for source in bot.index.knowledge.sources.values()}
    for fact in question.gold_facts:
        assert any(normalise(alternative) in text for alternative in fact.split("|"))
    assert question.gold_source_urls
    assert set(question.gold_source_urls) <= urls


@pytest.mark.parametrize("language", [None, *Language])
def test_the_first_questions_are_answered_with_all_gold_facts(
    records: dict[str, Record], language: Language | None
) -> None:
    asked = tuple(question for question in _FIRST if language in (None, question.language))
    share = _total(asked, records, "all_gold_facts")
    assert share.of >= 16
    assert share.part / share.of >= _ALL_GOLD_FACTS


def test_the_first_questions_without_an_answer_are_declined(records: dict[str, Record]) -> None:
    share = _total(_FIRST, records, "abstention_recall")
    assert share.of == 12
    assert share.part / share.of >= _DECLINED


def test_the_first_questions_get_the_same_figures_in_every_script(records: dict[str, Record]) -> None:
    found = parity(parallel_groups((question, records[question.id]) for question in _FIRST))["figures"]
    assert found.of == 20
    assert found.part / found.of >= _SAME_FIGURES


def test_every_sentence_is_quoted_from_its_citation_and_every_figure_with_it(records: dict[str, Record]) -> None:
    for name in ("citation_validity", "figure_faithfulness", "language_match"):
        share = _total((*_QUESTIONS, *_TOPICS), records, name)
        assert share.part == share.of > 0


def test_only_answers_with_evidence_carry_citations(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert bool(answer.citations) == answer.status.has_evidence
        assert bool(answer.sentences) == answer.status.has_evidence


def test_each_answer_is_measured_in_every_way(records: dict[str, Record]) -> None:
    assert all(set(measure(question, records[question.id])) == set(MEASURES) for question in (*_QUESTIONS, *_TOPICS))


def test_an_answer_written_as_json_has_the_names_of_the_contract(answers: dict[str, Answer]) -> None:
    names = set(to_json(next(iter(answers.values()))))
    assert names >= {
        "id", "question", "language", "status", "text", "sentences", "citations", "mode", "model", "corpus_version",
        "asked_at", "follow_up_suggestions", "contact", "timings_ms",
    }  # fmt: skip
