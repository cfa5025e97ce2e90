"""A comparison as it is drawn on the page."""

from bot.interfaces.web import render
from bot.interfaces.web.conversation import Conversation, Turn
from bot.interfaces.web.view import View
from bot.types import Answer, Language, Status, Table, TableCell, TableRow


def _drawn(view: View, table: Table) -> str:
    answer = Answer(language=Language.EN, status=Status.ANSWERED, text="", id="a", table=table)
    return render.thread(view, Conversation(Language.EN, (Turn("q", answer),))).partition("<table")[2]


def _table(said: str) -> Table:
    cells = (TableCell(text=said, n=3, as_of="2025-06"), TableCell(text="17%.", n=4, as_of="2026-11", undated=True))
    return Table(heads=("A & <b>", "B"), rows=(TableRow(head="Rate", cells=cells),))


def test_each_cell_names_its_side_its_citation_and_its_date(view: View) -> None:
    drawn = _drawn(view, _table("8.25%."))
    first, second = drawn.partition("</table>")[0].split("<td data-side=")[1:]
    assert first.startswith('"A &amp; &lt;b&gt;">8.25%.<button')
    assert 'data-cite="3"' in first
    assert "June 2025" in first
    assert second.startswith('"B">17%.<button')
    assert 'data-cite="4"' in second
    assert "November 2026" in second


def test_nothing_in_a_cell_is_markup(view: View) -> None:
    drawn = _drawn(view, _table('<img src=x onerror="a()">'))
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=&#34;a()&#34;&gt;" in drawn
