import logging
from pathlib import Path

import pytest

from bot.app import Bot
from bot.errors import NotReadyError
from bot.interfaces.service import Service, State
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


_ASKED = "What is InvestHK?"


def _service(indexed: Settings, bot: Bot, **changes: object) -> Service:
    service = Service(indexed.model_copy(update=changes))
    service.state = State(bot=bot, percent=100)
    return service


def test_an_answer_is_kept_under_an_id_that_nobody_guesses(indexed: Settings, bot: Bot, tmp_path: Path) -> None:
    service = _service(indexed, bot, data_dir=tmp_path)
    ids = [service.answer(_ASKED).id for _ in range(2)]

    assert service.receipts
    assert service.receipts.find_all(ids).keys() == set(ids)
    assert min(map(len, ids)) >= 22  # 128 bits, 6 a character


def test_nothing_is_kept_where_storing_is_off(indexed: Settings, bot: Bot, tmp_path: Path) -> None:
    answer = _service(indexed, bot, data_dir=tmp_path, store_answers=False).answer(_ASKED)

    assert (answer.id, bool(answer.citations)) == ("", True)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_written_does_not_cost_the_answer(
    indexed: Settings, bot: Bot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    service = _service(indexed, bot, data_dir=tmp_path / "file")
    with caplog.at_level(logging.INFO):
        answer = service.answer(_ASKED)

    assert (answer.id, answer.text) == ("", bot.advisor.answer(_ASKED).text)
    [line] = caplog.messages
    assert line.startswith("An answer was given and not kept. The store of answers sqlite:///")
    assert "\n" not in line


def test_an_answer_waits_for_the_index(indexed: Settings) -> None:
    with pytest.raises(NotReadyError, match="0%"):
        Service(indexed).answer(_ASKED)
