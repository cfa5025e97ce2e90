import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from bot.evaluation.questions import GoldQuestion, read_questions
from bot.interfaces import cli
from bot.receipts.database import file_url
from bot.receipts.schema import ANSWERS
from bot.receipts.store import Receipts
from bot.types import Language
from tests.answer.rich import RICH

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command on a data folder; exit code, stdout and stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["goglobal", *arguments, "--data-dir", str(tmp_path)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        assert isinstance(stop.value.code, int)
        return stop.value.code, *capsys.readouterr()

    return call


@pytest.fixture
def receipts(tmp_path: Path) -> Receipts:
    """A store with one answer of today and one that is 100 days old; only today's question is stored."""
    path = tmp_path / "receipts.sqlite"
    receipts = Receipts(file_url(path), store_questions=True)
    receipts.keep(RICH)
    Receipts(file_url(path), store_questions=False).keep(replace(RICH, id="old"))
    engine = create_engine(file_url(path))
    with engine.begin() as connection:
        kept_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=100)
        connection.execute(update(ANSWERS).where(ANSWERS.c.id == "old").values(kept_at=kept_at))
    engine.dispose()
    return receipts


@pytest.mark.parametrize(
    ("options", "told", "left"),
    [
        ([], "deleted 0 answers older than 180 days\n", {"old", RICH.id}),
        (["--days", "99"], "deleted 1 answers older than 99 days\n", {RICH.id}),
        (["--all"], "deleted 2 answers\n", set()),
    ],
)
def test_purge_deletes_what_is_too_old_or_all(
    run: Run, receipts: Receipts, options: list[str], told: str, left: set[str]
) -> None:
    assert run("receipts", "purge", *options) == (0, told, "")
    assert receipts.find_all(["old", RICH.id]).keys() == left


def test_purge_asks_what_to_delete_where_answers_are_kept_for_ever(
    run: Run, receipts: Receipts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOGLOBAL_RETENTION_DAYS", "0")

    assert run("receipts", "purge") == (
        2,
        "",
        "goglobal: GOGLOBAL_RETENTION_DAYS is 0, so nothing is too old. Say what to delete: --days or --all.\n",
    )


def test_purge_still_deletes_where_no_more_answers_are_kept(
    run: Run, receipts: Receipts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOGLOBAL_STORE_ANSWERS", "false")

    assert run("receipts", "purge", "--all")[0] == 0
    assert receipts.find(RICH.id) is None


def test_days_and_all_exclude_each_other(run: Run, receipts: Receipts) -> None:
    code, _, told = run("receipts", "purge", "--all", "--days", "3")

    assert (code, told) == (2, "goglobal: --days and --all exclude each other. Give one of them.\n")


@pytest.mark.parametrize("command", [("receipts", "purge"), ("feedback", "export")])
def test_a_folder_without_answers_is_named_and_left_alone(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    code, _, told = run(*command)

    assert (code, told) == (2, f"goglobal: No answers are kept in {tmp_path}. Choose another with --data-dir.\n")
    assert list(tmp_path.iterdir()) == []


def test_feedback_becomes_a_question_file(run: Run, receipts: Receipts, tmp_path: Path) -> None:
    receipts.rate(RICH.id, "down", "過時\n<script>")
    receipts.rate("old", "down", "")
    out = tmp_path / "down.jsonl"
    code, printed, told = run("feedback", "export", "--out", str(out))

    assert (code, printed) == (0, "")
    assert told.splitlines() == [
        "exported 1 of 2 answers rated down",
        "1 left out: their questions were not stored. GOGLOBAL_STORE_QUESTIONS=true stores those still to come.",
    ]
    file = read_questions(out)
    assert file.rejected == ()
    assert file.questions == (
        GoldQuestion(
            id=RICH.id,
            language=Language.ZH_HANS,
            question=RICH.question,
            kind="feedback",
            group=RICH.id,
            note="過時\n<script>",
        ),
    )
    assert not file.questions[0].is_labelled


def test_feedback_goes_to_stdout_by_default_and_thumbs_up_can_be_chosen(run: Run, receipts: Receipts) -> None:
    receipts.rate(RICH.id, "down", "")
    receipts.rate(RICH.id, "up", "")

    assert run("feedback", "export") == (0, "", "exported 0 of 0 answers rated down\n")
    code, printed, told = run("feedback", "export", "--verdict", "up")
    assert (code, told) == (0, "exported 1 of 1 answers rated up\n")
    assert f'"question": "{RICH.question}"' in printed


def test_a_file_that_cannot_be_written_is_named(run: Run, receipts: Receipts, tmp_path: Path) -> None:
    code, _, told = run("feedback", "export", "--out", str(tmp_path / "none" / "down.jsonl"))

    assert code == 2
    assert "Choose another with --out." in told
