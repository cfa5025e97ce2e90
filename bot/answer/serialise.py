"""The answer of the public contract as JSON."""

from typing import Any

from bot.types import Answer, Citation, JsonObject, Series, Source, Table, TableCell


def to_json(answer: Answer) -> JsonObject:
    """A JSON object of the contract; beside its names: reason, notice, correction, confidence, query, series, table."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language.value,
        "status": answer.status.value,
        "reason": answer.reason or None,
        "notice": answer.notice or None,
        "correction": answer.correction or None,
        "text": answer.text,
        "sentences": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "figures": list(s.figures),
                "as_of": s.as_of,
                "remark": s.remark or None,
                "mark": s.mark or None,
            }
            for s in answer.sentences
        ],
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "mode": answer.mode,
        "model": answer.model,
        "confidence": round(answer.confidence, 4),
        "query": answer.query,
        "corpus_version": answer.corpus_version,
        "asked_at": answer.asked_at,
        "follow_up_suggestions": list(answer.follow_up_suggestions),
        "contact": dict(answer.contact) if answer.contact else None,
        "series": _series(answer.series) if answer.series else None,
        "table": _table(answer.table) if answer.table else None,
        "timings_ms": dict(answer.timings_ms),
    }


def citation_to_json(citation: Citation) -> JsonObject:
    """A citation as the contract has it."""
    return {
        "n": citation.n,
        "document_id": citation.document_id,
        "passage_id": citation.passage_id,
        "heading": citation.heading,
        "quote": citation.quote,
        "quote_language": citation.quote_language.value,
        "source": _source(citation.source),
        "other_sources": [_source(source) for source in citation.other_sources],
        "as_of": citation.as_of,
        "undated": citation.undated,
        "freshness": citation.freshness.value,
    }


def _series(series: Series) -> JsonObject:
    return {
        "indicator": series.indicator_id,
        "name": series.name,
        "unit": series.unit,
        "scope": series.scope,
        "points": [
            {
                "covers": point.covers,
                "value": point.value,
                "part_of": point.part_of or None,
                "mark": point.mark or None,
                "source": _source(point.source),
            }
            for point in series.points
        ],
    }


def _table(table: Table) -> JsonObject:
    return {
        "heads": list(table.heads),
        "rows": [{"head": row.head, "cells": [_cell(cell) for cell in row.cells]} for row in table.rows],
    }


def _cell(cell: TableCell) -> JsonObject:
    return {"text": cell.text, "citation": cell.n, "as_of": cell.as_of, "undated": cell.undated}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "date": source.date or None,
        "url": source.url or None,
    }
