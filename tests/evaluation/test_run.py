import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from bot.errors import DataFolderError, UsageError
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.run import ONCE, RunOptions, generate, read_run
from bot.types import JsonObject, Language, Status
from tests.evaluation.factories import answer_json, question
from tests.evaluation.fakes import ScriptedTarget

_QUESTIONS = [question("a"), question("b", language=Language.ZH_HANS, question="税率多少"), question("c")]
_ERROR: JsonObject = {"status": "error", "reason": "HTTP 500: down"}


def _generate(out: Path, target: ScriptedTarget, options: RunOptions = ONCE) -> list[tuple[str, int, int]]:
    steps: list[tuple[str, int, int]] = []
    generate(_QUESTIONS, target, out, options, lambda *step: steps.append(step))
    return steps


def _ids(out: Path) -> list[str]:
    return [
        json.loads(line)["question_id"] for line in (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def test_every_question_is_asked_once_and_kept_in_order(tmp_path: Path) -> None:
    target = ScriptedTarget()

    steps = _generate(tmp_path / "run", target)

    run = read_run(tmp_path / "run")
    assert target.asked == [("a", None), ("b", None), ("c", None)]
    assert [record.question_id for record in run.records] == ["a", "b", "c"]
    assert run.questions == tuple(_QUESTIONS)
    assert steps == [("ask", done, 3) for done in range(4)]
    assert run.about["target"]["corpus_version"] == "v1"
    assert run.about["commit"]


def test_a_line_is_the_answer_of_the_contract_with_the_questions_id(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget({"a": answer_json("It is 8.25%.")}))

    line = json.loads((tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()[0])

    assert line["question_id"] == "a"
    assert line["repeat"] == 0
    assert line["latency_ms"] >= 0
    assert line["passages"] == {"en/tax#rate": "It is 8.25%."}
    assert {name: line[name] for name in answer_json("It is 8.25%.")} == answer_json("It is 8.25%.")


def test_the_language_of_the_row_is_asked_for_only_when_told_so(tmp_path: Path) -> None:
    target = ScriptedTarget()
    _generate(tmp_path, target, RunOptions(ask_in_given_language=True))
    assert target.asked == [("a", Language.EN), ("b", Language.ZH_HANS), ("c", Language.EN)]


def test_repeats_are_asked_and_kept_apart(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget(), RunOptions(repeat=3))
    assert [(one.repeat, one.question_id) for one in read_run(tmp_path).records] == [
        (repeat, name) for repeat in range(3) for name in "abc"
    ]


def test_many_workers_give_the_same_file_as_one(tmp_path: Path) -> None:
    _generate(tmp_path / "one", ScriptedTarget())
    _generate(tmp_path / "many", ScriptedTarget(), RunOptions(workers=8))
    assert _ids(tmp_path / "many") == _ids(tmp_path / "one") == ["a", "b", "c"]


def test_a_question_that_fails_is_kept_as_failed_with_its_reason(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget({"b": _ERROR}))

    records = read_run(tmp_path).records

    assert [record.status for record in records] == [Status.ANSWERED, Status.ERROR, Status.ANSWERED]
    assert records[1].reason == "HTTP 500: down"


def test_an_answer_that_is_none_of_the_contract_counts_as_failed(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget({"b": answer_json() | {"status": "splendid"}}))
    assert (
        read_run(tmp_path).records[1].reason
        == "the reply is no answer of the contract: 'splendid' is not a valid Status"
    )


def test_a_second_run_asks_only_what_failed(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget({"b": _ERROR}))
    again = ScriptedTarget()

    steps = _generate(tmp_path, again)

    assert again.asked == [("b", None)]
    assert steps == [("ask", 2, 3), ("ask", 3, 3)]
    assert [record.failed for record in read_run(tmp_path).records] == [False, False, False]


@pytest.mark.parametrize("cut", [1, 20, 400])
def test_a_line_cut_off_by_a_kill_is_asked_again(tmp_path: Path, cut: int) -> None:
    _generate(tmp_path, ScriptedTarget())
    whole = (tmp_path / "answers.jsonl").read_bytes()
    (tmp_path / "answers.jsonl").write_bytes(whole[:-cut])
    again = ScriptedTarget()

    _generate(tmp_path, again)

    assert again.asked == [("c", None)]
    assert _ids(tmp_path) == ["a", "b", "c"]


def test_a_damaged_line_is_asked_again_and_the_others_are_kept(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget())
    lines = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "answers.jsonl").write_text("\n".join([lines[0], lines[1][:50], lines[2]]) + "\n", encoding="utf-8")
    again = ScriptedTarget()

    _generate(tmp_path, again)

    assert again.asked == [("b", None)]


def test_an_interrupted_run_keeps_what_was_answered(tmp_path: Path) -> None:
    def stop_at_c(asked: GoldQuestion) -> None:
        if asked.id == "c":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _generate(tmp_path, ScriptedTarget(before=stop_at_c))
    assert _ids(tmp_path) == ["a", "b"]
    again = ScriptedTarget()
    _generate(tmp_path, again)
    assert again.asked == [("c", None)]


@pytest.mark.parametrize(
    ("questions", "version", "options", "named"),
    [
        ([question("a")], "v1", RunOptions(), "questions_sha256"),
        (_QUESTIONS, "v2", RunOptions(), "target"),
        (_QUESTIONS, "v1", RunOptions(repeat=2), "repeat"),
        (_QUESTIONS, "v1", RunOptions(ask_in_given_language=True), "ask_in"),
    ],
)
def test_a_folder_of_another_run_is_left_alone(
    tmp_path: Path, questions: Sequence[GoldQuestion], version: str, options: RunOptions, named: str
) -> None:
    _generate(tmp_path, ScriptedTarget())
    before = (tmp_path / "answers.jsonl").read_bytes()

    with pytest.raises(UsageError, match=f"holds a run with other {named}.*--restart"):
        generate(questions, ScriptedTarget(version=version), tmp_path, options, lambda *step: None)

    assert (tmp_path / "answers.jsonl").read_bytes() == before


def test_restart_throws_the_old_run_away(tmp_path: Path) -> None:
    _generate(tmp_path, ScriptedTarget())
    target = ScriptedTarget(version="v2")

    _generate(tmp_path, target, RunOptions(restart=True))

    assert len(target.asked) == 3
    assert read_run(tmp_path).about["target"]["corpus_version"] == "v2"


def test_a_file_of_answers_that_is_no_run_of_ours_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text("precious\n", encoding="utf-8")

    with pytest.raises(UsageError, match=r"is there without run\.json"):
        _generate(tmp_path, ScriptedTarget())

    assert (tmp_path / "answers.jsonl").read_text(encoding="utf-8") == "precious\n"


def test_two_runs_into_one_folder_are_refused(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"), pytest.raises(DataFolderError, match="Another process is running into"):
        _generate(tmp_path, ScriptedTarget())


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataFolderError, match=r"Cannot write to .*file.run .*Choose another --out"):
        _generate(tmp_path / "file" / "run", ScriptedTarget())


def test_a_folder_without_a_run_or_answers_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no run"):
        read_run(tmp_path)
    _generate(tmp_path, ScriptedTarget())
    (tmp_path / "answers.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no answer yet"):
        read_run(tmp_path)


_FULL_DISK = """
import resource, sys
from pathlib import Path
from tests.evaluation.test_run import _QUESTIONS, fill
from bot.errors import DataFolderError
try:
    fill(Path(sys.argv[1]))
except DataFolderError as error:
    print(error)
"""


def fill(out: Path) -> None:
    """Run with room for the first answer and half of the second: a process of its own, since the limit stays."""
    long = answer_json("8.25% " * 400)
    target = ScriptedTarget({"a": long, "b": long, "c": long})

    def limit(asked: GoldQuestion) -> None:
        if asked.id == "b":
            size = (out / "answers.jsonl").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, resource.RLIM_INFINITY))

    target._before = limit
    generate(_QUESTIONS, target, out, RunOptions(), lambda *step: None)


def test_a_full_disk_keeps_the_answers_before_and_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(tmp_path)], check=True, capture_output=True, text=True, cwd=Path.cwd()
    )

    assert "The answers before are kept: make room and run the same command again" in done.stdout
    assert (tmp_path / "answers.jsonl").read_bytes().endswith(b"\n")
    assert _ids(tmp_path) == ["a"]


_KILLED = """
import sys, time
from pathlib import Path
from bot.evaluation.run import RunOptions, generate
from tests.evaluation.fakes import ScriptedTarget
from tests.evaluation.test_run import many
target = ScriptedTarget(before=lambda question: time.sleep(0.01))
generate(many(), target, Path(sys.argv[1]), RunOptions(workers=3), lambda *step: print(step[1], flush=True))
"""


def many() -> list[GoldQuestion]:
    return [question(f"q{number:03}", question=f"What is rate {number}?") for number in range(60)]


def _stable(path: Path) -> list[JsonObject]:
    return [
        {name: value for name, value in json.loads(line).items() if name != "latency_ms"}
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_a_run_killed_again_and_again_ends_as_one_that_was_not(tmp_path: Path) -> None:
    generate(many(), ScriptedTarget(), tmp_path / "whole", RunOptions(), lambda *step: None)
    for seen_before_kill in (1, 7, 8, 3, 11):
        command = [sys.executable, "-c", _KILLED, str(tmp_path / "killed")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(seen_before_kill):
                process.stdout.readline()
            process.kill()
    generate(many(), ScriptedTarget(), tmp_path / "killed", RunOptions(workers=3), lambda *step: None)

    assert _stable(tmp_path / "killed" / "answers.jsonl") == _stable(tmp_path / "whole" / "answers.jsonl")
