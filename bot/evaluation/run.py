"""Generating a run: every question asked, every answer kept at once, so that a stopped run goes on where it was.

A run folder holds `run.json` (what was asked of what), `questions.jsonl` and `answers.jsonl`, a line an answer, written
as it comes and put in the order of the questions at the end. Scoring reads these and nothing else.
"""

import hashlib
import json
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import BotError, UsageError
from bot.evaluation.questions import GoldQuestion, read_questions, to_line
from bot.evaluation.records import Record, failure, parse_record
from bot.evaluation.records import to_line as answer_line
from bot.evaluation.run_folder import OPTION, Key, appending, kept_answers, locked, put_in_order
from bot.evaluation.targets import AskFailedError, Target
from bot.files import write_atomically
from bot.languages.personal import mask_personal
from bot.protocols import Progress
from bot.types import JsonObject, Language

_RUN, _QUESTIONS, _ANSWERS = "run.json", "questions.jsonl", "answers.jsonl"
_IDENTITY = ("questions_sha256", "target", "ask_in", "repeat")  # what must not differ between the parts of one run

Task = tuple[GoldQuestion, int]
"""A question and which time it is asked, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How questions are asked: in the language of their row or found from their text, how often, how many at once."""

    ask_in_given_language: bool = False
    repeat: int = 1
    workers: int = 1
    restart: bool = False


ONCE = RunOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as scoring reads it, complete or not."""

    folder: Path
    about: JsonObject
    questions: tuple[GoldQuestion, ...]
    records: tuple[Record, ...]


def generate(
    questions: Sequence[GoldQuestion], target: Target, out: Path, options: RunOptions, progress: Progress
) -> None:
    """Ask what the folder does not hold an answer to yet; what failed before is asked again.

    Raises `UsageError` when the folder holds another run, `DataFolderError` when the disk is full.
    """
    with locked(out):
        about = _describe(questions, target, options)
        _join(out, about, questions, restart=options.restart)
        tasks = [(question, repeat) for repeat in range(options.repeat) for question in questions]
        kept = {key: line for key, line in kept_answers(out / _ANSWERS).items() if not parse_record(line).failed}
        missing = [task for task in tasks if _key(task) not in kept]
        progress("ask", len(tasks) - len(missing), len(tasks))
        with appending(out / _ANSWERS) as append:
            for done, line in enumerate(_answers(missing, target, options), len(tasks) - len(missing) + 1):
                append(line)
                progress("ask", done, len(tasks))
        put_in_order(out / _ANSWERS, [_key(task) for task in tasks])


def read_run(folder: Path) -> Run:
    """Read a run folder; raises `UsageError` when it is none or holds no answer."""
    try:
        about = json.loads((folder / _RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{folder} holds no run ({error}). Make one: goglobal evaluate answers FILE --out DIR"
        ) from error
    records = [parse_record(line) for _, line in sorted(kept_answers(folder / _ANSWERS).items())]
    if not records:
        raise UsageError(f"{folder / _ANSWERS} holds no answer yet. Run the same evaluation again.")
    questions = read_questions(folder / _QUESTIONS).questions
    order = {question.id: place for place, question in enumerate(questions)}
    records.sort(key=lambda record: (record.repeat, order[record.question_id]))
    return Run(folder=folder, about=about, questions=questions, records=tuple(records))


def _describe(questions: Sequence[GoldQuestion], target: Target, options: RunOptions) -> JsonObject:
    return {
        "questions_sha256": hashlib.sha256(_questions_text(questions).encode()).hexdigest(),
        "n_questions": len(questions),
        "target": target.describe(),
        "ask_in": "given" if options.ask_in_given_language else "auto",
        "repeat": options.repeat,
        "workers": options.workers,
        "commit": current_commit(),
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _join(out: Path, about: JsonObject, questions: Sequence[GoldQuestion], *, restart: bool) -> None:
    """Make the folder this run's, or find that it is already."""
    path = out / _RUN
    if path.is_file() and not restart:
        before = json.loads(path.read_text(encoding="utf-8"))
        if changed := [name for name in _IDENTITY if before.get(name) != about[name]]:
            raise UsageError(
                f"{out} holds a run with other {' and '.join(changed)}. "
                "Choose another --out, or throw that run away with --restart."
            )
        return
    if not path.is_file() and not restart and (out / _ANSWERS).exists():
        raise UsageError(f"{out / _ANSWERS} is there without {_RUN}: no run of this tool. Choose another --out.")
    (out / _ANSWERS).unlink(missing_ok=True)
    write_atomically(out / _QUESTIONS, _questions_text(questions), option=OPTION)
    write_atomically(path, json.dumps(about, ensure_ascii=False, indent=1), option=OPTION)


def _questions_text(questions: Iterable[GoldQuestion]) -> str:
    return "".join(f"{to_line(_without_numbers(question))}\n" for question in questions)


def _without_numbers(question: GoldQuestion) -> GoldQuestion:
    """As it is kept: without the personal numbers with which it is asked."""
    context = tuple(map(mask_personal, question.context))
    return replace(question, question=mask_personal(question.question), context=context)


def _answers(tasks: Sequence[Task], target: Target, options: RunOptions) -> Iterator[str]:
    """Lines as the answers come; what was not yet asked when the caller stops is not asked any more."""
    pool = ThreadPoolExecutor(options.workers, thread_name_prefix="ask")
    try:
        futures: list[Future[str]] = [pool.submit(_ask, task, target, options) for task in tasks]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ask(task: Task, target: Target, options: RunOptions) -> str:
    question, repeat = task
    language: Language | None = question.language if options.ask_in_given_language else None
    start = time.perf_counter()
    try:
        reply = target.ask(question, language)
        answer, passages = reply.answer, dict(reply.passages)
    except (AskFailedError, BotError) as error:
        answer, passages = failure(question.question, str(error)), {}
    line = answer_line(question.id, repeat, (time.perf_counter() - start) * 1000, answer, passages)
    try:
        parse_record(line)
    except ValueError as error:
        wrong = failure(question.question, f"the reply is no answer of the contract: {error}")
        return answer_line(question.id, repeat, (time.perf_counter() - start) * 1000, wrong, {})
    return line


def _key(task: Task) -> Key:
    return task[1], task[0].id


def current_commit() -> str | None:
    """The commit of the code that runs, with a mark when files were changed since; None outside a checkout."""
    root = Path(__file__).parents[2]
    try:
        command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
