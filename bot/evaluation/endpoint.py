"""Any HTTP chat endpoint as a target, through a mapping file, so that a rival is measured the same way.

The mapping is TOML: `url`, optional `method`, `[headers]` and `[body]` with `$question`, `$language`, `$history`
filled in and `${VARIABLE}` of the environment in headers, and `[answer]` with JMESPath expressions for `text`,
and where the endpoint has them `status`, `citations` (objects with `quote`, `url`, `title`, `date`, `passage`),
`confidence`. `[statuses]` translates its statuses; `declines` lists phrases by which an answer without status declines.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import jmespath

from bot.errors import UsageError
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.targets import AskFailedError, Reply, request_json
from bot.languages.detection import detect_language
from bot.languages.sentences import split_sentences
from bot.settings import filled_from_environment
from bot.types import JsonObject, Language, Status

_KEYS = frozenset(("url", "method", "headers", "body", "answer", "statuses", "declines"))
_EXPRESSIONS = frozenset(("text", "status", "citations", "confidence", "model"))
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A mapping file, read and checked."""

    url: str
    method: str
    headers: Mapping[str, str]
    body: object
    expressions: Mapping[str, jmespath.parser.ParsedResult]
    statuses: Mapping[str, Status]
    declines: tuple[str, ...]


def read_mapping(path: Path) -> Mapped:
    """Read a mapping file; raises `UsageError` naming the key that is wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}).") from error
    if unknown := sorted(entries.keys() - _KEYS):
        raise UsageError(f"{path}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}.")
    answer = entries.get("answer", {})
    if "url" not in entries or "text" not in answer:
        raise UsageError(f'{path}: needs url = "…" and, under [answer], text = a JMESPath expression.')
    return Mapped(
        url=entries["url"],
        method=entries.get("method", "POST"),
        headers={name: filled_from_environment(value) for name, value in entries.get("headers", {}).items()},
        body=entries.get("body", {"question": "$question"}),
        expressions={name: _expression(path, name, text) for name, text in answer.items()},
        statuses={theirs: _status(path, ours) for theirs, ours in entries.get("statuses", {}).items()},
        declines=tuple(entries.get("declines", ())),
    )


def _expression(path: Path, name: str, text: object) -> jmespath.parser.ParsedResult:
    if name not in _EXPRESSIONS:
        raise UsageError(f"{path}: [answer] has unknown key {name!r}; known: {', '.join(sorted(_EXPRESSIONS))}.")
    try:
        return jmespath.compile(str(text))
    except jmespath.exceptions.JMESPathError as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"{path}: [answer] {name} = {text!r} is not JMESPath ({reason}).") from error


def _status(path: Path, name: str) -> Status:
    try:
        return Status(name)
    except ValueError as error:
        raise UsageError(f"{path}: [statuses] names {name!r}; wanted one of {', '.join(Status)}.") from error


class EndpointTarget:
    """An HTTP endpoint as its mapping describes it."""

    def __init__(self, mapped: Mapped, timeout: float) -> None:
        self._mapped = mapped
        self._client = httpx.Client(timeout=timeout, headers=dict(mapped.headers))

    def describe(self) -> JsonObject:
        """Its address; what else it runs on is not known."""
        return {"kind": "endpoint", "url": self._mapped.url, "mode": None, "model": None, "corpus_version": None}

    def ask(self, question: GoldQuestion, language: Language | None) -> Reply:
        """Ask over HTTP and read the reply by the mapping."""
        values = {
            "$question": question.question,
            "$language": (language or detect_language(question.question)).value,
            "$history": [{"role": "user", "content": turn} for turn in question.context],
        }
        mapped = self._mapped
        body: Any = _filled(mapped.body, values)
        by_query = mapped.method == "GET"
        request = self._client.build_request(
            mapped.method, mapped.url, params=body if by_query else None, json=None if by_query else body
        )
        reply = request_json(self._client, request)
        found = {name: expression.search(reply) for name, expression in mapped.expressions.items()}
        if not isinstance(found["text"], str):
            raise AskFailedError(f"the mapping finds no text in the reply, but {found['text']!r}")
        return _reply(question, found, mapped)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _filled(template: object, values: Mapping[str, object]) -> object:
    """The body with the values put in; `$history` stands for a list and must stand alone."""
    if isinstance(template, dict):
        return {name: _filled(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, values) for value in template]
    if not isinstance(template, str):
        return template
    if template in values:
        return values[template]
    for name, value in values.items():
        template = template.replace(name, value) if isinstance(value, str) else template
    return template


def _reply(question: GoldQuestion, found: Mapping[str, Any], mapped: Mapped) -> Reply:
    text, cited = found["text"], found.get("citations") or []
    citations = [_citation(number, one) for number, one in enumerate(cited, 1) if isinstance(one, dict)]
    status = mapped.statuses.get(str(found.get("status")))
    if status is None:
        declined = any(phrase.lower() in text.lower() for phrase in mapped.declines)
        status = Status.NO_EVIDENCE if declined else Status.ANSWERED
    answer = {
        "question": question.question,
        "language": detect_language(text).value,
        "status": status.value,
        "text": text,
        "sentences": _sentences(text, [citation["n"] for citation in citations]),
        "citations": citations,
        "model": found.get("model"),
        "confidence": found.get("confidence"),
    }
    passages = {
        one["passage_id"]: given["passage"]
        for one, given in zip(citations, cited, strict=False)
        if given.get("passage")
    }
    return Reply(answer=answer, passages=passages)


def _citation(number: int, found: Mapping[str, Any]) -> JsonObject:
    source = {
        "id": found.get("url") or found.get("title") or "",
        "title": found.get("title"),
        "url": found.get("url"),
        "date": found.get("date"),
    }
    return {"n": number, "passage_id": f"citation-{number}", "quote": found.get("quote") or "", "source": source}


def _sentences(text: str, numbers: list[int]) -> list[JsonObject]:
    """The answer's sentences, each with the citations that it marks with [n]; without any mark, with all."""
    marked = bool(_MARK.search(text))
    return [
        {"text": sentence, "citations": [int(n) for n in _MARK.findall(sentence)] if marked else numbers}
        for sentence in split_sentences(text)
    ]
