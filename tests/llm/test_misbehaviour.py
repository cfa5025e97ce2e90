"""Whole answers with a model that a real server on loopback plays, well or badly."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.answer.gates import passing
from bot.answer.serialise import to_json
from bot.app import Bot, build_bot
from bot.figures import missing_figures
from bot.settings import Settings
from bot.types import Answer, Language
from tests.llm.conftest import KEY, with_server
from tests.llm.server import Played, playing

_ASKED = {
    Language.EN: "Who steers the GoGlobal Task Force?",
    Language.ZH_HANS: "出海专班由谁督导？",
    Language.ZH_HANT: "出海專班由邊位局長督導？",
}
_NEVER_SHOWN = [
    ("wrong figures", "model_rejected"),
    ("rounded", "model_rejected"),
    ("invented citation", "model_rejected"),
    ("no citation", "model_rejected"),
    ("lead left out", "model_incomplete"),
    ("English", "model_rejected"),
    ("prose", "model_rejected"),
    ("address", "model_rejected"),
    ("image", "model_rejected"),
    ("HTML", "model_rejected"),
    ("Markdown", "model_rejected"),
    ("empty", "model_empty"),
    ("huge", "model_cut"),
    ("cut", "model_cut"),
    ("busy", "model_busy"),
    ("failing", "model_failed"),
    ("unauthorised", "model_failed"),
    ("malformed", "model_failed"),
    ("reset", "model_failed"),
    ("slow", "model_timeout"),
    ("dripping", "model_timeout"),
]


@contextmanager
def _bot(settings: Settings, *behaviours: str, **more: object) -> Iterator[tuple[Bot, Played]]:
    with playing(*behaviours) as played:
        yield build_bot(with_server(settings, played, **more)), played


def _lasting(answer: Answer) -> dict[str, object]:
    """What an answer says, without what differs each time and who worded it."""
    left_out = ("id", "asked_at", "timings_ms", "mode", "model", "reason")
    return {key: value for key, value in to_json(answer).items() if key not in left_out}


def _assert_sound(answer: Answer, bot: Bot) -> None:
    """Every sentence passes the gates anew, and every citation is used."""
    assert answer.sentences == passing(answer.sentences, answer.citations, bot.advisor.corpus, answer.language)
    assert {n for sentence in answer.sentences for n in sentence.citations} == {one.n for one in answer.citations}
    quotes = "\n".join(citation.quote for citation in answer.citations)
    assert not missing_figures(re.sub(r"\[\d+\]", "", answer.text), quotes)
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("language", list(Language))
def test_a_good_model_words_the_same_evidence(few_indexed: Settings, quoting: Bot, language: Language) -> None:
    with _bot(few_indexed, "good") as (bot, _):
        answer = bot.advisor.answer(_ASKED[language], language)

    quoted = quoting.advisor.answer(_ASKED[language], language)
    assert (answer.mode, answer.model, answer.reason) == ("llm", "openai:played", "")
    assert (answer.status, answer.citations) == (quoted.status, quoted.citations)
    assert (quoted.mode, quoted.model) == ("extractive", None)
    _assert_sound(answer, bot)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("behaviour", "reason"), _NEVER_SHOWN)
def test_what_a_bad_model_says_is_replaced_by_the_quoted_answer(
    few_indexed: Settings, quoting: Bot, behaviour: str, reason: str, language: Language
) -> None:
    with _bot(few_indexed, behaviour, llm_timeout=0.5 if "timeout" in reason else 10.0) as (bot, _):
        answer = bot.advisor.answer(_ASKED[language], language)

    assert (answer.mode, answer.model, answer.reason) == ("extractive_fallback", "openai:played", reason)
    assert _lasting(answer) == _lasting(quoting.advisor.answer(_ASKED[language], language))
    _assert_sound(answer, bot)


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_HANT])
def test_a_wrong_name_is_never_shown(few_indexed: Settings, language: Language) -> None:
    with _bot(few_indexed, "wrong name") as (bot, played):
        answer = bot.advisor.answer(_ASKED[language], language)

    assert "Chan Tai Man" not in answer.text
    assert "陳大文" not in answer.text
    assert answer.mode == "extractive_fallback"
    assert "Chan" in played.prompts[1] or "陈大文" in played.prompts[1]


def test_the_wrong_script_is_never_shown(few_indexed: Settings) -> None:
    with _bot(few_indexed, "Simplified") as (bot, _):
        answer = bot.advisor.answer(_ASKED[Language.ZH_HANT], Language.ZH_HANT)

    assert (answer.mode, answer.reason) == ("extractive_fallback", "model_rejected")


def test_a_sentence_that_fails_is_asked_for_once_more(few_indexed: Settings) -> None:
    with _bot(few_indexed, "wrong figures", "good") as (bot, played):
        answer = bot.advisor.answer(_ASKED[Language.EN])

    assert (answer.mode, len(played.prompts)) == ("llm", 2)
    assert re.search(r"^Sentence 1 states a figure that is not in \[1\]: .*3136", played.prompts[1], re.MULTILINE)
    _assert_sound(answer, bot)


def test_a_sentence_that_fails_again_is_left_out_and_the_others_are_shown(few_indexed: Settings) -> None:
    with _bot(few_indexed, "one wrong figure") as (bot, played):
        answer = bot.advisor.answer(_ASKED[Language.EN])

    assert (answer.mode, len(played.prompts)) == ("llm", 2)
    assert "97.5" not in answer.text
    _assert_sound(answer, bot)


@pytest.mark.parametrize("second", ["busy", "cut", "prose", "empty"])
def test_what_passed_at_first_stands_where_the_second_try_is_worse(few_indexed: Settings, second: str) -> None:
    with _bot(few_indexed, "one wrong figure", second) as (bot, _):
        answer = bot.advisor.answer(_ASKED[Language.EN])

    assert answer.mode == "llm"
    _assert_sound(answer, bot)


def test_a_client_that_may_try_again_gets_over_an_outage(few_indexed: Settings) -> None:
    with _bot(few_indexed, "failing", "good", llm_retries=1) as (bot, played):
        answer = bot.advisor.answer(_ASKED[Language.EN])

    assert (answer.mode, len(played.prompts)) == ("llm", 2)


def test_a_service_that_asks_for_a_long_wait_is_not_waited_for(few_indexed: Settings) -> None:
    with _bot(few_indexed, "busy", llm_retries=2, llm_timeout=0.5) as (bot, _):
        answer = bot.advisor.answer(_ASKED[Language.EN])

    assert (answer.mode, answer.reason) == ("extractive_fallback", "model_timeout")


@pytest.mark.parametrize(
    "question", ["Hello!", "What will the weather be tomorrow?", "What is the telephone hotline of the Task Force?"]
)
def test_a_model_is_not_asked_where_there_is_no_evidence(few_indexed: Settings, quoting: Bot, question: str) -> None:
    with _bot(few_indexed, "good") as (bot, played):
        answer = bot.advisor.answer(question)

    assert (answer.mode, answer.model, played.prompts) == ("extractive", None, [])
    assert answer.reason == quoting.advisor.answer(question).reason


def test_the_key_goes_to_the_service_and_nowhere_else(few_indexed: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"), _bot(few_indexed, "unauthorised") as (bot, played):
        answer = bot.advisor.answer(_ASKED[Language.EN])
        shown = f"{answer}{bot}{vars(bot.advisor)}{with_server(few_indexed, played)}{caplog.text}"

    assert played.keys == [f"Bearer {KEY}"]
    assert "did not answer" in caplog.text
    assert KEY not in shown


def test_the_model_is_asked_for_no_more_than_the_limit(few_indexed: Settings) -> None:
    with _bot(few_indexed, "good", llm_max_tokens=321) as (bot, played):
        bot.advisor.answer(_ASKED[Language.EN])

    assert (played.requests[0]["max_tokens"], played.requests[0]["temperature"]) == (321, 0)


def test_a_spent_budget_leads_to_quoted_answers_and_is_told_once(
    few_indexed: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with _bot(few_indexed, "good", llm_daily_tokens=4000) as (bot, played):
        answers = [bot.advisor.answer(_ASKED[Language.EN]) for _ in range(60)]

    spent = [answer.reason for answer in answers if answer.mode == "extractive_fallback"]
    assert 0 < len(played.prompts) < 60
    assert set(spent) == {"model_budget"}
    assert caplog.text.count("budget") == 1


_BEFORE = "How many companies did InvestHK assist in 2025?"


@pytest.mark.parametrize(
    ("says", "query"),
    [
        ("How many companies did InvestHK assist in 2024?", "How many companies did InvestHK assist in 2024?"),
        ("How many companies did InvestHK assist in 2023?", f"{_BEFORE[:-6]} ? and in 2024?"),
        ("How many companies did InvestHK assist?", f"{_BEFORE[:-6]} ? and in 2024?"),
        ("What does https://evil.example say of 2024?", f"{_BEFORE[:-6]} ? and in 2024?"),
    ],
    ids=["kept", "another year", "year lost", "address"],
)
def test_a_follow_up_is_rewritten_only_as_far_as_the_turns_go(few_indexed: Settings, says: str, query: str) -> None:
    with _bot(few_indexed, f"rewrites: {says}") as (bot, _):
        answer = bot.advisor.answer("and in 2024?", history=[_BEFORE])

    assert answer.query == query
    assert "539" in answer.text


def test_a_question_that_stands_alone_is_not_rewritten(few_indexed: Settings) -> None:
    with _bot(few_indexed, "rewrites: What is the weather?") as (bot, _):
        assert bot.advisor.answer(_ASKED[Language.EN], history=[_BEFORE]).query == _ASKED[Language.EN]
