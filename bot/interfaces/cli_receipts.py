"""`goglobal receipts` and `goglobal feedback`: what is kept of answers, deleted and put to use."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import UsageError
from bot.interfaces.open_settings import DataDir, open_settings

receipts_app = typer.Typer(help="The answers that are kept.", no_args_is_help=True)
feedback_app = typer.Typer(help="What users think of answers.", no_args_is_help=True)

_EVER = datetime.max.replace(tzinfo=UTC)


class _Verdict(StrEnum):
    DOWN = "down"
    UP = "up"


@receipts_app.callback()
def _receipts() -> None:
    """The answers that are kept."""


@feedback_app.callback()
def _feedback() -> None:
    """What users think of answers."""


@receipts_app.command()
def purge(
    days: Annotated[
        int | None, typer.Option(min=1, help="Delete what is older (default: GOGLOBAL_RETENTION_DAYS).")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Delete all of it.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Delete answers for good, with what users said of them."""
    from bot.app import open_receipts
    from bot.receipts.retention import older_than

    if everything and days:
        raise UsageError("--days and --all exclude each other. Give one of them.")
    settings = open_settings(data_dir)
    days = days or settings.retention_days
    if not (everything or days):
        raise UsageError("GOGLOBAL_RETENTION_DAYS is 0, so nothing is too old. Say what to delete: --days or --all.")
    deleted = open_receipts(settings).purge(_EVER if everything else older_than(days))
    typer.echo(f"deleted {deleted} answers" + ("" if everything else f" older than {days} days"))


@feedback_app.command()
def export(
    out: Annotated[Path | None, typer.Option(help="File to write (default: stdout); name it .jsonl.")] = None,
    verdict: Annotated[_Verdict, typer.Option(help="Which answers: those rated down, or up.")] = _Verdict.DOWN,
    data_dir: DataDir = None,
) -> None:
    """Write the questions whose answers were rated as a question file for `goglobal evaluate answers`."""
    from bot.app import open_receipts
    from bot.evaluation.questions import GoldQuestion, to_line
    from bot.files import write_atomically

    rated = open_receipts(open_settings(data_dir)).rated(verdict)
    questions = [
        GoldQuestion(
            id=receipt.answer.id,
            language=receipt.answer.language,
            question=receipt.answer.question,
            kind="feedback",
            note=receipt.comment,
        )
        for receipt in rated
        if receipt.answer.question
    ]
    text = "".join(f"{to_line(question)}\n" for question in questions)
    if out:
        write_atomically(out, text, option="--out")
    else:
        typer.echo(text, nl=False)
    typer.echo(f"exported {len(questions)} of {len(rated)} answers rated {verdict}", err=True)
    if left_out := len(rated) - len(questions):
        typer.echo(
            f"{left_out} left out: their questions were not stored. "
            "GOGLOBAL_STORE_QUESTIONS=true stores those still to come.",
            err=True,
        )
