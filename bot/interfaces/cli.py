"""The `goglobal` command. Nothing but the answer goes to stdout under `--json`; every error is one line on stderr."""

import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.errors import BotError, QuestionError, UsageError
from bot.interfaces.cli_evaluate import app as evaluate_app
from bot.interfaces.cli_receipts import feedback_app, receipts_app
from bot.interfaces.open_settings import DataDir, open_settings
from bot.interfaces.table_lines import table_lines
from bot.settings import Settings, load_settings
from bot.types import Answer, Language

if TYPE_CHECKING:
    from bot.app import Bot

app = typer.Typer(
    help="GoGlobal Advisor: dated, cited answers on going global through Hong Kong.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
knowledge_app = typer.Typer(help="Maintain the knowledge base.", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(receipts_app, name="receipts")
app.add_typer(feedback_app, name="feedback")
_AUTO = "auto"
_INTERRUPTED = 130  # what typer exits with, without a word, on ctrl-C


def main() -> None:
    """Run the command line; failures become one line on stderr and the contract's exit code."""
    debug = "--debug" in sys.argv
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sys.argv = [argument for argument in sys.argv if argument != "--debug"]
    try:
        app()
    except BotError as error:
        if debug:
            raise
        _fail(error)
    except Exception as error:
        if debug:
            raise
        typer.echo(f"goglobal: unexpected {type(error).__name__}: {error}. Run again with --debug.", err=True)
        sys.exit(1)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:
            typer.echo("Stopped. What was done is kept.", err=True)
        raise


def _fail(error: BotError) -> NoReturn:
    typer.echo(f"goglobal: {error}", err=True)
    sys.exit(error.exit_code)


def _language(lang: str) -> Language | None:
    known = {language.value.lower(): language for language in Language}
    if lang.lower() not in (_AUTO, *known):
        raise UsageError(f"Unknown language {lang!r}. Use one of: {', '.join([_AUTO, *Language])}.")
    return known.get(lang.lower())


@app.command()
def ingest(
    path: Annotated[
        Path | None,
        typer.Argument(help="A knowledge folder (default: the one that comes with it), or texts in JSON Lines."),
    ] = None,
    data_dir: DataDir = None,
    rebuild: Annotated[bool, typer.Option(help="Throw the index away and make it anew.")] = False,
) -> None:
    """Put documents into the index; only what changed is done again."""
    from bot.app import ingest as run
    from bot.interfaces.progress import progress_bar

    settings = open_settings(data_dir)
    with progress_bar() as progress:
        report = run(settings, path or settings.knowledge_dir, rebuild=rebuild, progress=progress)
    typer.echo(
        f"added {report.added}, changed {report.changed}, unchanged {report.unchanged}, "
        f"removed {report.removed}, failed 0; embedded {report.embedded} texts"
    )


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any of the three scripts.")],
    lang: Annotated[str, typer.Option(help="auto, en, zh-Hans or zh-Hant.")] = _AUTO,
    history: Annotated[Path | None, typer.Option(help="What was said before, a JSON list of {role, text}.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Answer one question on stdout."""
    language = _language(lang)
    bot = _open(open_settings(data_dir))
    answer = _answer(bot, question, language, _read_history(history) if history else ())
    if as_json:
        from bot.answer.serialise import to_json

        typer.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
    else:
        typer.echo(_as_text(answer))


@app.command()
def chat(
    lang: Annotated[str, typer.Option(help="auto, en, zh-Hans or zh-Hant.")] = _AUTO, data_dir: DataDir = None
) -> None:
    """Ask one question after another; an empty line or ctrl-D ends it."""
    language = _language(lang)
    bot = _open(open_settings(data_dir))
    asked: list[str] = []
    while True:
        try:
            question = input("? ").strip()
        except EOFError:
            return
        if not question:
            return
        try:
            answer = _answer(bot, question, language, asked)
            typer.echo(_as_text(answer) + "\n")
            asked.append(answer.question)
        except UsageError as error:
            typer.echo(str(error), err=True)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on (default: 7860).")] = None,
    data_dir: DataDir = None,
) -> None:
    """Serve the web chat and the HTTP API; builds the index first when there is none."""
    settings = open_settings(data_dir, host=host, port=port)
    from bot.interfaces.server import run

    run(settings)


@knowledge_app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="A knowledge folder (default: the one that comes with it).")
    ] = None,
) -> None:
    """Validate a knowledge folder; exit 1 and a line each for what is wrong."""
    from bot.documents.checks import check_knowledge
    from bot.documents.folder import read_knowledge
    from bot.documents.places import find_places

    folder = path or load_settings().knowledge_dir
    knowledge = read_knowledge(folder)
    problems = check_knowledge(knowledge, find_places(folder))
    for problem in problems:
        typer.echo(problem, err=True)
    facts = sum(len(section.facts) for document in knowledge.documents for section in document.sections)
    typer.echo(f"{folder}: {len(knowledge.documents)} sheets, {facts} facts, {len(problems)} problems")
    if problems:
        raise typer.Exit(1)


@knowledge_app.command()
def stats(
    path: Annotated[
        Path | None, typer.Argument(help="A knowledge folder (default: the one that comes with it).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Tell how much a knowledge folder holds, how old it is and what is due for review."""
    from bot.documents.folder import read_knowledge
    from bot.documents.stats import measure
    from bot.interfaces.knowledge_tables import stats_tables

    found = measure(read_knowledge(path or load_settings().knowledge_dir), datetime.now(UTC).date())
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        stats_tables(found)


def _open(settings: Settings) -> "Bot":
    from bot.app import build_bot

    return build_bot(settings)


def _read_history(path: Path) -> list[str]:
    """The user's turns of a conversation, oldest first."""
    try:
        turns = json.loads(path.read_text(encoding="utf-8"))
        return [str(turn["text"]) for turn in turns if turn["role"] == "user"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError(f'{path}: wanted a JSON list of {{"role": "user", "text": …}} ({error}).') from error


def _answer(bot: "Bot", question: str, language: Language | None, history: Sequence[str]) -> Answer:
    try:
        return bot.advisor.answer(question, language, history=history)
    except QuestionError as error:
        from bot.prompts import load_words

        words = load_words(load_settings().prompts_dir, "messages")[language or Language.EN]
        raise UsageError(words(error.key, **error.values)) from error


def _as_text(answer: Answer) -> str:
    compared = table_lines(answer.table) if answer.table else []
    lines = [*filter(None, [answer.notice]), answer.text, *compared]
    for citation in answer.citations:
        source = citation.source
        dated = f", {source.date}" if source.date else ""
        named = ": ".join(filter(None, (source.publisher, source.title)))
        lines.append(f"[{citation.n}] {named}{dated}. {source.url}".rstrip())
    return "\n".join(lines)
