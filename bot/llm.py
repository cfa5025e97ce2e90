"""A language model of any provider that LangChain knows; the only file that knows langchain's chat models."""

from typing import TYPE_CHECKING, Any

from bot.errors import ModelError, UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class LangChainModel:
    """A chat model as `provider:model`, at temperature 0; any OpenAI-compatible service by its base URL."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name = name
        self._model = _open(name, settings)

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._name

    def complete(self, prompt: str) -> str:
        """The model's reply to one message; raises `ModelError` when there is none."""
        try:
            return str(self._model.invoke(prompt).text)
        except Exception as error:  # each provider's client has exception classes of its own
            raise ModelError(f"{self._name} did not answer ({type(error).__name__}: {str(error)[:200]}).") from error


def _open(name: str, settings: Settings) -> "BaseChatModel":
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise UsageError(f"{name!r} is no model; wanted provider:model, such as openai:gpt-4o-mini or ollama:qwen3.")
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise UsageError('Language models need an extra: pip install "goglobal-advisor[llm]"') from error
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    options: dict[str, Any] = {"base_url": settings.llm_base_url or None, "api_key": key}
    try:
        opened: BaseChatModel = init_chat_model(
            model,
            model_provider=provider,
            temperature=0,
            timeout=settings.llm_timeout,
            max_retries=2,
            **{option: value for option, value in options.items() if value},
        )
        return opened
    except ImportError as error:
        raise UsageError(f"The provider {provider!r} needs its own package: {error}") from error
    except Exception as error:  # a missing key or an unknown provider, each client in its own way
        raise UsageError(f"{name!r} cannot be opened ({str(error)[:200]}).") from error
