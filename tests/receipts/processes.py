"""Other processes that use a store."""

import subprocess
import sys
from pathlib import Path

_KEEPS = """
import sys
from dataclasses import replace
from bot.receipts.store import Receipts
from tests.answer.rich import RICH
receipts = Receipts(sys.argv[1], store_questions=False)
for number in range(int(sys.argv[3])):
    receipts.keep(replace(RICH, id=f"{sys.argv[2]}-{number}"))
"""
_DIES = """
import os, signal, sys
from sqlalchemy import Engine, event
from bot.receipts.store import Receipts
from tests.answer.rich import RICH
@event.listens_for(Engine, "after_cursor_execute")
def die(connection, cursor, statement, *others):
    if statement.strip().startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
Receipts(sys.argv[1], store_questions=False).keep(RICH)
"""


def keeping(url: str, name: str, count: int) -> subprocess.Popen[bytes]:
    """A process that keeps so many answers under ids that begin with its name."""
    return _started(_KEEPS, url, name, str(count))


def dying(url: str, statement: str) -> subprocess.Popen[bytes]:
    """A process that keeps an answer and is killed right after the statement that begins so."""
    return _started(_DIES, url, statement)


def _started(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=Path(__file__).parents[2])
