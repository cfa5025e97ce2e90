from pathlib import Path

from bot.app import Bot
from bot.interfaces.service import Service
from bot.settings import Settings


def test_a_service_with_an_index_opens_it(indexed: Settings) -> None:
    service = Service(indexed)
    service.start().join()
    assert isinstance(service.state.bot, Bot)


def test_a_service_without_an_index_builds_it_first(few_sheets: Settings, tmp_path: Path) -> None:
    service = Service(few_sheets.model_copy(update={"data_dir": tmp_path / "new"}))
    assert service.state.bot is None
    service.start().join()
    assert service.state.bot is not None
    assert service.state.bot.advisor.answer("What is InvestHK?").citations


def test_a_service_that_cannot_open_says_why(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    service = Service(settings.model_copy(update={"data_dir": tmp_path}))
    service.start().join()
    assert "ingest --rebuild" in service.state.failure
