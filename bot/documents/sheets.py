"""Reads a fact sheet (Markdown) into a document; every rejection names file and line."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.errors import KnowledgeError
from bot.types import Document, Fact, Language, Section

_HEADING = re.compile(r"## (?P<heading>.+?) \{#(?P<id>[a-z0-9-]+)(?P<attributes>(?: [a-z-]+=\S+)*)\}")
_FACT = re.compile(r"- (?P<text>.+?) \{#(?P<id>[a-z0-9-]+)(?P<attributes>(?: [a-z-]+=\S+)*)\}")
_PHRASINGS = re.compile(r"<!-- (?P<whose>also asked|asked): (?P<phrasings>.+) -->")
_FRONT_MATTER = re.compile(r"(?P<key>title|updated|order): (?P<value>.+)")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_MARKS = {"disputed": ("yes",), "gap": ("yes",), "inference": ("yes",), "part": ("step", "item")}
_FACT_KEYS = frozenset(("as-of", "read", "src", "covers", "conflicts", "superseded-by", *_MARKS))
_HEADING_KEYS = {"kind": "contact", "places": "any"}  # each with the only value that it has


def parse_sheet(path: Path, language: Language) -> Document:
    """Parse one sheet; raises `KnowledgeError` at the first line that is neither heading, phrasings nor fact."""
    return _Parser(path, language).parse(_read(path).splitlines())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text ({error}).") from error


class _Parser:
    """Holds what has been read so far of one sheet."""

    def __init__(self, path: Path, language: Language) -> None:
        self._path, self._language = path, language
        self._line = 0
        self._front: dict[str, str] = {}
        self._sections: list[Section] = []

    def parse(self, lines: list[str]) -> Document:
        body = self._read_front_matter(lines)
        for self._line, line in enumerate(lines[body:], body + 1):
            if line.strip():
                self._read_line(line.strip())
        if not self._sections:
            raise self._error("has no section (a line like `## Question? {#id}`)")
        return Document(
            topic=self._path.stem,
            language=self._language,
            title=self._front["title"],
            updated=self._front["updated"],
            order=int(self._front["order"]),
            sections=tuple(self._sections),
        )

    def _read_front_matter(self, lines: list[str]) -> int:
        for self._line, line in enumerate(lines, 1):
            if self._line > 1 and line == "---":
                break
            if match := _FRONT_MATTER.fullmatch(line):
                self._front[match["key"]] = match["value"].strip()
        closed = lines[:1] == ["---"] and "---" in lines[1:]
        if not closed or set(self._front) != {"title", "updated", "order"} or not is_date(self._front["updated"]):
            raise self._error("must begin with front matter between two `---` lines: title, updated (a date) and order")
        if not self._front["order"].isdecimal():
            raise self._error(f"order must be a number, the place among the topics; found {self._front['order']!r}")
        return self._line

    def _read_line(self, line: str) -> None:
        if match := _HEADING.fullmatch(line):
            self._add_section(match)
        elif match := _PHRASINGS.fullmatch(line):
            phrasings = tuple(phrase.strip() for phrase in match["phrasings"].split("|") if phrase.strip())
            self._add_phrasings(match["whose"], phrasings)
        elif match := _FACT.fullmatch(line):
            self._extend(facts=(self._fact(match),))
        else:
            raise self._error(f"is neither a heading, phrasings nor a fact with `{{#id …}}`: {line[:60]!r}")

    def _add_section(self, match: re.Match[str]) -> None:
        attributes = self._attributes(match, frozenset(_HEADING_KEYS))
        for key, value in attributes.items():
            if value != _HEADING_KEYS[key]:
                raise self._error(f"section {match['id']!r} has {key}={value}; the only value is {_HEADING_KEYS[key]}")
        section = Section(
            id=match["id"],
            heading=match["heading"],
            phrasings=(),
            facts=(),
            is_contact="kind" in attributes,
            is_anywhere="places" in attributes,
        )
        self._sections.append(section)

    def _add_phrasings(self, whose: str, phrasings: tuple[str, ...]) -> None:
        """Phrasings after `asked:` belong to the fact above them, after `also asked:` to the section."""
        if whose == "also asked":
            self._extend(phrasings=phrasings)
            return
        if not self._sections or not self._sections[-1].facts:
            raise self._error("has phrasings of a fact where there is no fact above")
        *facts, last = self._sections[-1].facts
        section = replace(self._sections[-1], facts=(*facts, replace(last, phrasings=last.phrasings + phrasings)))
        self._sections[-1] = section

    def _extend(self, phrasings: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()) -> None:
        if not self._sections:
            raise self._error("stands before the first section")
        last = self._sections[-1]
        self._sections[-1] = replace(last, phrasings=last.phrasings + phrasings, facts=last.facts + facts)

    def _fact(self, match: re.Match[str]) -> Fact:
        found = self._attributes(match, _FACT_KEYS)
        dated, read = found.get("as-of"), found.get("read")
        if (dated is None) == (read is None):
            raise self._error(f"fact {match['id']!r} needs either as-of= or, for an undated page, read=")
        as_of = dated or read or ""
        if not is_date(as_of):
            raise self._error(f"fact {match['id']!r} has date {as_of!r}; wanted YYYY, YYYY-MM or YYYY-MM-DD")
        covers = found.get("covers", "")
        if covers and not all(map(is_date, covers.split("/"))):
            raise self._error(f"fact {match['id']!r} covers {covers!r}; wanted a date or two with a slash between")
        for mark, known in _MARKS.items():
            if mark in found and found[mark] not in known:
                wanted = "the only value is yes" if known == ("yes",) else f"wanted {' or '.join(known)}"
                raise self._error(f"fact {match['id']!r} has {mark}={found[mark]}; {wanted}")
        return Fact(
            id=match["id"],
            text=match["text"],
            as_of=as_of,
            undated=read is not None,
            source_ids=_split(found.get("src", "")),
            covers=covers,
            conflicts=_split(found.get("conflicts", "")),
            disputed="disputed" in found,
            superseded_by=found.get("superseded-by", ""),
            gap="gap" in found,
            inference="inference" in found,
            part=found.get("part", ""),
        )

    def _attributes(self, match: re.Match[str], known: frozenset[str]) -> dict[str, str]:
        items = [item.split("=", 1) for item in match["attributes"].split()]
        pairs = {item[0]: item[1] for item in items}
        if len(pairs) < len(items):
            raise self._error(f"{match['id']!r} gives an attribute twice")
        if unknown := sorted(set(pairs) - known):
            raise self._error(
                f"{match['id']!r} has unknown attribute {unknown[0]!r}; known: {', '.join(sorted(known))}"
            )
        return pairs

    def _error(self, message: str) -> KnowledgeError:
        return KnowledgeError(f"{self._path}:{self._line}: {message}.")


def is_date(value: str) -> bool:
    """A full or partial ISO date that exists."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[: len("2025-01-01")] if len(value) < len("2025-01-01") else value)
    except ValueError:
        return False
    return True


def _split(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split(",") if part)
