from pathlib import Path

import pytest

from bot.documents.sheets import parse_sheet
from bot.errors import KnowledgeError
from bot.types import Document, Fact, Language, Section

_FRONT = "---\ntitle: Tax\nupdated: 2026-01-02\norder: 3\n---\n"
_HEADING = "## What is the rate? {#rate-question}\n"
_FACT = "- It is 8.25%. {#rate as-of=2025 src=gov}\n"


def _sheet(folder: Path, text: str) -> Path:
    path = folder / "tax.md"
    path.write_text(text, encoding="utf-8")
    return path


def _fact(folder: Path, attributes: str) -> Fact:
    path = _sheet(folder, f"{_FRONT}{_HEADING}- It is 8.25%. {{#rate {attributes}}}\n")
    return parse_sheet(path, Language.EN).sections[0].facts[0]


def test_a_sheet_is_read_as_a_whole(tmp_path: Path) -> None:
    path = _sheet(
        tmp_path,
        f"{_FRONT}\n{_HEADING}\n<!-- also asked: CTC rate | half rate -->\n\n{_FACT}\n"
        "## Whom to ask? {#ask kind=contact places=any}\n- Ask us. {#us read=2026-11 src=gov,desk}\n",
    )

    assert parse_sheet(path, Language.ZH_HANT) == Document(
        topic="tax",
        language=Language.ZH_HANT,
        title="Tax",
        updated="2026-01-02",
        order=3,
        sections=(
            Section(
                id="rate-question",
                heading="What is the rate?",
                phrasings=("CTC rate", "half rate"),
                facts=(Fact(id="rate", text="It is 8.25%.", as_of="2025", source_ids=("gov",)),),
            ),
            Section(
                id="ask",
                heading="Whom to ask?",
                phrasings=(),
                facts=(Fact(id="us", text="Ask us.", as_of="2026-11", undated=True, source_ids=("gov", "desk")),),
                is_contact=True,
                is_anywhere=True,
            ),
        ),
    )


def test_every_attribute_of_a_fact_is_read(tmp_path: Path) -> None:
    attributes = (
        "as-of=2025-06-01 src=gov,press covers=2025-01/2025-06 conflicts=one,two disputed=yes "
        "superseded-by=three gap=yes inference=yes part=step"
    )

    assert _fact(tmp_path, attributes) == Fact(
        id="rate",
        text="It is 8.25%.",
        as_of="2025-06-01",
        source_ids=("gov", "press"),
        covers="2025-01/2025-06",
        conflicts=("one", "two"),
        disputed=True,
        superseded_by="three",
        gap=True,
        inference=True,
        part="step",
    )


def test_phrasings_below_a_fact_are_of_that_fact(tmp_path: Path) -> None:
    path = _sheet(tmp_path, f"{_FRONT}{_HEADING}{_FACT}<!-- asked: half rate | CTC rate -->\n")

    assert parse_sheet(path, Language.EN).sections[0].facts[0].phrasings == ("half rate", "CTC rate")


def test_phrasings_of_a_fact_without_a_fact_above_are_rejected(tmp_path: Path) -> None:
    path = _sheet(tmp_path, f"{_FRONT}{_HEADING}<!-- asked: half rate -->\n{_FACT}")

    with pytest.raises(KnowledgeError) as caught:
        parse_sheet(path, Language.EN)

    assert str(caught.value) == f"{path}:7: has phrasings of a fact where there is no fact above."


def test_a_fact_without_source_is_left_to_the_check(tmp_path: Path) -> None:
    assert _fact(tmp_path, "as-of=2025").source_ids == ()


@pytest.mark.parametrize("date", ["2025", "2025-12", "2025-12-31"])
def test_a_date_may_be_partial(tmp_path: Path, date: str) -> None:
    assert _fact(tmp_path, f"as-of={date}").as_of == date


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Plain text.", "is neither a heading, phrasings nor a fact with `{#id …}`: 'Plain text.'"),
        ("- It is 8.25%.", "is neither a heading, phrasings nor a fact"),
        ("- It is 8.25%. {#Rate as-of=2025}", "is neither a heading, phrasings nor a fact"),
        ("- {#rate as-of=2025}", "is neither a heading, phrasings nor a fact"),
        ("- It is 8.25%. {#rate as-of=2025} more", "is neither a heading, phrasings nor a fact"),
        ("- It is 8.25%. {#rate as-of}", "is neither a heading, phrasings nor a fact"),
        ("* It is 8.25%. {#rate as-of=2025}", "is neither a heading, phrasings nor a fact"),
        ("## What is the rate?", "is neither a heading, phrasings nor a fact"),
        ("### What is the rate? {#rate}", "is neither a heading, phrasings nor a fact"),
        ("<!-- a note -->", "is neither a heading, phrasings nor a fact"),
        ("<!-- also asked: -->", "is neither a heading, phrasings nor a fact"),
        ("- It is 8.25%. {#rate src=gov}", "fact 'rate' needs either as-of= or, for an undated page, read="),
        ("- It is 8.25%. {#rate as-of=2025 read=2026}", "fact 'rate' needs either as-of= or"),
        ("- It is 8.25%. {#rate as-of=25}", "fact 'rate' has date '25'; wanted YYYY, YYYY-MM or YYYY-MM-DD"),
        ("- It is 8.25%. {#rate as-of=2025-13}", "fact 'rate' has date '2025-13'"),
        ("- It is 8.25%. {#rate as-of=2025-01-32}", "fact 'rate' has date '2025-01-32'"),
        ("- It is 8.25%. {#rate read=soon}", "fact 'rate' has date 'soon'"),
        ("- It is 8.25%. {#rate as-of=2025 sorce=gov}", "'rate' has unknown attribute 'sorce'; known: as-of, "),
        ("## Whom to ask? {#ask type=contact}", "'ask' has unknown attribute 'type'; known: kind"),
    ],
)
def test_a_malformed_line_is_rejected_with_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = _sheet(tmp_path, f"{_FRONT}\n{_HEADING}{_FACT}{line}\n")

    with pytest.raises(KnowledgeError) as caught:
        parse_sheet(path, Language.EN)

    assert str(caught.value).startswith(f"{path}:9: {message}")


@pytest.mark.parametrize("line", [_FACT, "<!-- also asked: CTC rate -->\n"], ids=["fact", "phrasings"])
def test_a_line_before_the_first_section_is_rejected(tmp_path: Path, line: str) -> None:
    path = _sheet(tmp_path, f"{_FRONT}{line}{_HEADING}{_FACT}")

    with pytest.raises(KnowledgeError) as caught:
        parse_sheet(path, Language.EN)

    assert str(caught.value) == f"{path}:6: stands before the first section."


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("", 7),
        ("title: Tax\nupdated: 2026\norder: 3\n---\n", 4),
        ("---\ntitle: Tax\nupdated: 2026\n---\n", 4),
        ("---\nupdated: 2026\norder: 3\n---\n", 4),
        ("---\ntitle: Tax\norder: 3\n---\n", 4),
        ("---\ntitle:\nupdated: 2026\norder: 3\n---\n", 5),
        ("\n---\ntitle: Tax\nupdated: 2026\norder: 3\n---\n", 2),
    ],
    ids=["none", "not opened", "no order", "no title", "no date", "empty title", "not first"],
)
def test_wrong_front_matter_is_rejected_with_file_and_line(tmp_path: Path, front: str, line: int) -> None:
    path = _sheet(tmp_path, front + _HEADING * 2 + _FACT * 5)

    with pytest.raises(KnowledgeError) as caught:
        parse_sheet(path, Language.EN)

    assert str(caught.value) == (
        f"{path}:{line}: must begin with front matter between two `---` lines: title, updated (a date) and order."
    )


def test_an_order_that_is_no_number_is_rejected(tmp_path: Path) -> None:
    path = _sheet(tmp_path, f"{_FRONT.replace('order: 3', 'order: first')}{_HEADING}{_FACT}")

    with pytest.raises(KnowledgeError, match=r"tax\.md:5: order must be a number, .*found 'first'"):
        parse_sheet(path, Language.EN)


def test_a_sheet_without_section_is_rejected(tmp_path: Path) -> None:
    path = _sheet(tmp_path, _FRONT)

    with pytest.raises(KnowledgeError, match=r"tax\.md:5: has no section"):
        parse_sheet(path, Language.EN)


@pytest.mark.parametrize("content", [b"\xff\xfe", None], ids=["not UTF-8", "absent"])
def test_an_unreadable_sheet_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "tax.md"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError, match=r"tax\.md: cannot be read as UTF-8 text"):
        parse_sheet(path, Language.EN)
