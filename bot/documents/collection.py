"""Reads any collection of texts, a JSON object a line, as documents whose sentences are the facts.

A line has `text`, and may have `id` (or BEIR's `_id`), `title`, `url`, `date` (ISO, may be partial), `language`
(`en`, `zh-Hans` or `zh-Hant`; else it is detected). Each paragraph of about a thousand characters is a section.

Texts may come from anybody, and what is quoted from them is shown as it stands here. So markup, invisible characters
and addresses at other hosts are taken out before anything is indexed, and a sentence that gives orders to an assistant
is left out, which the log says: it answers no question.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.documents.sheets import is_date
from bot.errors import KnowledgeError
from bot.languages.detection import detect_language
from bot.languages.instructions import gives_orders
from bot.languages.plain import is_web_address, plain
from bot.languages.sentences import split_sentences
from bot.types import Document, Fact, JsonObject, Knowledge, Language, Section, Source

log = logging.getLogger(__name__)

_SHOWN = 80  # characters of a sentence that a log line repeats
_SECTION_CHARS = 1200  # about what the embedding model reads at once (256 tokens)
_MAX_BYTES = 1_000_000_000
_TEXT_FIELDS = ("text", "title", "url", "date", "language")


def read_collection(path: Path) -> Knowledge:
    """Parse a JSON Lines file; raises `KnowledgeError` naming the first line that is malformed."""
    documents, sources = [], {}
    for place, entry in enumerate(_entries(path)):
        document, source = _document(path, place, entry)
        if source.id in sources:
            raise _error(path, place, f"id {source.id!r} stands twice; ids must differ")
        sources[source.id] = source
        documents += [document] * bool(document.sections)  # none where each sentence gave orders
    if not documents:
        raise KnowledgeError(f"{path}: holds no document; wanted a JSON object with id and text a line.")
    return Knowledge(documents=tuple(documents), sources=sources, terms=(), contacts=(), outside={})


def _entries(path: Path) -> Iterator[JsonObject]:
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise KnowledgeError(
                f"{path}: is {size / 1e9:.1f} GB; at most {_MAX_BYTES / 1e9:.0f} GB is read. Split it."
            )
        with path.open(encoding="utf-8-sig") as file:
            for place, line in enumerate(file):
                if line.strip():
                    yield _entry(path, place, line)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text ({error}).") from error


def _entry(path: Path, place: int, line: str) -> JsonObject:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _error(path, place, f"is not JSON ({error})") from error
    if not isinstance(entry, dict):
        raise _error(path, place, "wanted a JSON object with id and text")
    if wrong := [name for name in _TEXT_FIELDS if not isinstance(entry.get(name) or "", str)]:
        raise _error(path, place, f"{wrong[0]} must be text; found {entry[wrong[0]]!r}")
    if any("\ud800" <= character <= "\udfff" for name in _TEXT_FIELDS for character in entry.get(name) or ""):
        raise _error(path, place, "holds half a surrogate pair, which is no character")
    if not _text(entry):
        raise _error(path, place, "has neither text nor title")
    return entry


def _text(entry: JsonObject) -> str:
    """The text, or the title of an entry that has nothing else."""
    texts = ((entry.get(name) or "").strip() for name in ("text", "title"))
    return next(filter(None, texts), "")


def _document(path: Path, place: int, entry: JsonObject) -> tuple[Document, Source]:
    names = [str(entry[key]) for key in ("id", "_id") if entry.get(key) not in (None, "")]
    name = (names or [f"line-{place + 1}"])[0]
    title, url, date = (entry.get(field) or "" for field in ("title", "url", "date"))
    if date and not is_date(date):
        raise _error(path, place, f"date is {date!r}; wanted YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        publisher, is_safe = urlsplit(url).netloc, is_web_address(url)
    except ValueError as error:
        raise _error(path, place, f"url is {url!r} ({error})") from error
    if not is_safe:
        raise _error(path, place, f"url is {url!r}; wanted the address of a web page")
    title = " ".join(plain(title).split())
    source = Source(id=name, publisher=publisher, title=title or name, date=date, url=url, kind="document")
    sections, number = [], 0
    for part, sentences in enumerate(_paragraphs(plain(_text(entry), publisher)), 1):
        facts = tuple(_fact(f"{_anchor(name)}.{number + n}", text, source) for n, text in enumerate(sentences, 1))
        number += len(facts)
        section_id = f"{_anchor(name)}/{part}"
        sections.append(Section(id=section_id, heading=title, phrasings=(), facts=facts, is_text=True))
    language = _language(path, place, entry)
    document = Document(
        topic=name, language=language, title=title or name, updated=date, order=place, sections=tuple(sections)
    )
    return document, source


def _is_told_to_people(sentence: str) -> bool:
    if gives_orders(sentence):
        log.warning("Left out, since it gives orders to an assistant: %r", sentence[:_SHOWN])
        return False
    return True


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """Sentences in groups of about `_SECTION_CHARS` characters that do not cross a blank line."""
    for block in text.split("\n\n"):
        group: list[str] = []
        for sentence in filter(_is_told_to_people, split_sentences(block)):
            if group and sum(map(len, group)) + len(sentence) > _SECTION_CHARS:
                yield tuple(group)
                group = []
            group.append(sentence)
        if group:
            yield tuple(group)


def _fact(name: str, text: str, source: Source) -> Fact:
    return Fact(id=name, text=text, as_of=source.date, undated=not source.date, source_ids=(source.id,))


def _anchor(name: str) -> str:
    """A document's id as part of a passage id, where `#` parts the document from the fact."""
    return name.replace("%", "%25").replace("#", "%23")


def _language(path: Path, place: int, entry: JsonObject) -> Language:
    if not (named := entry.get("language")):
        return detect_language(_text(entry))
    try:
        return Language(named)
    except ValueError as error:
        raise _error(path, place, f"language is {named!r}; wanted one of {', '.join(Language)}") from error


def _error(path: Path, place: int, message: str) -> KnowledgeError:
    return KnowledgeError(f"{path}:{place + 1}: {message}.")
