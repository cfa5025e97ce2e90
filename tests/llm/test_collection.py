"""The labelled questions with a good model: the same statuses and citations as without."""

from pathlib import Path

import pytest

from bot.app import Bot, build_bot
from bot.evaluation.questions import read_questions
from bot.settings import Settings
from bot.types import Answer
from tests.llm.conftest import with_server
from tests.llm.server import playing

_FOLDER = Path(__file__).parents[1] / "collection"


def _found(answer: Answer) -> tuple[object, ...]:
    return answer.status, [citation.passage_id for citation in answer.citations], answer.query


@pytest.mark.parametrize("name", ["questions.jsonl", "topics.jsonl"])
def test_a_good_model_changes_neither_status_nor_citations(indexed: Settings, bot: Bot, name: str) -> None:
    with playing("good") as played:
        worded = build_bot(with_server(indexed, played))
        for one in read_questions(_FOLDER / name).questions:
            without, with_model = (
                each.advisor.answer(one.question, one.language, history=one.context) for each in (bot, worded)
            )

            assert (one.id, _found(with_model)) == (one.id, _found(without))
            assert with_model.mode == ("llm" if without.status.has_evidence else "extractive"), one.id
