"""Each kind of defect, planted alone in a copy of the knowledge that is shipped, is found with its file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.documents.checks import check_knowledge
from bot.documents.folder import read_knowledge
from bot.documents.places import find_places
from bot.errors import KnowledgeError
from bot.settings import Settings

_SHEET = "corporate-treasury-centres.md"
_RATE = "{#ctc-half-rate "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "knowledge"
    shutil.copytree(Settings().knowledge_dir, copy)
    return copy


def _check(folder: Path) -> list[str]:
    return check_knowledge(read_knowledge(folder), find_places(folder))


def _line(path: Path, marker: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if marker in line)


def _edit(path: Path, marker: str, change: Callable[[str], str]) -> int:
    """Change the line that holds `marker`; gives its number."""
    number = _line(path, marker)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[number - 1] = change(lines[number - 1])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number


@pytest.mark.parametrize(
    ("sheet", "change", "said"),
    [
        ("en", lambda line: line.replace("src=", "src=nobody,"), "no source 'nobody'"),
        ("en", lambda line: line.replace("as-of=2016-06", "as-of=2016-07"), "dates, sources or marks differ"),
        ("en", lambda line: line.replace("8.25%", "8.35%"), "figures differ between en and zh-Hant (8.25, 8.35)"),
        ("zh-Hant", lambda line: line.replace("8.25%", "8.35%"), "figures differ between en and zh-Hant (8.25, 8.35)"),
        ("en", lambda line: line.replace(" as-of", " superseded-by=gone as-of"), "points at 'gone', which is no fact"),
        ("en", lambda line: f"- It is {line[2:]}", "begins with 'It' and does not stand alone"),
        ("en", lambda line: f"- This scheme, {line[2:]}", "begins with 'This' and does not stand alone"),
        ("zh-Hant", lambda line: f"- 該計劃下，{line[2:]}", "begins with '該' and does not stand alone"),
        ("en", lambda line: f"- Qualifying{' and so on' * 25}, {line[2:]}", "at most 60, split the fact"),
        ("zh-Hant", lambda line: line.replace("財", "财"), "has Simplified characters: 财"),
        ("zh-Hant", lambda line: line.replace("企業財資中心", "企業中心"), "names 'corporate treasury centre' but not"),
    ],
)  # fmt: skip
def test_a_defect_of_a_fact_is_found_at_its_line(
    folder: Path, sheet: str, change: Callable[[str], str], said: str
) -> None:
    path = folder / sheet / _SHEET
    line = _edit(path, _RATE, change)

    problems = _check(folder)

    at_fault = [problem for problem in problems if said in problem]
    assert len(at_fault) == 1
    english = _line(folder / "en" / _SHEET, _RATE)
    assert at_fault[0].startswith((f"{path}:{line}: ", f"{folder / 'en' / _SHEET}:{english}: "))


def test_an_id_that_stands_twice_is_found_at_its_line(folder: Path) -> None:
    path = folder / "en" / _SHEET
    line = _line(path, _RATE)
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*text[:line], text[line - 1], *text[line:]]) + "\n", encoding="utf-8")

    assert f"{path}:{line + 1}: en: id 'ctc-half-rate' is used 2 times" in _check(folder)


def test_a_fact_missing_in_one_language_is_found_at_its_line(folder: Path) -> None:
    path = folder / "zh-Hant" / _SHEET
    line = _line(path, _RATE)
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(text[: line - 1] + text[line + 1 :]) + "\n", encoding="utf-8")

    problems = _check(folder)

    english = f"{folder / 'en' / _SHEET}:{_line(folder / 'en' / _SHEET, _RATE)}"
    assert (
        f"{english}: corporate-treasury-centres: sections or facts differ between en and zh-Hant in number or order"
        in problems
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: line.replace("as-of=2016-06 ", ""), "needs either as-of="),
        (lambda line: line.replace("as-of=2016-06", "as-of=2016-13"), "has date '2016-13'"),
        (lambda line: line.replace("src=", "source="), "unknown attribute 'source'"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(folder: Path, change: Callable[[str], str], said: str) -> None:
    path = folder / "en" / _SHEET
    line = _edit(path, _RATE, change)
    with pytest.raises(KnowledgeError, match=said) as caught:
        read_knowledge(folder)
    assert str(caught.value).startswith(f"{path}:{line}:")


def test_two_facts_that_contradict_each_other_are_found(folder: Path) -> None:
    for language in ("en", "zh-Hant"):
        path = folder / language / "companies-in-hong-kong.md"
        line = _line(path, "{#mainland-companies-2025 ")
        text = path.read_text(encoding="utf-8").splitlines()
        twin = text[line - 1].replace("3,090", "3,190").replace("{#mainland-companies-2025 ", "{#twin ")
        path.write_text("\n".join([*text[:line], twin, *text[line:]]) + "\n", encoding="utf-8")

    assert any("contradicts" in problem and "companies-in-hong-kong.md:" in problem for problem in _check(folder))


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("terms.csv", "Invest Hong Kong,投资推广署,投資推廣署,\n", "'Invest Hong Kong' stands 2 times"),
        ("terms.csv", "new term,,新詞,\n", "'new term' lacks one of its three forms"),
        (
            "contacts.toml",
            '[lost]\nname-en = "a"\nname-zh-Hant = "b"\nname-zh-Hans = "c"\nurl = "https://a.hk"\n'
            'src = "nobody"\ntopics = []\n',
            "names unknown source 'nobody'",
        ),
    ],
)
def test_a_defect_of_a_table_is_found_at_its_line(folder: Path, file: str, content: str, said: str) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").rstrip("\n").count("\n") + 1
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + content, encoding="utf-8")

    found = [problem for problem in _check(folder) if said in problem]

    assert [problem.split(": ")[0] for problem in found] == [f"{path}:{lines + 1}"]


_INDICATOR = """[visitors]
name-en = "Visitors"
name-zh-Hant = "訪客"
unit-en = "people"
unit-zh-Hant = "人次"
scope-en = "all"
scope-zh-Hant = "全部"
topics = []
kind = "flow"
values = [
  { covers = "2024", value = 5, as-of = "2025-01", src = ["mne-tax-2016-06"] },
  VALUE
]
"""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('{ covers = "2024", value = 6, as-of = "2025-01", src = ["mne-tax-2016-06"] }', "two values for 2024 (5, 6)"),
        ('{ covers = "2025", value = 6, as-of = "2025-01", src = ["nobody"] }', "names unknown source 'nobody'"),
        ('{ covers = "2025", value = 6, as-of = "2025-01", src = [] }', "has a value for 2025 without a source"),
        ('{ covers = "spring", value = 6, as-of = "2025-01", src = ["mne-tax-2016-06"] }', "wanted ISO dates"),
        (
            '{ covers = "2025", value = 6, as-of = "2025-01", src = ["mne-tax-2016-06"], fact = "gone" }',
            "unknown fact 'gone'",
        ),
        (
            '{ covers = "2016", value = 6, as-of = "2016-06", src = ["mne-tax-2016-06"], fact = "ctc-half-rate" }',
            "which its fact 'ctc-half-rate' does not state",
        ),
    ],
)
def test_a_defect_of_the_register_is_found_at_its_line(folder: Path, value: str, said: str) -> None:
    path = folder / "figures.toml"
    before = path.read_text(encoding="utf-8").rstrip("\n") + "\n" if path.is_file() else ""
    path.write_text(before + _INDICATOR.replace("VALUE", value), encoding="utf-8")

    problems = _check(folder)

    assert [problem.split(": ")[0] for problem in problems] == [f"{path}:{before.count(chr(10)) + 1}"]
    assert said in problems[0]
