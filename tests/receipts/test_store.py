from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import AnswerUnknownError, StoreError, UsageError
from bot.receipts.database import file_url
from bot.receipts.receipt import digest
from bot.receipts.store import Receipts
from tests.answer.rich import RICH

_NUMBER = "13800138000"

Open = Callable[..., Receipts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "receipts.sqlite"


@pytest.fixture
def receipts(path: Path) -> Receipts:
    return Receipts(file_url(path), store_questions=False)


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_an_answer_is_found_as_it_was_given_without_its_question(receipts: Receipts) -> None:
    receipts.keep(RICH)
    found = receipts.find(RICH.id)

    assert found
    assert found.answer == replace(RICH, question="", query="")
    assert found.digests == {"zh-Hant/treasury#rate": digest("稅率為8.25%。")}
    assert (found.verdict, found.comment) == ("", "")
    assert timedelta(0) <= datetime.now(UTC) - found.kept_at < timedelta(minutes=1)


def test_a_question_is_kept_where_questions_are(path: Path) -> None:
    Receipts(file_url(path), store_questions=True).keep(RICH)

    found = Receipts(file_url(path), store_questions=False).find(RICH.id)

    assert found
    assert found.answer == RICH


def test_nothing_of_a_question_is_in_the_file(receipts: Receipts, path: Path) -> None:
    receipts.keep(RICH)

    assert RICH.text.encode() in _bytes(path)
    assert RICH.question.encode() not in _bytes(path)
    assert RICH.query.encode() not in _bytes(path)


def test_several_are_found_at_once_and_unknown_ones_are_left_out(receipts: Receipts) -> None:
    for id in ("one", "two", "three"):
        receipts.keep(replace(RICH, id=id))

    found = receipts.find_all(["three", "none", "one"])

    assert {id: one.answer.id for id, one in found.items()} == {"one": "one", "three": "three"}
    assert receipts.find_all([]) == {}
    assert receipts.find("none") is None


def test_the_last_verdict_counts_and_holds_no_personal_number(receipts: Receipts, path: Path) -> None:
    receipts.keep(RICH)
    receipts.rate(RICH.id, "up", "")
    receipts.rate(RICH.id, "down", f"call me at {_NUMBER}")
    found = receipts.find(RICH.id)

    assert found
    assert (found.verdict, found.comment) == ("down", "call me at ＊＊＊")
    assert _NUMBER.encode() not in _bytes(path)


def test_what_is_not_kept_cannot_be_rated(receipts: Receipts) -> None:
    with pytest.raises(AnswerUnknownError, match="No answer 'none' is kept here"):
        receipts.rate("none", "up", "")


def test_what_is_purged_is_gone_from_the_file_too(receipts: Receipts, path: Path) -> None:
    receipts.keep(RICH)

    assert receipts.purge(datetime.now(UTC) - timedelta(days=1)) == 0
    assert receipts.find(RICH.id)
    assert receipts.purge(datetime.now(UTC) + timedelta(days=1)) == 1
    assert receipts.find(RICH.id) is None
    assert RICH.text.encode() not in _bytes(path)


def test_the_file_is_its_owners_alone(receipts: Receipts, path: Path) -> None:
    receipts.keep(RICH)

    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_a_file_that_is_no_database_is_reported_in_one_line(receipts: Receipts, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("something else " * 100, encoding="utf-8")

    with pytest.raises(StoreError, match=r"receipts\.sqlite cannot be used \(file is not a database\)\.$"):
        receipts.keep(RICH)


def test_a_folder_in_the_way_is_reported_in_one_line(receipts: Receipts, path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(StoreError, match="cannot be used"):
        receipts.find(RICH.id)


@pytest.mark.parametrize(
    "url", ["", "nowhere", "nosuch://user:secret@host/name", "postgresql+psycopg://u:secret@h:x/n"]
)
def test_an_address_of_no_database_is_a_usage_error_without_its_password(url: str) -> None:
    with pytest.raises(UsageError, match="GOGLOBAL_STORE_URL") as caught:
        Receipts(url, store_questions=False)

    assert "secret" not in str(caught.value)
