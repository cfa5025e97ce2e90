import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.interfaces import cli
from bot.settings import Settings


def _run(settings: Settings, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, in a process of its own."""
    variables = {
        **os.environ,
        "GOGLOBAL_DATA_DIR": str(settings.data_dir),
        "GOGLOBAL_MODEL_DIR": str(settings.model_dir),
        **environment,
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=variables, check=False)


def _fails(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str]:
    """Exit code and stderr of the command, run in this process."""
    monkeypatch.setenv("GOGLOBAL_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("GOGLOBAL_MODEL_DIR", str(settings.model_dir))
    monkeypatch.setattr(sys, "argv", ["goglobal", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    captured = capsys.readouterr()
    assert captured.out == ""
    code = stop.value.code
    assert isinstance(code, int)
    return code, captured.err


@pytest.mark.parametrize(
    ("question", "language", "figure"),
    [
        ("What tax rate does a corporate treasury centre pay?", "en", "8.25%"),
        ("企业财资中心的利得税率是多少", "zh-Hans", "8.25%"),
        ("企業財資中心的利得稅率是多少", "zh-Hant", "8.25%"),
    ],
)
def test_ask_answers_in_the_script_of_the_question_with_a_citation(
    indexed: Settings, question: str, language: str, figure: str
) -> None:
    result = _run(indexed, "ask", question, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert answer["language"] == language
    assert answer["status"] == "answered"
    assert figure in answer["sentences"][0]["text"]
    assert answer["citations"][0]["source"]["url"].startswith("https://")
    assert "torch" not in answer["mode"]


def test_an_answer_can_be_asked_for_in_another_script(indexed: Settings) -> None:
    answer = json.loads(_run(indexed, "ask", "企业财资中心的利得税率是多少", "--lang", "en", "--json").stdout)
    assert answer["language"] == "en"
    assert "8.25%" in answer["text"]


def test_ask_imports_no_heavy_library_once_the_index_is_there(indexed: Settings) -> None:
    environment = {"GOGLOBAL_DATA_DIR": str(indexed.data_dir), "GOGLOBAL_MODEL_DIR": str(indexed.model_dir)}
    command = [sys.executable, "-X", "importtime", "-m", "bot", "ask", "What is InvestHK?", "--json"]
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
    assert json.loads(result.stdout)["status"] == "answered"
    assert {"chromadb", "onnxruntime"} <= imported
    assert not imported & {"torch", "transformers", "sentence_transformers", "gradio", "fastapi"}


def test_plain_output_lists_the_sources_under_the_answer(indexed: Settings) -> None:
    lines = _run(indexed, "ask", "Who steers the GoGlobal Task Force?").stdout.splitlines()
    assert "Algernon Yau" in lines[0]
    assert lines[1].startswith("[1] ")


def _chat(settings: Settings, *lines: str) -> subprocess.CompletedProcess[str]:
    """A chat in which these lines are typed."""
    variables = {
        **os.environ,
        "GOGLOBAL_DATA_DIR": str(settings.data_dir),
        "GOGLOBAL_MODEL_DIR": str(settings.model_dir),
    }
    typed = "".join(f"{line}\n" for line in lines)
    command = [sys.executable, "-m", "bot", "chat"]
    return subprocess.run(command, input=typed, capture_output=True, text=True, env=variables, check=False)


def test_chat_answers_line_by_line_and_survives_a_bad_line(indexed: Settings) -> None:
    result = _chat(indexed, "🎉", "What is InvestHK?", "")
    assert result.returncode == 0
    assert "InvestHK" in result.stdout
    assert "Please ask in words" in result.stderr


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", "Please type a question."),
        ("  \t\n ", "Please type a question."),
        ("\x00\x07\u200b", "Please type a question."),
        ("🎉🎉", "Please ask in words"),
        ("?!…", "Please ask in words"),
        ("tax " * 5000, "20000 characters; the limit is 2000"),
    ],
)
def test_a_question_with_nothing_to_look_up_is_one_line_and_exit_code_2(
    indexed: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    expected: str,
) -> None:
    code, error = _fails(indexed, capsys, monkeypatch, "ask", question)
    assert code == 2
    assert expected in error
    assert error.count("\n") == 1


def test_an_unknown_language_names_the_known_ones(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, error = _fails(indexed, capsys, monkeypatch, "ask", "tax", "--lang", "xx")
    assert (code, error) == (2, "goglobal: Unknown language 'xx'. Use one of: auto, en, zh-Hans, zh-Hant.\n")


def test_a_missing_index_names_the_command_that_makes_it(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, error = _fails(indexed, capsys, monkeypatch, "ask", "tax", "--data-dir", str(tmp_path / "none"))
    assert code == 2
    assert f"Run: goglobal ingest --data-dir {tmp_path / 'none'}" in error


def test_a_damaged_index_names_the_command_that_mends_it(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    code, error = _fails(indexed, capsys, monkeypatch, "ask", "tax", "--data-dir", str(tmp_path))
    assert code == 2
    assert "ingest --rebuild" in error


def test_a_folder_in_the_way_is_named(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    code, error = _fails(indexed, capsys, monkeypatch, "ingest", "--data-dir", str(tmp_path / "file" / "data"))
    assert code == 2
    assert "Choose another with --data-dir" in error


def test_a_knowledge_folder_that_is_not_one_is_named(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, error = _fails(indexed, capsys, monkeypatch, "ingest", str(tmp_path / "no"), "--data-dir", str(tmp_path))
    assert code == 2
    assert f"No knowledge folder at {tmp_path / 'no'}" in error


def test_a_port_in_use_is_named(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, error = _fails(indexed, capsys, monkeypatch, "serve", "--port", str(port))
    assert code == 2
    assert f"Cannot listen on 127.0.0.1:{port}" in error


def test_the_knowledge_that_comes_with_it_passes_its_check(indexed: Settings) -> None:
    result = _run(indexed, "knowledge", "check")
    assert result.returncode == 0
    assert "0 problems" in result.stdout


def test_chat_remembers_what_was_asked_before(indexed: Settings) -> None:
    result = _chat(indexed, "How many companies did InvestHK assist in 2025?", "🎉", "and in 2024?")
    first, second, *_ = result.stdout.split("\n\n")
    assert result.returncode == 0
    assert "560" in first
    assert "539" in second


_TURNS = [
    {"role": "user", "text": "How many companies did InvestHK assist in 2025?"},
    {"role": "assistant", "text": "In 2025, InvestHK helped 560 companies. [1]"},
]


def test_a_follow_up_is_understood_from_a_history_file(indexed: Settings, tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    history.write_text(json.dumps(_TURNS), encoding="utf-8")
    result = _run(indexed, "ask", "and in 2024?", "--history", str(history), "--json")
    answer = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert answer["query"] == "How many companies did InvestHK assist in ? and in 2024?"
    assert "539" in answer["text"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"\xff\xfe",
        b"5",
        b'"before"',
        b'["before"]',
        b'{"role": "user", "text": "before"}',
        b'[{"role": "user"}]',
        b'[{"text": "before"}]',
        None,
    ],
)
def test_a_malformed_history_file_is_named_with_what_is_wanted(
    indexed: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: bytes | None,
) -> None:
    history = tmp_path / "history.json"
    if content is not None:
        history.write_bytes(content)
    code, error = _fails(indexed, capsys, monkeypatch, "ask", "and in 2024?", "--history", str(history))
    assert code == 2
    assert error.startswith(f'goglobal: {history}: wanted a JSON list of {{"role": "user", "text": …}} (')
    assert error.count("\n") == 1


def test_texts_are_put_into_an_index_of_their_own_and_asked(indexed: Settings, tmp_path: Path) -> None:
    before = sorted(path.name for path in (indexed.data_dir / "corpus").iterdir())
    texts, data = tmp_path / "texts.jsonl", str(tmp_path / "data")
    texts.write_text(
        json.dumps({"id": "cards", "title": "Larkfield Library", "text": "A lost card costs HK$35. It is shut."}),
        encoding="utf-8",
    )

    ingested = _run(indexed, "ingest", str(texts), "--data-dir", data)
    again = _run(indexed, "ingest", str(texts), "--data-dir", data)
    asked = _run(indexed, "ask", "How much does a lost card cost?", "--data-dir", data)

    assert ingested.stdout == "added 1, changed 0, unchanged 0, removed 0, failed 0; embedded 4 texts\n"
    assert again.stdout == "added 0, changed 0, unchanged 1, removed 0, failed 0; embedded 0 texts\n"
    assert "A lost card costs HK$35. [1]" in asked.stdout
    assert "[1] Larkfield Library.\n" in asked.stdout
    assert sorted(path.name for path in (indexed.data_dir / "corpus").iterdir()) == before


def test_a_malformed_line_of_texts_is_named_and_the_index_stays(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts, data = tmp_path / "texts.jsonl", tmp_path / "data"
    texts.write_text('{"text": "One."}\n{"text": 2}\n', encoding="utf-8")
    code, error = _fails(indexed, capsys, monkeypatch, "ingest", str(texts), "--data-dir", str(data))
    assert (code, error) == (2, f"goglobal: {texts}:2: text must be text; found 2.\n")
    assert not data.exists()
