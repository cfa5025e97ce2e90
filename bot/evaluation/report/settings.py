"""What a run was made with, as a list that people read."""

from collections.abc import Iterator, Mapping

from bot.evaluation.report.numbers import commit_name, counted, moment
from bot.types import JsonObject

_DOCUMENTS = "documents"
UNKNOWN = "unknown"  # a system behind an address need not tell


def shown(value: object) -> str:
    """A setting's value; none where it is not set."""
    return "none" if value is None else str(value)


def shown_settings(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Names and values, nested ones under dotted names; the documents are only counted."""
    for name, value in settings.items():
        if name == _DOCUMENTS and isinstance(value, Mapping):
            yield f"{prefix}{name}", f"{len(value):,}"
        elif isinstance(value, Mapping):
            yield from shown_settings(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", shown(value)


def documents_of(summary: JsonObject) -> Mapping[str, str]:
    """The digest of every document in the knowledge base, where the system under test tells."""
    documents: Mapping[str, str] = summary["settings"]["target"].get(_DOCUMENTS) or {}
    return documents


def measured(summary: JsonObject) -> dict[str, str]:
    """What was measured, in the few words that tell one run from another."""
    asked = counted(summary["n"], "question")
    if summary["n_answers"] != summary["n"]:
        asked += f", {counted(summary['n_answers'], 'answer')}"
    return {
        "Asked": asked,
        "Mode": summary["mode"] or UNKNOWN,
        "Language model": shown(summary["model"]),
        "Corpus version": summary["corpus_version"] or UNKNOWN,
        "Commit": commit_name(summary["commit"]),
        "Started": moment(summary["started_at"]),
    }
