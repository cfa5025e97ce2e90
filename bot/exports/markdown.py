"""Markdown (CommonMark with the tables of GitHub) in which nothing from outside is markup."""

import re
from collections.abc import Iterable, Iterator

from bot.exports.model import (
    Block,
    Document,
    Grid,
    Heading,
    Paragraph,
    ParagraphKind,
    Run,
    SourceEntry,
    SourceList,
    Statement,
    Tone,
)
from bot.exports.words import ExportWords

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE = re.compile(r"[\\`*_\[\]|~#]")
_LIKE_A_LIST = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")
_AROUND = {Tone.PLAIN: "", Tone.CITE: "", Tone.STRONG: "**", Tone.QUIET: "*"}
_QUOTED = (ParagraphKind.NOTICE, ParagraphKind.QUESTION, ParagraphKind.WARNING, ParagraphKind.CORRECTION)


def write_markdown(document: Document, frame: ExportWords) -> bytes:
    """The document in UTF-8; its frame needs no words of its own, for it has no pages."""
    blocks = [block for part in document.parts for block in part.blocks]
    pieces = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        tight = _is_item(block) and following is not None and _is_item(following)
        pieces.append(_block(block) + ("\n" if tight else "\n\n"))
    return ("".join(pieces).rstrip("\n") + "\n").encode()


def _is_item(block: Block) -> bool:
    return isinstance(block, Statement) and bool(block.mark)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_escaped(text)}"
        case Paragraph(kind, runs):
            return ("> " if kind in _QUOTED else "") + _line(runs)
        case Statement(mark, runs):
            return f"{'-' if mark == '•' else mark} {_line(runs)}" if mark else _line(runs)
        case Grid():
            return "\n".join(_grid(block))
        case SourceList(title, entries):
            return "\n\n".join((f"### {_escaped(title)}", *map(_entry, entries)))


def _grid(grid: Grid) -> Iterator[str]:
    yield _line(grid.title) + "\n"
    yield _row(map(_escaped, grid.heads))
    yield _row("---:" if column in grid.figures else "---" for column in range(len(grid.heads)))
    for row in grid.rows:
        yield _row(map(_line, row))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(entry: SourceEntry) -> str:
    lines = [f"- [{entry.n}] {_run(entry.name)}\\", f"  {_escaped(entry.told)}"]
    lines += ["", f"  > {_line((Run(entry.quote),))}", ""] if entry.quote else []
    if not entry.quote:
        lines[-1] += "\\"
    if entry.others:
        lines.append(f"  {_escaped(entry.others)}\\")
    lines.append(f"  {_run(entry.address)}")
    return "\n".join(lines)


def _line(runs: Iterable[Run]) -> str:
    """Runs with a space between them, none of which can begin a list, a heading or a rule."""
    written = " ".join(_run(run) for run in runs if run.text)
    return _LIKE_A_LIST.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", written)


def _run(run: Run) -> str:
    if run.url:
        return f"<{run.url}>" if run.url == run.text else f"[{_escaped(run.text)}](<{run.url}>)"
    if run.tone is Tone.CITE:
        return run.text
    around = _AROUND[run.tone]
    return f"{around}{_escaped(run.text)}{around}"


def _escaped(text: str) -> str:
    marked = _ACTIVE.sub(r"\\\g<0>", text)
    return re.sub(r"[&<>]", lambda found: _ENTITIES[found.group()], marked)
