"""`goglobal evaluate`: how often the bot is right, and what a change did."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import UsageError
from bot.interfaces.open_settings import DataDir, open_settings
from bot.types import JsonObject

if TYPE_CHECKING:
    from bot.evaluation.gate import Limit
    from bot.evaluation.targets import Target
    from bot.settings import Settings

app = typer.Typer(help="Measure answers and retrieval, and compare runs.", no_args_is_help=True)

Out = Annotated[Path, typer.Option("--out", help="Folder of the run; a stopped run goes on where it was.")]
FailUnder = Annotated[
    str, typer.Option(help="Figures that must not be lower: gold_fact_recall=0.9,figure_faithfulness=1.")
]
FailOver = Annotated[str, typer.Option(help="Figures that must not be higher: false_abstention=0.1.")]
Floors = Annotated[Path | None, typer.Option(help="The same from a TOML file with [at_least] and [at_most].")]


@app.command()
def answers(
    questions: Annotated[Path, typer.Argument(help="Questions: .jsonl, .csv, .xlsx or .txt.")],
    out: Out,
    server: Annotated[str, typer.Option(help="Ask a running server: http://127.0.0.1:7860")] = "",
    endpoint: Annotated[Path | None, typer.Option(help="Ask any HTTP endpoint as this mapping file says.")] = None,
    ask_in: Annotated[
        str, typer.Option(help="auto: answer in the question's own language; given: in its `lang`.")
    ] = "auto",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Questions asked at once.")] = 1,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="Ask each so often; the spread is reported.")] = 1,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer over HTTP.")] = 60.0,
    encoding: Annotated[str, typer.Option(help="Encoding of a CSV or text file, where it is not UTF-8.")] = "",
    restart: Annotated[bool, typer.Option(help="Throw away what the folder holds.")] = False,
    judge: Annotated[str, typer.Option(help="A model that judges the answers, as advice: provider:model.")] = "",
    fail_under: FailUnder = "",
    fail_over: FailOver = "",
    floors: Floors = None,
    data_dir: DataDir = None,
) -> None:
    """Ask every question, keep every answer, score them, write a report."""
    from bot.evaluation.answers import evaluate_answers, score_folder
    from bot.evaluation.questions import read_questions
    from bot.evaluation.run import RunOptions
    from bot.interfaces.progress import progress_bar
    from bot.llm.langchain_model import LangChainModel

    if ask_in not in ("auto", "given"):
        raise UsageError(f"--ask-in is {ask_in!r}; wanted auto or given.")
    limits = _limits(fail_under, fail_over, floors)
    settings = open_settings(data_dir)
    file = read_questions(questions, encoding)
    for line in file.rejected:
        typer.echo(f"left out: {line}", err=True)
    target = _target(settings, server, endpoint, timeout)
    judging_model = LangChainModel(judge, settings) if judge else None
    options = RunOptions(ask_in_given_language=ask_in == "given", repeat=repeat, workers=workers, restart=restart)
    with closing(target), progress_bar() as progress:
        summary = evaluate_answers(file.questions, target, out, options, progress)
        if judging_model:
            from bot.evaluation.judge import judge_folder
            from bot.prompts import load_words

            judge_folder(out, judging_model, load_words(settings.prompts_dir, "judge"), progress)
            summary = score_folder(out)
    _print_summary(summary, out)
    _end(summary, limits, failed=bool(file.rejected) or summary["failed"] > 0)


@app.command()
def score(
    folder: Annotated[Path, typer.Argument(help="Folder of a run.")],
    fail_under: FailUnder = "",
    fail_over: FailOver = "",
    floors: Floors = None,
) -> None:
    """Score a run again from its answers, as new measures or a new report need it; nothing is asked."""
    from bot.evaluation.answers import score_folder

    limits = _limits(fail_under, fail_over, floors)
    summary = score_folder(folder)
    _print_summary(summary, folder)
    _end(summary, limits, failed=False)


@app.command()
def retrieval(
    collection: Annotated[Path, typer.Argument(help="A BEIR folder: corpus.jsonl, queries.jsonl, qrels/test.tsv.")],
    out: Out,
    fail_under: FailUnder = "",
    floors: Floors = None,
    data_dir: DataDir = None,
) -> None:
    """Index a collection in a temporary place, search it by each half and by both, and score the rankings."""
    from bot.evaluation.retrieval import evaluate_retrieval
    from bot.interfaces.progress import progress_bar

    limits = _limits(fail_under, "", floors)
    settings = open_settings(data_dir)
    with progress_bar() as progress:
        summary = evaluate_retrieval(collection, settings, out, progress)
    from bot.interfaces.tables import retrieval_table

    retrieval_table(summary)
    typer.echo(f"{out / 'summary.json'} · {out / 'report.html'}")
    _end(summary, limits, failed=False)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="Folder of the run before the change.")],
    after: Annotated[Path, typer.Argument(help="Folder of the run after it; gets compare.json and a new report.")],
) -> None:
    """What changed between two runs, question by question."""
    from bot.evaluation.answers import score_folder
    from bot.evaluation.compare import compare_runs, to_json
    from bot.evaluation.run import read_run
    from bot.evaluation.scoring import write_json
    from bot.interfaces.tables import comparison_table

    found = compare_runs(read_run(before), read_run(after))
    write_json(after / "compare.json", to_json(found))
    score_folder(after, found)
    comparison_table(found)
    typer.echo(f"{after / 'compare.json'} · {after / 'report.html'}")


def _target(settings: "Settings", server: str, endpoint: Path | None, timeout: float) -> "Target":
    from bot.evaluation.targets import ServerTarget, local_target

    if server and endpoint:
        raise UsageError("--server and --endpoint are two targets; name one.")
    if server:
        return ServerTarget(server, timeout)
    if endpoint:
        from bot.evaluation.endpoint import EndpointTarget, read_mapping

        return EndpointTarget(read_mapping(endpoint), timeout)
    return local_target(settings)


def _limits(fail_under: str, fail_over: str, floors: Path | None) -> "list[Limit]":
    from bot.evaluation.gate import read_limits, read_limits_file

    named = [*read_limits(fail_under, is_floor=True), *read_limits(fail_over, is_floor=False)]
    return [*(read_limits_file(floors) if floors else []), *named]


def _print_summary(summary: JsonObject, out: Path) -> None:
    from bot.interfaces.tables import summary_table

    summary_table(summary)
    typer.echo(f"{out / 'summary.json'} · {out / 'report.html'}")


def _end(summary: JsonObject, limits: "list[Limit]", *, failed: bool) -> None:
    """Exit 1, naming them, when figures fell short or questions failed."""
    from bot.evaluation.gate import fallen_short

    short = fallen_short(summary, limits)
    for line in short:
        typer.echo(f"fell short: {line}", err=True)
    if limits and not short:
        typer.echo(f"all {len(limits)} limits kept", err=True)
    if short or failed:
        raise typer.Exit(1)
