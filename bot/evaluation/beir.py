"""A test collection in BEIR's format (Thakur et al., NeurIPS 2021): corpus, queries and relevance judgements."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.documents.collection import read_collection
from bot.errors import UsageError
from bot.types import Knowledge

_COLUMNS = ["query-id", "corpus-id", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirCollection:
    """Documents, queries by id, and for each judged query the relevance of documents."""

    knowledge: Knowledge
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def read_beir(folder: Path) -> BeirCollection:
    """Parse a BEIR folder; raises `UsageError` naming file and line of the first thing that is wrong."""
    knowledge = read_collection(folder / "corpus.jsonl")
    queries = _read_queries(folder / "queries.jsonl")
    qrels = _read_qrels(folder / "qrels" / "test.tsv")
    if unknown := sorted(qrels.keys() - queries.keys()):
        raise UsageError(f"{folder}: qrels judge query {unknown[0]!r}, which queries.jsonl does not hold.")
    return BeirCollection(knowledge=knowledge, queries=queries, qrels=qrels)


def _read_queries(path: Path) -> dict[str, str]:
    queries = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            entry = json.loads(line)
            name, text = str(entry["_id"]), str(entry["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'{path}:{number}: not a query; wanted {{"_id": …, "text": …}}.') from error
        if name.split() != [name] or name in queries:
            raise UsageError(f"{path}:{number}: query id {name!r} holds white space or stands twice.")
        queries[name] = text
    return queries


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    lines = _lines(path)
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise UsageError(f"{path}:1: wanted the columns {', '.join(_COLUMNS)}, separated by tabs.")
    qrels: dict[str, dict[str, int]] = {}
    for number, row in enumerate(csv.reader(lines[1:], delimiter="\t"), 2):
        try:
            query, document, relevance = row
            qrels.setdefault(query, {})[document] = int(relevance)
        except ValueError as error:
            raise UsageError(
                f"{path}:{number}: wanted query id, document id and a whole number; found {row!r}."
            ) from error
    return qrels


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text ({error}).") from error
