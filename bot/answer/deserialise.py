"""The answer of the public contract read back from its JSON."""

from collections.abc import Mapping
from typing import Any

from bot.types import (
    Answer,
    Citation,
    Freshness,
    JsonObject,
    Language,
    Sentence,
    Series,
    SeriesPoint,
    Source,
    Status,
    Table,
    TableCell,
    TableRow,
)


def from_json(body: JsonObject) -> Answer:
    """The answer that `to_json` wrote; what the JSON does not hold, the kinds of its sources, is empty.

    Members that the contract gained after its first version may be missing. Raises `KeyError`, `ValueError`,
    `TypeError` or `AttributeError` for what is no answer.
    """
    series, table = body.get("series"), body.get("table")
    return Answer(
        id=body["id"],
        question=body["question"],
        language=Language(body["language"]),
        status=Status(body["status"]),
        reason=body.get("reason") or "",
        notice=body.get("notice") or "",
        correction=body.get("correction") or "",
        text=body["text"],
        sentences=tuple(map(_sentence, body["sentences"])),
        citations=tuple(map(_citation, body["citations"])),
        mode=body["mode"],
        model=body["model"],
        confidence=body.get("confidence", 0.0),
        query=body.get("query", ""),
        corpus_version=body["corpus_version"],
        asked_at=body["asked_at"],
        follow_up_suggestions=tuple(body["follow_up_suggestions"]),
        contact=dict(body["contact"]) if body["contact"] else None,
        series=_series(series) if series else None,
        table=_table(table) if table else None,
        timings_ms=dict(body["timings_ms"]),
    )


def _sentence(body: Mapping[str, Any]) -> Sentence:
    return Sentence(
        text=body["text"],
        citations=tuple(body["citations"]),
        figures=tuple(body["figures"]),
        as_of=body["as_of"],
        remark=body.get("remark") or "",
        mark=body.get("mark") or "",
    )


def _citation(body: Mapping[str, Any]) -> Citation:
    return Citation(
        n=body["n"],
        document_id=body["document_id"],
        passage_id=body["passage_id"],
        heading=body["heading"],
        quote=body["quote"],
        quote_language=Language(body["quote_language"]),
        source=_source(body["source"]),
        other_sources=tuple(map(_source, body.get("other_sources", ()))),
        as_of=body["as_of"],
        undated=body.get("undated", False),
        freshness=Freshness(body["freshness"]),
    )


def _series(body: Mapping[str, Any]) -> Series:
    return Series(
        indicator_id=body["indicator"],
        name=body["name"],
        unit=body["unit"],
        scope=body["scope"],
        points=tuple(
            SeriesPoint(
                covers=point["covers"],
                value=point["value"],
                part_of=point["part_of"] or "",
                mark=point["mark"] or "",
                source=_source(point["source"]),
            )
            for point in body["points"]
        ),
    )


def _table(body: Mapping[str, Any]) -> Table:
    one, other = body["heads"]
    return Table(heads=(one, other), rows=tuple(map(_row, body["rows"])))


def _row(body: Mapping[str, Any]) -> TableRow:
    one, other = map(_cell, body["cells"])
    return TableRow(head=body["head"], cells=(one, other))


def _cell(body: Mapping[str, Any]) -> TableCell:
    return TableCell(text=body["text"], n=body["citation"], as_of=body["as_of"], undated=body["undated"])


def _source(body: Mapping[str, Any]) -> Source:
    return Source(
        id=body["id"],
        publisher=body["publisher"],
        title=body["title"],
        date=body["date"] or "",
        url=body["url"] or "",
        kind="",
    )
