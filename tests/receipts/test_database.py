import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from bot.errors import StoreError
from bot.receipts.database import Database, file_url
from bot.receipts.schema import ANSWERS
from bot.receipts.store import Receipts
from tests.answer.rich import RICH
from tests.receipts.processes import dying, keeping


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "receipts.sqlite"


def _receipts(path: Path) -> Receipts:
    return Receipts(file_url(path), store_questions=True)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.receipts:migrations")
    return config


def _migrate(path: Path, revision: str) -> None:
    engine = create_engine(file_url(path))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_the_migrations_lead_to_the_schema(path: Path) -> None:
    _receipts(path).find("none")
    engine = create_engine(file_url(path))
    columns = {column["name"]: column["nullable"] for column in inspect(engine).get_columns("answers")}
    indexed = [index["column_names"] for index in inspect(engine).get_indexes("answers")]
    engine.dispose()

    assert columns == {column.name: column.nullable for column in ANSWERS.columns}
    assert indexed == [["kept_at"]]


def test_an_older_store_is_brought_up_to_date_with_its_answers(path: Path) -> None:
    _migrate(path, "v1")
    with closing(sqlite3.connect(path)) as connection, connection:
        row = (RICH.id, "2026-01-02 03:04:05.000000", "q", "", "v1", "llm", _body(path), "{}")
        connection.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    receipts = _receipts(path)
    receipts.rate(RICH.id, "up", "")
    found = receipts.find(RICH.id)

    assert found
    assert (found.answer.text, found.answer.question, found.verdict) == (RICH.text, "q", "up")


def _body(path: Path) -> str:
    other = path.with_name("other.sqlite")
    _receipts(other).keep(RICH)
    with closing(sqlite3.connect(other)) as connection:
        [(body,)] = connection.execute("SELECT body FROM answers")
    return str(body)


def test_the_history_has_one_end() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1


def test_a_store_of_a_newer_version_is_left_alone(path: Path) -> None:
    _receipts(path).keep(RICH)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v999'")

    with pytest.raises(StoreError, match="made by a newer version"):
        _receipts(path).find(RICH.id)


def test_processes_that_start_and_write_at_once_all_keep_their_answers(path: Path) -> None:
    names = ("one", "two")
    started = [keeping(file_url(path), name, 20) for name in names]

    assert [process.wait() for process in started] == [0, 0]
    ids = [f"{name}-{number}" for name in names for number in range(20)]
    assert len(_receipts(path).find_all(ids)) == 40


@pytest.mark.parametrize("statement", ["CREATE TABLE answers", "ALTER TABLE", "INSERT INTO answers"])
def test_a_kill_at_any_moment_leaves_a_store_that_works(path: Path, statement: str) -> None:
    assert dying(file_url(path), statement).wait() < 0

    receipts = _receipts(path)
    assert receipts.find(RICH.id) is None
    receipts.keep(RICH)
    assert receipts.find(RICH.id)


def test_a_file_that_cannot_be_written_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _receipts(path).keep(RICH)
    monkeypatch.chdir(path.parent)

    with pytest.raises(StoreError, match="readonly database"):
        Receipts(f"sqlite:///file:{path}?mode=ro&uri=true", store_questions=False).keep(RICH)
    assert not Path("file:").exists()


def test_a_password_is_never_shown() -> None:
    database = Database("sqlite:///file.sqlite?uri=true&password=very-secret")

    assert str(database) == "sqlite:///file.sqlite"


def test_a_damaged_row_is_reported_by_its_id(path: Path) -> None:
    receipts = _receipts(path)
    receipts.keep(RICH)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE answers SET body = '{}'")

    with pytest.raises(StoreError, match=f"The stored answer {RICH.id} cannot be read"):
        receipts.find(RICH.id)
