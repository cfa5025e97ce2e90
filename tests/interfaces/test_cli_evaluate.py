"""`goglobal evaluate` as a user runs it: exit codes, what is said, what is kept."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.interfaces import cli
from bot.settings import Settings
from bot.types import JsonObject
from tests.evaluation.factories import answer_json
from tests.evaluation.servers import Response, answering

_COLLECTION = Path(__file__).parents[1] / "collection"
_RATE = '{"id": "a", "lang": "en", "question": "What tax rate does a treasury centre pay?", "gold_facts": ["8.25%"]}\n'
_WEATHER = '{"id": "b", "lang": "zh-Hans", "question": "明天天气怎么样", "should_abstain": true}\n'
_STOPPED = 130


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text(_RATE + _WEATHER, encoding="utf-8")
    return path


class Ran:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def evaluate(indexed: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Evaluate":
    monkeypatch.setenv("GOGLOBAL_DATA_DIR", str(indexed.data_dir))
    monkeypatch.setenv("GOGLOBAL_MODEL_DIR", str(indexed.model_dir))
    return Evaluate(monkeypatch, capsys)


class Evaluate:
    """Runs `goglobal evaluate …` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["goglobal", "evaluate", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)


def _summary(out: Path) -> JsonObject:
    summary: JsonObject = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return summary


def test_a_run_leaves_everything_the_contract_names(evaluate: Evaluate, questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"

    ran = evaluate("answers", questions, "--out", out)

    assert ran.code == 0
    assert {"answers.jsonl", "scores.jsonl", "summary.json", "report.html", "summary.md"} <= set(os.listdir(out))
    summary = _summary(out)
    assert {
        "n", "gold_fact_recall", "all_gold_facts", "abstention_precision", "abstention_recall", "false_abstention",
        "citation_validity", "figure_faithfulness", "gold_source_hit", "language_match", "latency_ms", "by_language",
        "by_kind", "by_topic", "intervals", "commit", "settings", "mode", "model", "corpus_version",
    } <= set(summary)  # fmt: skip
    assert (summary["n"], summary["handled_rightly"], summary["mode"]) == (2, 1.0, "extractive")
    assert set(summary["by_language"]) == {"en", "zh-Hans"}
    rows = [json.loads(line) for line in (out / "scores.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["question_id"], row["handled_rightly"], row["reason"]) for row in rows] == [
        ("a", 1.0, ""),
        ("b", 1.0, ""),
    ]


def test_a_gate_that_is_kept_says_so_and_one_that_is_not_names_the_figure(
    evaluate: Evaluate, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    kept = evaluate("answers", questions, "--out", out, "--fail-under", "handled_rightly=1,citation_validity=1")
    assert (kept.code, "all 2 limits kept" in kept.err) == (0, True)

    fallen = evaluate("score", out, "--fail-under", "n=3", "--fail-over", "abstention_recall=0.5")
    assert fallen.code == 1
    assert "fell short: n is 2; wanted at least 3" in fallen.err
    assert "fell short: abstention_recall is 1; wanted at most 0.5" in fallen.err


@pytest.mark.parametrize("limits", ["recall", "no_such_measure=1"])
def test_a_gate_that_makes_no_sense_is_bad_usage(
    evaluate: Evaluate, questions: Path, tmp_path: Path, limits: str
) -> None:
    assert evaluate("answers", questions, "--out", tmp_path / "run", "--fail-under", limits).code == 2


def test_a_bad_line_is_named_and_the_rest_goes_on(evaluate: Evaluate, questions: Path, tmp_path: Path) -> None:
    questions.write_text(_RATE + "not json\n" + _WEATHER, encoding="utf-8")

    ran = evaluate("answers", questions, "--out", tmp_path / "run")

    assert ran.code == 1
    assert f"left out: {questions}:2: is not JSON" in ran.err
    assert _summary(tmp_path / "run")["n"] == 2


def test_nothing_is_touched_when_nothing_can_be_asked(evaluate: Evaluate, tmp_path: Path) -> None:
    ran = evaluate("answers", tmp_path / "none.jsonl", "--out", tmp_path / "run")
    assert (ran.code, (tmp_path / "run").exists()) == (2, False)
    assert ran.err.count("\n") == 1


def test_an_unreachable_server_is_one_line_and_nothing_is_touched(
    evaluate: Evaluate, questions: Path, tmp_path: Path
) -> None:
    ran = evaluate("answers", questions, "--out", tmp_path / "run", "--server", "http://127.0.0.1:9")
    assert ran.code == 2
    assert ran.err.startswith("goglobal: No server answers at http://127.0.0.1:9")
    assert not (tmp_path / "run" / "answers.jsonl").exists()


def test_questions_that_fail_count_as_failed_and_make_the_command_fail(
    evaluate: Evaluate, questions: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "rival.toml"
    with answering(lambda request: Response({"detail": "broken"}, status=500)) as (url, _):
        mapping.write_text(f'url = "{url}/"\n[answer]\ntext = "text"\n', encoding="utf-8")
        ran = evaluate("answers", questions, "--out", tmp_path / "run", "--endpoint", mapping)
    summary = _summary(tmp_path / "run")
    assert ran.code == 1
    assert (summary["n"], summary["failed"], summary["gold_fact_recall"]) == (2, 1.0, 0.0)


def test_a_rival_is_measured_with_repeats_and_workers(evaluate: Evaluate, questions: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "rival.toml"
    with answering(lambda request: Response(answer_json("It is 8.25%."))) as (url, received):
        mapping.write_text(f'url = "{url}/"\n[answer]\ntext = "text"\n', encoding="utf-8")
        ran = evaluate(
            "answers", questions, "--out", tmp_path / "run", "--endpoint", mapping, "--repeat", "3", "--workers", "4"
        )
    summary = _summary(tmp_path / "run")
    assert (ran.code, len(received)) == (0, 6)
    assert (summary["n"], summary["n_answers"]) == (2, 6)
    assert summary["spread"]["handled_rightly"] == {"values": [0.5, 0.5, 0.5], "sd": 0.0}


def test_a_comparison_is_shown_and_kept(evaluate: Evaluate, questions: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    evaluate("answers", questions, "--out", one)
    shutil.copytree(one, other)
    text = (other / "answers.jsonl").read_text(encoding="utf-8")
    (other / "answers.jsonl").write_text(text.replace("8.25%", "9.25%"), encoding="utf-8")

    ran = evaluate("compare", one, other)

    content = json.loads((other / "compare.json").read_text(encoding="utf-8"))
    assert ran.code == 0
    assert "8.25%" in ran.out
    assert "1 worse" in ran.out
    assert (content["worse"], content["changed_figures"]) == (1, 1)
    assert "9.25%" in (other / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("score", "nowhere"), ("compare", "nowhere", "nowhere")])
def test_a_folder_without_a_run_is_bad_input(evaluate: Evaluate, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command, *folders = arguments
    ran = evaluate(command, *(tmp_path / folder for folder in folders))
    assert (ran.code, "holds no run" in ran.err) == (2, True)


def test_two_targets_at_once_are_bad_usage(evaluate: Evaluate, questions: Path, tmp_path: Path) -> None:
    ran = evaluate("answers", questions, "--out", tmp_path, "--server", "http://127.0.0.1:9", "--endpoint", questions)
    assert (ran.code, "name one" in ran.err) == (2, True)


def test_retrieval_shows_each_half_and_both(evaluate: Evaluate, tmp_path: Path) -> None:
    folder, out = tmp_path / "beir", tmp_path / "out"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(
        '{"_id": "d1", "title": "", "text": "The ferry leaves at nine."}\n', encoding="utf-8"
    )
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "When does the ferry leave?"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", encoding="utf-8")

    ran = evaluate("retrieval", folder, "--out", out, "--fail-under", "hybrid.R@1=1,dense.R@1=1,sparse.R@1=1")

    assert ran.code == 0
    assert all(name in ran.out for name in ("dense", "sparse", "hybrid", "nDCG@10", "RR@10"))
    assert "hybrid over sparse, nDCG@10: +0.0000 (95 % interval +0.0000 to +0.0000)" in ran.out
    assert (out / "report.html").is_file()


def _command(questions: Path, out: Path, settings: Settings) -> tuple[list[str], dict[str, str]]:
    environment = {
        **os.environ,
        "GOGLOBAL_DATA_DIR": str(settings.data_dir),
        "GOGLOBAL_MODEL_DIR": str(settings.model_dir),
    }
    return [sys.executable, "-m", "bot", "evaluate", "answers", str(questions), "--out", str(out)], environment


def _stable(out: Path) -> list[JsonObject]:
    apart = ("latency_ms", "id", "asked_at", "timings_ms")
    lines = (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return [{name: value for name, value in json.loads(line).items() if name not in apart} for line in lines]


def _wait_for_lines(path: Path, count: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        if path.is_file() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.002)


def test_the_collection_killed_at_random_moments_ends_as_if_it_was_not(indexed: Settings, tmp_path: Path) -> None:
    questions = _COLLECTION / "questions.jsonl"
    command, environment = _command(questions, tmp_path / "whole", indexed)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    command, environment = _command(questions, tmp_path / "killed", indexed)
    moments = sorted(random.Random(10).sample(range(1, 110), 3))
    for moment in moments:
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _wait_for_lines(tmp_path / "killed" / "answers.jsonl", moment, process)
            process.kill()
    subprocess.run(command, env=environment, check=True, capture_output=True)

    assert _stable(tmp_path / "killed") == _stable(tmp_path / "whole")


@pytest.fixture
def _heeding_ctrl_c() -> Iterator[None]:
    """A suite started in the background of a script ignores SIGINT, and its children would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heeding_ctrl_c")
def test_ctrl_c_keeps_what_is_done_and_says_so(indexed: Settings, tmp_path: Path) -> None:
    command, environment = _command(_COLLECTION / "questions.jsonl", tmp_path / "run", indexed)
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        _wait_for_lines(tmp_path / "run" / "answers.jsonl", 3, process)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()

    assert process.returncode == _STOPPED
    assert "Stopped. What was done is kept." in said.decode()
    assert (tmp_path / "run" / "answers.jsonl").read_bytes().count(b"\n") >= 3
