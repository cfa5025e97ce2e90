"""A bot over two sheets, and the same with a model that a server on loopback plays."""

import pytest
from pydantic import SecretStr

from bot.app import Bot, build_bot, ingest
from bot.settings import Settings
from tests.llm.server import Played

KEY = "k3y-of-the-operator"


@pytest.fixture(scope="session")
def few_indexed(few_sheets: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with an index of two sheets."""
    settings = few_sheets.model_copy(update={"data_dir": tmp_path_factory.mktemp("few-data")})
    ingest(settings, settings.knowledge_dir, rebuild=False, progress=lambda stage, done, total: None)
    return settings


@pytest.fixture(scope="session")
def quoting(few_indexed: Settings) -> Bot:
    """Without a model."""
    return build_bot(few_indexed)


def with_server(settings: Settings, played: Played, **more: object) -> Settings:
    """The settings of an operator whose model is the one that the server plays."""
    model = {"llm": "openai:played", "llm_base_url": played.url, "llm_api_key": SecretStr(KEY)}
    return settings.model_copy(update={**model, "llm_retries": 0, "llm_timeout": 10.0, **more})
