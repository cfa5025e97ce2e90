"""A database that is opened at the first use and brings its tables up to date itself."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.errors import StoreError, UsageError

_WAIT_MS = 5000  # how long SQLite waits for another writer
_LOCK_KEY = 7210560  # of PostgreSQL's advisory lock; any number that no other program of the database uses
_MIGRATIONS = "bot.receipts:migrations"
_INSTALL = 'For PostgreSQL: pip install "goglobal-advisor[postgresql]".'
_WANTED = "sqlite:///path or postgresql+psycopg://user:password@host/name"


def file_url(path: Path) -> str:
    """The address of an SQLite file."""
    return URL.create("sqlite", database=str(path)).render_as_string()


class Database:
    """Hands out transactions; safe to share between threads, and the file between processes."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's; raises `UsageError` for one that is none, or whose driver is not installed."""
        try:
            self._url = make_url(url)
            self._engine = create_engine(self._url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ValueError) as error:
            raise UsageError(f"GOGLOBAL_STORE_URL is not the address of a database; wanted {_WANTED}.") from error
        except ImportError as error:
            raise UsageError(f"GOGLOBAL_STORE_URL needs a driver that is missing ({error}). {_INSTALL}") from error
        self._lock, self._is_current = threading.Lock(), False
        if self._url.get_backend_name() == "sqlite":
            _set_up_sqlite(self._engine)

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """A transaction on current tables, committed unless something is raised; failures become `StoreError`."""
        with self._reported():
            self._bring_up_to_date()
            with self._begun(writes=writes) as connection:
                yield connection

    def empty_log(self) -> None:
        """Empty the log beside an SQLite file, which still holds what was deleted; other databases do so themselves."""
        if self._url.get_backend_name() == "sqlite":
            with self._reported(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except CommandError as error:  # its tables are at a step that this program does not know
            raise StoreError(f"The store of answers {self} was made by a newer version. Update this one.") from error
        except (SQLAlchemyError, OSError, UnicodeError) as error:
            raise StoreError(f"The store of answers {self} cannot be used ({_reason(error)}).") from error

    def __str__(self) -> str:
        """The address without a password, which may stand among the options too."""
        return self._url.set(query={}).render_as_string()

    @contextmanager
    def _begun(self, *, writes: bool) -> Iterator[Connection]:
        with self._engine.connect() as plain:
            connection = plain.execution_options(writes=writes)
            with connection.begin():
                yield connection

    def _bring_up_to_date(self) -> None:
        """Run the migrations that are missing, once a process; other processes wait meanwhile."""
        with self._lock:
            if self._is_current:
                return
            if self._url.get_backend_name() == "sqlite":
                _make_private(self._url)
            with self._begun(writes=True) as connection:
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")
                config = Config(attributes={"connection": connection})
                config.set_main_option("script_location", _MIGRATIONS)
                command.upgrade(config, "head")
            self._is_current = True


def _make_private(url: URL) -> None:
    """Make the file, for its owner alone, and the folder that it lies in; one named by a URI is for who names it so."""
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _set_up_sqlite(engine: Engine) -> None:
    """Real transactions, that begin as writers where they write; readers and one writer at once."""

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # the driver would begin too late, and not at all before DDL
        connection.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: Exception) -> str:
    """The driver's own words in one line, without the statement and its values."""
    return " ".join(str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error).split())
