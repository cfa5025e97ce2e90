"""A progress bar on stderr for long steps."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bot.protocols import Progress as ProgressCallback

_STAGES = {"embed": "Embedding", "index": "Indexing", "ask": "Asking", "search": "Searching", "judge": "Judging"}


class _RateColumn(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """Yields a callback (stage, done, total) that draws one bar a stage, on a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {stage: bar.add_task(label, total=None, visible=False) for stage, label in _STAGES.items()}

        def show(stage: str, done: int, total: int) -> None:
            bar.update(tasks[stage], completed=done, total=total, visible=total > 0)

        yield show
