"""`goglobal evaluate answers` as a function: ask, score, report."""

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.compare import Comparison
from bot.evaluation.judge import read_judgements, summarise_judgements
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.report.markdown import to_markdown
from bot.evaluation.report.page import render
from bot.evaluation.run import ONCE, RunOptions, generate, read_run
from bot.evaluation.scoring import score, summarise, write_scores
from bot.evaluation.targets import Target
from bot.files import write_atomically
from bot.protocols import Progress
from bot.types import JsonObject


def _silent(stage: str, done: int, total: int) -> None:
    """No progress is shown."""


def evaluate_answers(
    questions: Sequence[GoldQuestion],
    target: Target,
    out: Path,
    options: RunOptions = ONCE,
    progress: Progress = _silent,
) -> JsonObject:
    """Ask every question that `out` holds no answer to, then score the folder; gives the summary."""
    generate(questions, target, out, options, progress)
    return score_folder(out)


def score_folder(folder: Path, comparison: Comparison | None = None) -> JsonObject:
    """Score a run folder anew, from what it holds alone, and write scores, summary and report; gives the summary."""
    run = read_run(folder)
    scored = score(run)
    summary = summarise(run, scored)
    if judgements := read_judgements(folder):
        summary["judge"] = summarise_judgements(judgements)
    write_scores(run, scored, summary)
    write_atomically(folder / "summary.md", to_markdown(summary, scored, comparison), option="--out")
    write_atomically(folder / "report.html", render(summary, scored, comparison), option="--out")
    return summary
