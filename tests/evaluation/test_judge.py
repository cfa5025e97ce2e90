"""The judge against a loopback server that speaks the OpenAI protocol, and sometimes misbehaves."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import ModelError
from bot.evaluation.answers import score_folder
from bot.evaluation.judge import Judgement, judge_folder, read_judgements, summarise_judgements
from bot.evaluation.run import ONCE, generate
from bot.llm.langchain_model import LangChainModel
from bot.prompts import load_words
from bot.settings import Settings
from bot.types import Language
from tests.evaluation.factories import answer_json, question
from tests.evaluation.fakes import ScriptedTarget
from tests.evaluation.servers import Received, Response, answering

_QUESTIONS = [
    question("a", gold_facts=("8.25%", "2016")),
    question("b", language=Language.ZH_HANS, question="税率多少", gold_facts=("8.25%",)),
    question("c", should_abstain=True),
    question("d", language=Language.ZH_HANT, question="稅率幾多", gold_facts=("8.25%",)),
]
_ANSWERS = {
    "a": answer_json("It is 8.25%, half of 16.5%."),
    "b": answer_json("税率为8.25%。", language="zh-Hans"),
    "c": answer_json("I have no evidence.", status="no_evidence"),
    "d": answer_json("稅率為8.25%。", language="zh-Hant"),
}
_CLAIMS = json.dumps({"claims": ["It is 8.25%.", "It is half of 16.5%."]})
_VERDICTS = {
    "claims": [{"grounded": True, "correct": True}, {"grounded": False, "correct": None}],
    "covered": [True],
}

Reply = Callable[[str], str]
"""From the prompt to what the model says."""


@contextmanager
def _model(reply: Reply, settings: Settings, status: int = 200) -> Iterator[tuple[LangChainModel, list[Received]]]:
    def complete(request: Received) -> Response:
        if status != 200:
            return Response({"error": {"message": "no such model"}}, status=status)
        content = reply(request.body["messages"][0]["content"])
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return Response(
            {
                "id": "x",
                "object": "chat.completion",
                "created": 0,
                "model": "judge-1",
                "choices": [choice],
                "usage": usage,
            }
        )

    with answering(complete) as (url, received):
        local = settings.model_copy(
            update={"llm_base_url": f"{url}/v1", "llm_api_key": SecretStr("k3y"), "llm_timeout": 5.0}
        )
        yield LangChainModel("openai:judge-1", local), received


def _good(prompt: str) -> str:
    if '"claims": ["' in prompt:
        return f"Here they are:\n```json\n{_CLAIMS}\n```"
    covered = [True, False] if "2016" in prompt else [True]
    return json.dumps(_VERDICTS | {"covered": covered})


@pytest.fixture
def run(tmp_path: Path) -> Path:
    generate(_QUESTIONS, ScriptedTarget(_ANSWERS), tmp_path, ONCE, lambda *step: None)
    return tmp_path


def _judge(run: Path, model: LangChainModel, settings: Settings) -> list[Judgement]:
    judge_folder(run, model, load_words(settings.prompts_dir, "judge"), lambda *step: None)
    return read_judgements(run)


def test_claims_come_first_and_then_a_verdict_on_each(run: Path, settings: Settings) -> None:
    with _model(_good, settings) as (model, received):
        found = _judge(run, model, settings)

    assert [(one.question_id, one.correctness, one.groundedness, one.completeness) for one in found] == [
        ("a", 1.0, 0.5, 0.5),
        ("b", 1.0, 0.5, 1.0),
        ("d", 1.0, 0.5, 1.0),
    ]
    assert [request.path for request in received] == ["/v1/chat/completions"] * 6
    assert received[0].headers["authorization"] == "Bearer k3y"
    assert received[0].body["model"] == "judge-1"
    assert received[0].body["temperature"] == 0


def test_each_question_is_judged_in_its_own_script(run: Path, settings: Settings) -> None:
    with _model(_good, settings) as (model, received):
        _judge(run, model, settings)

    prompts = [request.body["messages"][0]["content"] for request in received]
    assert "You check an advisory chatbot" in prompts[0]
    assert "It is 8.25%, half of 16.5%." in prompts[0]
    assert "逐条检查" in prompts[3]
    assert "逐項檢查" in prompts[5]
    assert "稅率為8.25%。" in prompts[5]


@pytest.mark.parametrize(
    "reply",
    [
        "I would rather not.",
        "{}",
        '{"claims": "one"}',
        '{"claims": ["It is 8.25%."',
        "",
    ],
)
def test_a_malformed_list_of_claims_is_counted_and_not_scored(run: Path, settings: Settings, reply: str) -> None:
    with _model(lambda prompt: reply, settings) as (model, _):
        summary = summarise_judgements(_judge(run, model, settings))

    assert (summary["n"], summary["malformed"]) == (3, 3)
    assert summary["correctness"] == {"value": None, "low": None, "high": None, "n": 0, "sd": None}


@pytest.mark.parametrize(
    "verdicts",
    [
        {"claims": [{"grounded": True, "correct": True}], "covered": [True]},  # one of two claims
        {"claims": _VERDICTS["claims"], "covered": []},  # no gold fact
        {"claims": [{"grounded": "very", "correct": True}] * 2, "covered": [True]},
        {"claims": [{"correct": True}] * 2, "covered": [True]},
        ["claims"],
    ],
)
def test_verdicts_that_do_not_match_the_claims_are_counted_and_not_scored(
    run: Path, settings: Settings, verdicts: object
) -> None:
    def reply(prompt: str) -> str:
        return _CLAIMS if '"claims": ["' in prompt else json.dumps(verdicts)

    with _model(reply, settings) as (model, _):
        assert all(one.malformed and one.groundedness is None for one in _judge(run, model, settings))


def test_one_malformed_reply_does_not_touch_the_others(run: Path, settings: Settings) -> None:
    def reply(prompt: str) -> str:
        return "nonsense" if "税率为8.25%" in prompt else _good(prompt)

    with _model(reply, settings) as (model, _):
        summary = summarise_judgements(_judge(run, model, settings))

    assert (summary["n"], summary["malformed"]) == (3, 1)
    assert summary["completeness"]["n"] == 2
    assert summary["completeness"]["value"] == 0.75
    assert summary["completeness"]["sd"] == pytest.approx(0.35355, abs=1e-5)


def test_a_stopped_judging_goes_on_and_malformed_ones_are_tried_again(run: Path, settings: Settings) -> None:
    with _model(lambda prompt: "no" if "税率为" in prompt else _good(prompt), settings) as (model, _):
        _judge(run, model, settings)
    with _model(_good, settings) as (model, received):
        found = _judge(run, model, settings)

    assert len(received) == 2
    assert [one.malformed for one in found] == ["", "", ""]


def test_a_model_that_fails_is_counted_with_its_reason(run: Path, settings: Settings) -> None:
    with _model(_good, settings, status=404) as (model, _):
        found = _judge(run, model, settings)
        assert all("openai:judge-1 did not answer" in one.malformed for one in found)
        with pytest.raises(ModelError):
            model.complete("Hello?")


def test_the_opinion_stands_beside_the_measures_and_changes_none(run: Path, settings: Settings) -> None:
    before = score_folder(run)
    with _model(_good, settings) as (model, _):
        _judge(run, model, settings)
    after = score_folder(run)

    assert "judge" not in before
    assert after.pop("judge")["model"] == "openai:judge-1"
    assert after == before
