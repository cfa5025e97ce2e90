"""Settings: `GOGLOBAL_*` variables or `.env`, read once by an interface; the only reader of the environment."""

import difflib
import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import UsageError

_PREFIX = "GOGLOBAL_"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"https?://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])(?::\d{{1,5}})?")


def _content(name: str) -> Path:
    """A content folder: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).parent
    beside = package.parent / name
    return beside if beside.is_dir() else package / "content" / name


class Settings(BaseSettings):
    """Everything an operator can set; each field is the variable `GOGLOBAL_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("goglobal-advisor"))
    """Where the index lives, and the answers that were given."""
    model_dir: Path = Field(default_factory=lambda: user_cache_path("goglobal-advisor") / "models")
    """Where the embedding model is kept once exported; shared by all data folders."""
    knowledge_dir: Path = Field(default_factory=lambda: _content("knowledge"))
    """The folder that `goglobal ingest` reads when no path is given."""
    prompts_dir: Path = Field(default_factory=lambda: _content("prompts"))
    """Every sentence that a user is shown, per language."""
    embedding_model: str = ""
    """Empty for the embedded English model; else a sentence-transformers name or local path."""
    embedding_download: bool = False
    """Allow a configured model to be fetched from the model hub; off, only local files are used."""
    llm: str = ""
    """The language model that words answers, as provider:model; empty, and answers are quoted."""
    llm_base_url: str = ""
    """Where an OpenAI-compatible service answers; empty for the provider's own address."""
    llm_api_key: SecretStr | None = None
    """Its key; else the provider's own variable is read."""
    llm_timeout: float = Field(default=60.0, gt=0)
    """Seconds to wait for a model's reply."""
    llm_retries: int = Field(default=2, ge=0, le=10)
    """How often a request that failed is sent again."""
    llm_failures: int = Field(default=5, ge=0)
    """Failures in a row after which a model is left alone; 0 for never."""
    llm_rest: float = Field(default=60.0, gt=0)
    """Seconds for which it is then left alone; answers are quoted meanwhile."""
    llm_max_tokens: int = Field(default=1500, ge=16)
    """Longest reply of a model, in tokens."""
    llm_daily_tokens: int = Field(default=0, ge=0)
    """Tokens that a process may use a day for answers; 0 for no limit."""
    llm_daily_cost: float = Field(default=0.0, ge=0)
    """The same in money, at the prices below; 0 for no limit."""
    llm_input_price: float = Field(default=0.0, ge=0)
    """Price of a million tokens read; 0 for unknown."""
    llm_output_price: float = Field(default=0.0, ge=0)
    """Price of a million tokens written; 0 for unknown."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    question_max_chars: int = Field(default=2000, ge=10)
    """Longest question that is answered, in characters."""
    questions_per_minute: int = Field(default=30, ge=0)
    """Questions that one page may ask in a minute; 0 for no limit."""
    store_answers: bool = True
    """Keep every answer that the server gives, so that it can be shown again; off, nothing is kept, nor rated."""
    store_url: SecretStr = SecretStr("")
    """The database that they are kept in, as SQLAlchemy writes addresses; empty for a file in the data folder."""
    store_questions: bool = False
    """Keep the questions too, personal numbers masked."""
    retention_days: int = Field(default=180, ge=0)
    """Days after which an answer is deleted; 0 for never."""
    notice: str = ""
    """The off switch: a text that everybody is shown instead of an answer."""
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Sites that may embed the widget and call the API from a browser, with commas between; empty for our own alone."""
    trusted_proxies: str = ""
    """Addresses or networks of proxies that are believed about who calls and whether over TLS, separated by commas."""
    api_keys: SecretStr = SecretStr("")
    """Clients with limits of their own: a TOML file, or name:sha256:requests a minute, separated by commas."""
    api_per_minute: int = Field(default=120, ge=0)
    """What one address may ask of the API in a minute; 0 for no limit. Reading is not counted."""
    api_per_minute_in_all: int = Field(default=6000, ge=0)
    """Requests to the API of all clients together, reading among them."""
    limits_url: SecretStr = SecretStr("")
    """Where requests are counted, as redis://host:port/0; empty for each process by itself."""
    request_max_bytes: int = Field(default=2 * 1024 * 1024, ge=16 * 1024)
    """Longest request that is read."""
    request_seconds: float = Field(default=20.0, gt=0)
    """Seconds in which a request must have arrived."""
    answer_seconds: float = Field(default=120.0, gt=0)
    """Seconds after which a client of the API is told that there will be no answer."""
    answers_in_flight: int = Field(default=32, ge=1)
    """Answers that the API works at, at most; whoever asks then is told to come back."""
    log_questions: bool = False
    """Write questions to the log too, personal numbers masked."""

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _read_origins(cls, value: object) -> object:
        return tuple(map(_origin, listed(value))) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        for one in listed(value):
            try:
                ipaddress.ip_network(one)
            except ValueError as error:
                text = f"{one!r} is no address; wanted 10.0.0.7 or a network as 10.0.0.0/8"
                raise PydanticCustomError("address", text) from error
        return value


def listed(value: str) -> tuple[str, ...]:
    """The members of a list that is separated by commas."""
    return tuple(part for one in value.split(",") if (part := one.strip()))


def _origin(text: str) -> str:
    """A site as browsers write it; one that ends in a slash is meant without it."""
    origin = text.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(origin):
        raise PydanticCustomError(
            "origin", "{found} is no origin, write https://host or https://host:port", {"found": repr(text)}
        )
    return origin


def load_settings() -> Settings:
    """Read the environment; raises `UsageError` for a bad value or a misspelt `GOGLOBAL_*` variable."""
    known = [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in sorted({*os.environ, *dotenv_values(".env")}):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1) or known[:1]
            raise UsageError(f"Unknown setting {name}. Did you mean {near[0]}? All settings are in the README.")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{_PREFIX}{'_'.join(map(str, first['loc'])).upper()}"
        raise UsageError(f"{name} is {first['input']!r}: {first['msg'].lower()}.") from error


def filled_from_environment(text: str) -> str:
    """`text` with `${NAME}` replaced by variables of the environment, where secrets are; raises `UsageError`."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in os.environ:
            raise UsageError(f"The variable {match[1]} is not set; {text!r} needs it.")
        return os.environ[match[1]]

    return re.sub(r"\$\{(\w+)\}", value, text)


def go_offline(*, allow_download: bool = False) -> None:
    """Switch telemetry of all libraries off, and the model hub unless it is allowed; call before importing them."""
    os.environ.update(
        ANONYMIZED_TELEMETRY="False",
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_DISABLE_TELEMETRY="1",
        DO_NOT_TRACK="1",
        LANGSMITH_TRACING="false",
        LANGCHAIN_TRACING_V2="false",
        TOKENIZERS_PARALLELISM="false",
    )
    if not allow_download:
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
