import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.documents.folder import read_knowledge
from bot.documents.stats import measure
from bot.errors import KnowledgeError
from bot.interfaces.cli import app
from bot.settings import Settings

_FACT = "- Fact {n} is true. {{#fact-{n} as-of=2001 src=gov}}\n"
_SOURCE = '[gov]\npublisher = "G"\ntitle = "T"\ndate = ""\nurl = "https://example.org"\nkind = "official"\n'


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["knowledge", "stats", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def _folder(path: Path, facts: int) -> Path:
    """A knowledge folder with one sheet whose facts are all long overdue."""
    body = "".join(_FACT.format(n=n) for n in range(facts))
    sheet = f"---\ntitle: Old\nupdated: 2026-01-02\norder: 1\n---\n## What was? {{#was}}\n{body}"
    files = {
        "en/old.md": sheet,
        "zh-Hant/old.md": sheet,
        "sources.toml": _SOURCE,
        "terms.csv": "en,zh-Hans,zh-Hant,synonyms\n",
        "contacts.toml": "",
        "scope.toml": "",
    }
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_the_figures_of_the_knowledge_that_comes_with_it_are_printed(settings: Settings) -> None:
    counts = measure(read_knowledge(settings.knowledge_dir), datetime.now(UTC).date()).counts

    printed = _run()

    assert f"{counts.sheets} sheets · {counts.facts} facts in {counts.sections} sections" in " ".join(printed.split())
    assert "goglobal-task-force" in printed
    assert "official" in printed


def test_json_holds_all_of_it(settings: Settings) -> None:
    found = measure(read_knowledge(settings.knowledge_dir), datetime.now(UTC).date())

    assert json.loads(_run("--json")) == json.loads(json.dumps(asdict(found)))


@pytest.mark.parametrize(("facts", "shown"), [(1, 1), (20, 20), (23, 20)])
def test_the_first_twenty_overdue_are_listed_with_their_number(tmp_path: Path, facts: int, shown: int) -> None:
    printed = _run(str(_folder(tmp_path, facts)))
    rows = [line.split() for line in printed.splitlines() if line.startswith("fact-")]

    assert [row[1:] for row in rows] == [["old", "2001", "rule"]] * shown
    assert f"{shown} of {facts} overdue shown" in printed


def test_nothing_overdue_is_said_in_words(tmp_path: Path) -> None:
    folder = _folder(tmp_path, 1)
    for sheet in folder.glob("*/old.md"):
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("as-of=2001", "as-of=2999"), encoding="utf-8")

    assert _run(str(folder)).endswith("Nothing is overdue for review.\n")


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["knowledge", "stats", str(tmp_path / "no")])

    assert isinstance(result.exception, KnowledgeError)
    assert str(result.exception).startswith(f"No knowledge folder at {tmp_path / 'no'}")
