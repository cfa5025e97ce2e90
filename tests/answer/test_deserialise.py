import json
from dataclasses import replace

import pytest

from bot.answer.deserialise import from_json
from bot.answer.serialise import to_json
from bot.app import Bot
from bot.types import Answer, Language, Status
from tests.answer.rich import RICH


def test_a_rich_answer_comes_back_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(RICH)))) == RICH


def test_a_bare_answer_comes_back_as_it_was() -> None:
    bare = Answer(language=Language.EN, status=Status.GREETING, text="Hello.")
    assert from_json(to_json(bare)) == bare


@pytest.mark.parametrize(
    "question",
    [
        "What tax rate does a corporate treasury centre pay?",
        "How many Mainland companies were there in Hong Kong in 2019 and in 2025?",
        "red chip vs H share",
        "非香港公司注册手续怎么办",
        "What is the tax rate for a treasury centre in Dubai?",
        "Hello!",
        "My mobile is 13800138000, who steers the Task Force?",
    ],
)
def test_what_was_written_of_a_real_answer_is_written_again(bot: Bot, question: str) -> None:
    written = to_json(bot.advisor.answer(question))
    assert to_json(from_json(json.loads(json.dumps(written)))) == written


@pytest.mark.parametrize("name", ["reason", "notice", "correction", "confidence", "query", "series", "table"])
def test_what_older_answers_lack_may_be_missing(name: str) -> None:
    body = {key: value for key, value in to_json(RICH).items() if key != name}
    empty = Answer(language=Language.EN, status=Status.GREETING, text="")
    assert from_json(body) == replace(RICH, **{name: getattr(empty, name)})


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        from_json(to_json(RICH) | {"status": "maybe"})
