"""One real index for the whole session, made from knowledge/ with the embedded model."""

import os
import shutil
from pathlib import Path

import pytest

from bot.app import Bot, build_bot, ingest
from bot.settings import Settings, go_offline

go_offline()
_ROOT = Path(__file__).parent.parent
_NOT_INDEX = ("models", "evaluation", "receipts.sqlite*")  # of a data folder


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a data folder of the session's own; the exported model is shared between runs."""
    model_dir = Path(os.environ.get("GOGLOBAL_MODEL_DIR", _ROOT / ".data" / "models"))
    return Settings(data_dir=tmp_path_factory.mktemp("data"), model_dir=model_dir)


@pytest.fixture(scope="session")
def indexed(settings: Settings) -> Settings:
    """The same settings once knowledge/ is indexed; begun from a copy of the index in $TEST_INDEX, where one is named.

    An index is brought up to date by what changed, which takes seconds; building it takes minutes.
    """
    if begun := os.environ.get("TEST_INDEX"):
        shutil.copytree(begun, settings.data_dir, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*_NOT_INDEX))
    ingest(settings, settings.knowledge_dir, rebuild=False, progress=lambda stage, done, total: None)
    return settings


@pytest.fixture(scope="session")
def bot(indexed: Settings) -> Bot:
    """The bot over the real index."""
    return build_bot(indexed)


@pytest.fixture(scope="session")
def few_sheets(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for a first start on two of the shipped sheets: what matters is that it builds, not how much."""
    folder = tmp_path_factory.mktemp("few") / "knowledge"
    shutil.copytree(settings.knowledge_dir, folder)
    for sheet in folder.glob("*/*.md"):
        if sheet.stem not in ("companies-in-hong-kong", "goglobal-task-force"):
            sheet.unlink()
    return settings.model_copy(update={"knowledge_dir": folder})
