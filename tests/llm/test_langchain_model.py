import builtins
import os
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from bot.errors import ModelBusyError, ModelError, ModelTimeoutError, UsageError
from bot.llm.langchain_model import LangChainModel
from bot.settings import Settings
from tests.llm.server import playing


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.endswith("_API_KEY"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize("name", ["", "gpt-4o-mini", "openai:", ":gpt-4o-mini", ":"])
def test_a_name_without_provider_or_model_is_answered_with_what_is_wanted(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        LangChainModel(name, Settings())

    assert str(caught.value) == (
        f"{name!r} is no model; wanted provider:model, such as openai:gpt-4o-mini or ollama:qwen3."
    )


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(UsageError, match=r"^'nobody:model' cannot be opened \("):
        LangChainModel("nobody:model", Settings())


def test_a_provider_whose_package_is_missing_is_named() -> None:
    with pytest.raises(UsageError, match=r"^The provider 'ibm' needs its own package: "):
        LangChainModel("ibm:some-model", Settings())


def test_a_missing_key_is_the_users_to_give() -> None:
    with pytest.raises(UsageError, match=r"^'openai:gpt-4o-mini' cannot be opened \("):
        LangChainModel("openai:gpt-4o-mini", Settings())


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: Callable[..., object] = builtins.__import__

    def without_langchain(name: str, *arguments: object) -> object:
        if name.startswith("langchain"):
            raise ImportError(name)
        return imported(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_langchain)
    with pytest.raises(UsageError) as caught:
        LangChainModel("openai:gpt-4o-mini", Settings())

    assert str(caught.value) == 'Language models need an extra: pip install "goglobal-advisor[llm]"'


@pytest.mark.parametrize("model", ["gpt-4o-mini", "qwen3:8b"])
def test_a_model_is_opened_under_its_whole_name(model: str) -> None:
    settings = Settings(llm_api_key=SecretStr("not-a-key"), llm_base_url="http://127.0.0.1:9/v1", llm_timeout=1)

    assert LangChainModel(f"openai:{model}", settings).name == f"openai:{model}"


@pytest.mark.parametrize("own", [True, False])
def test_a_key_that_the_service_repeats_is_not_passed_on(own: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "0wn-k3y" if own else "sk-abcdef123456"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with playing("unauthorised") as played:
        settings = Settings(llm_base_url=played.url, llm_api_key=SecretStr(key) if own else None)
        with pytest.raises(ModelError) as caught:
            LangChainModel("openai:played", settings).complete("x")

    assert played.keys == [f"Bearer {key}"]
    assert str(caught.value).endswith("wrong key: ***).")
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("behaviour", "kind"), [("busy", ModelBusyError), ("slow", ModelTimeoutError)])
def test_failures_are_told_apart(behaviour: str, kind: type[ModelError]) -> None:
    with playing(behaviour) as played:
        settings = Settings(llm_base_url=played.url, llm_api_key=SecretStr("x"), llm_timeout=0.2, llm_retries=0)
        with pytest.raises(kind):
            LangChainModel("openai:played", settings).complete("x")


def test_a_completion_tells_its_tokens_and_whether_it_was_cut() -> None:
    with playing("good", "cut") as played:
        settings = Settings(llm_base_url=played.url, llm_api_key=SecretStr("x"))
        model = LangChainModel("openai:played", settings)
        whole, cut = model.complete("x"), model.complete("x")

    assert (whole.input_tokens, whole.output_tokens, whole.cut, cut.cut) == (100, 20, False, True)
    assert "max_tokens" not in played.requests[0]
