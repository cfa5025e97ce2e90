"""A language model of any provider that LangChain knows; the only file that knows langchain's chat models."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import ModelBusyError, ModelError, ModelTimeoutError, UsageError
from bot.protocols import Completion
from bot.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

_TOO_MANY_REQUESTS = 429
_LONGEST_MESSAGE = 200  # characters of a provider's error that are passed on
_SECRET = re.compile(r"(?:sk|key)-[\w*-]{6,}|Bearer\s+\S+", re.IGNORECASE)
_FINISHED_EARLY = frozenset(("length", "max_tokens", "content_filter"))  # OpenAI and Ollama, Anthropic, both clouds


class LangChainModel:
    """A chat model as `provider:model`, at temperature 0; any OpenAI-compatible service by its base URL."""

    def __init__(self, name: str, settings: Settings, *, max_tokens: int = 0) -> None:
        """`max_tokens` limits a reply; 0 leaves that to the service."""
        self._name, self._max_tokens = name, max_tokens
        self._key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
        self._model = self._open(settings)

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._name

    def complete(self, prompt: str) -> Completion:
        """The model's reply to one message; raises `ModelError` when there is none."""
        try:
            reply = self._model.invoke(prompt)
        except Exception as error:  # each provider's client has exception classes of its own
            said = f"{self._name} did not answer ({type(error).__name__}: {self._without_key(error)})."
            raise _kind_of(error)(said) from None  # the cause may repeat the key
        return _completion(reply)

    def _open(self, settings: Settings) -> "BaseChatModel":
        provider, _, model = self._name.partition(":")
        if not provider or not model:
            raise UsageError(
                f"{self._name!r} is no model; wanted provider:model, such as openai:gpt-4o-mini or ollama:qwen3."
            )
        try:
            from langchain.chat_models import init_chat_model
        except ImportError as error:
            raise UsageError('Language models need an extra: pip install "goglobal-advisor[llm]"') from error
        try:
            opened: BaseChatModel = init_chat_model(
                model, model_provider=provider, temperature=0, **self._options(provider, settings)
            )
            return opened
        except ImportError as error:
            raise UsageError(f"The provider {provider!r} needs its own package: {error}") from error
        except Exception as error:  # a missing key or an unknown provider, each client in its own way
            raise UsageError(f"{self._name!r} cannot be opened ({self._without_key(error)}).") from None

    def _without_key(self, error: Exception) -> str:
        text = str(error).replace(self._key, "***") if self._key else str(error)
        return _SECRET.sub("***", text)[:_LONGEST_MESSAGE]

    def _options(self, provider: str, settings: Settings) -> Mapping[str, Any]:
        """What a provider's client is opened with; names differ where the services' own do."""
        options: dict[str, Any] = {"timeout": settings.llm_timeout, "max_retries": settings.llm_retries}
        if settings.llm_base_url:
            options["base_url"] = settings.llm_base_url
        if self._key:
            options["api_key"] = self._key
        if provider == "ollama":  # its client waits for ever unless told so
            options["client_kwargs"] = {"timeout": settings.llm_timeout}
        return options | (_limit(provider, self._max_tokens, at=settings.llm_base_url) if self._max_tokens else {})


def _limit(provider: str, tokens: int, at: str) -> dict[str, Any]:
    """The limit of a reply as a provider's client calls it."""
    if provider == "ollama":
        return {"num_predict": tokens}
    if provider == "openai" and at:
        # Services compatible with OpenAI's know the older name of the limit; the client sends only the newer.
        return {"extra_body": {"max_tokens": tokens}}
    return {"max_tokens": tokens}


def _kind_of(error: Exception) -> type[ModelError]:
    if getattr(error, "status_code", None) == _TOO_MANY_REQUESTS:
        return ModelBusyError
    is_timeout = isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower()
    return ModelTimeoutError if is_timeout else ModelError


def _completion(reply: "AIMessage") -> Completion:
    usage = reply.usage_metadata
    said = reply.response_metadata
    finish = {str(said.get(name)) for name in ("finish_reason", "stop_reason", "done_reason")}
    return Completion(
        text=str(reply.text),
        input_tokens=usage["input_tokens"] if usage else None,
        output_tokens=usage["output_tokens"] if usage else None,
        cut=bool(finish & _FINISHED_EARLY),
    )
