"""The tutorial and the examples, run as a reader runs them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

_ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<content>.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def desk(indexed: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a knowledge base and an index of its own, and the environment of a reader."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(indexed.knowledge_dir, folder / "knowledge")
    shutil.copytree(indexed.data_dir, folder / "data")
    environment = {
        **os.environ,
        "GOGLOBAL_DATA_DIR": str(folder / "data"),
        "GOGLOBAL_MODEL_DIR": str(indexed.model_dir),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return folder, environment


def _sh(command: str, desk: tuple[Path, dict[str, str]]) -> str:
    folder, environment = desk
    done = subprocess.run(
        ["sh", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_tutorial_does_what_it_says(desk: tuple[Path, dict[str, str]]) -> None:
    folder, _ = desk
    output = []
    for block in _BLOCK.finditer((_ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")):
        if block["name"]:
            (folder / block["name"]).write_text(block["content"], encoding="utf-8")
        elif block["kind"] == "sh":
            output.append(_sh(block["content"], desk))

    first, change, second, gate = output
    assert "10 questions" in first
    assert "0 problems" in change
    assert re.search(r"newco\b.*better", " ".join(second.split()))
    assert "0 worse" in second
    assert "1 better" in second
    assert "handled_rightly" in gate
    assert (folder / "runs" / "after" / "compare.json").is_file()


def test_the_encoder_is_used_alone_as_its_page_says(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOGLOBAL_MODEL_DIR", str(settings.model_dir))
    page = (_ROOT / "docs" / "bilingual-encoder.md").read_text(encoding="utf-8")
    [section] = [part for part in page.split("\n## ") if part.startswith("Use it alone\n")]
    output = []
    for block in _BLOCK.finditer(section):
        exec(block["content"], {})
        output.append(capsys.readouterr().out)

    similarities, found = output
    same, other = map(float, re.findall(r"-?\d\.\d+", similarities))
    assert same > other + 0.3
    assert found == "['The nurse worked at a village hospital.', '火山喷发后，机场关闭了。']\n"
    assert (tmp_path / "zh-minilm" / "modules.json").is_file()


def test_the_example_runs_on_a_plain_list_and_compares(desk: tuple[Path, dict[str, str]]) -> None:
    folder, _ = desk
    (folder / "list.txt").write_text("What tax rate does a treasury centre pay?\n明天天气如何\n", encoding="utf-8")
    example = f"'{sys.executable}' '{_ROOT / 'examples' / 'batch_evaluate.py'}' list.txt"

    assert "2 questions" in _sh(f"{example} one", desk)
    assert "report: " in _sh(f"{example} two one", desk)
    assert (folder / "two" / "report.html").is_file()


def test_the_example_is_short() -> None:
    assert len((_ROOT / "examples" / "batch_evaluate.py").read_text(encoding="utf-8").splitlines()) < 60


def test_the_chain_of_the_example_shows_an_answer_and_its_facts(desk: tuple[Path, dict[str, str]]) -> None:
    said = _sh(f"'{sys.executable}' '{_ROOT / 'examples' / 'langchain_chain.py'}' 'Who steers the Task Force?'", desk)
    answer, prompt = said.split("\n\nAnswer from these facts alone:\n")
    assert "[1]" in answer
    assert "Algernon Yau" in answer
    assert "Algernon Yau" in prompt
    assert prompt.endswith("Question: Who steers the Task Force?\n")


def test_the_chain_of_the_example_has_at_most_fifteen_lines_of_code() -> None:
    text = (_ROOT / "examples" / "langchain_chain.py").read_text(encoding="utf-8")
    code = text.partition('"""\n\n')[2]
    assert 0 < len([line for line in code.splitlines() if line.strip()]) <= 15
