"""What is measured: the bot in this process, or a running server of it."""

import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

import httpx

from bot.answer.serialise import to_json
from bot.app import Bot, build_bot
from bot.errors import QuestionError, UsageError
from bot.evaluation.questions import GoldQuestion
from bot.prompts import Words, load_words
from bot.settings import Settings
from bot.types import JsonObject, Language

_AUTO = "auto"
_RETRIES = 3
_PAUSE = 0.5  # seconds before the second try; doubled for each after that
_LONGEST_PAUSE = 30.0
_PASSING = (429, 502, 503, 504)  # statuses that a later try may not meet


class AskFailedError(Exception):
    """One question got no answer; the message is the reason that its row keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer of the public contract and the text of each passage that it cites; None for one that does not exist.

    A passage whose text cannot be had, as from most other systems, is left out.
    """

    answer: JsonObject
    passages: Mapping[str, str | None]


class Target(Protocol):
    """Whatever answers questions."""

    def describe(self) -> JsonObject:
        """What is measured, for the summary; two runs may be joined only when it is the same."""
        ...

    def ask(self, question: GoldQuestion, language: Language | None) -> Reply:
        """The answer, in `language` or in the question's own; raises `AskFailedError`."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class LocalTarget:
    """The bot in this process."""

    def __init__(self, bot: Bot, settings: Settings, messages: Words) -> None:
        self._bot, self._settings, self._messages = bot, settings, messages

    def describe(self) -> JsonObject:
        """Corpus, documents by digest, model and thresholds: whatever can change an answer."""
        manifest = self._bot.index.manifest
        return {
            "kind": "in-process",
            "mode": "llm" if self._settings.llm else "extractive",
            "model": self._settings.llm or None,
            "corpus_version": manifest.corpus_version,
            "embedder": manifest.embedder,
            "analyser": manifest.analyser,
            "documents": dict(sorted(manifest.documents.items())),
            "thresholds": asdict(self._bot.advisor.judge.thresholds),
            "settings": {"question_max_chars": self._settings.question_max_chars},
        }

    def ask(self, question: GoldQuestion, language: Language | None) -> Reply:
        """Ask the advisor."""
        try:
            answer = to_json(self._bot.advisor.answer(question.question, language, history=question.context))
        except QuestionError as error:
            raise AskFailedError(self._messages(error.key, **error.values)) from error
        return Reply(answer=answer, passages={name: self._passage(name) for name in passage_ids(answer)})

    def close(self) -> None:
        """Nothing is held."""

    def _passage(self, name: str) -> str | None:
        found = self._bot.index.passage(name)
        return found.text if found else None


def local_target(settings: Settings) -> LocalTarget:
    """The bot over the index of the settings; raises an `IndexMissingError` and its kin."""
    return LocalTarget(build_bot(settings), settings, load_words(settings.prompts_dir, "messages")[Language.EN])


class ServerTarget:
    """A running server of this bot, by its HTTP API."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url = url.rstrip("/")
        self._client = httpx.Client(base_url=self._url, timeout=timeout)
        self._passages: dict[str, str | None] = {}
        self._lock = threading.Lock()

    def describe(self) -> JsonObject:
        """What the server says of itself; raises `UsageError` when it is not there or not ready."""
        try:
            response = self._client.get("/readyz")
            body = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise UsageError(f"No server answers at {self._url} ({error}). Start one with: goglobal serve") from error
        if response.is_error:
            raise UsageError(f"The server at {self._url} is not ready: {body.get('detail', response.status_code)}")
        return {"kind": "server", "url": self._url, "mode": None, "model": None, **_known(body)}

    def ask(self, question: GoldQuestion, language: Language | None) -> Reply:
        """Ask over HTTP."""
        body = {
            "question": question.question,
            "language": language.value if language else _AUTO,
            "history": [{"role": "user", "text": turn} for turn in question.context],
        }
        answer = request_json(self._client, self._client.build_request("POST", "/api/ask", json=body))
        return Reply(answer=answer, passages={name: self._passage(name) for name in passage_ids(answer)})

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _passage(self, name: str) -> str | None:
        with self._lock:
            if name not in self._passages:
                response = self._client.get("/api/passages", params={"id": name})
                self._passages[name] = response.json()["text"] if response.is_success else None
            return self._passages[name]


def passage_ids(answer: JsonObject) -> list[str]:
    """The passages that an answer cites, each once."""
    return list(dict.fromkeys(citation["passage_id"] for citation in answer["citations"]))


def request_json(client: httpx.Client, request: httpx.Request) -> JsonObject:
    """A JSON object over HTTP, tried again where a later try may succeed; raises `AskFailedError`."""
    for attempt in range(_RETRIES):
        last = attempt == _RETRIES - 1
        try:
            response = client.send(request)
        except httpx.TimeoutException as error:
            raise AskFailedError(f"no answer within {client.timeout.read:g} s") from error
        except httpx.TransportError as error:
            if last:
                raise AskFailedError(f"connection failed ({error})") from error
            time.sleep(_PAUSE * 2**attempt)
            continue
        if last or response.status_code not in _PASSING:
            return _object(response)
        time.sleep(_pause(response, attempt))
    raise AssertionError("unreachable: the last attempt returns or raises")


def _pause(response: httpx.Response, attempt: int) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(_LONGEST_PAUSE, float(asked)) if asked.isdecimal() else _PAUSE * 2**attempt


def _object(response: httpx.Response) -> JsonObject:
    try:
        body = response.json()
    except ValueError as error:
        raise AskFailedError(f"HTTP {response.status_code}, not JSON: {response.text[:80]!r}") from error
    if response.is_error:
        raise AskFailedError(_refusal(response, body))
    if not isinstance(body, dict):
        raise AskFailedError(f"answered {str(body)[:80]!r}, which is no JSON object")
    return body


def _refusal(response: httpx.Response, body: object) -> str:
    """Why a server refused; of a question that cannot be looked up the same words as in this process."""
    detail = str(body.get("detail", body) if isinstance(body, dict) else body)[:200]
    unusable = response.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    return detail if unusable else f"HTTP {response.status_code}: {detail}"


def _known(body: JsonObject) -> JsonObject:
    return {name: body[name] for name in ("corpus_version", "mode", "model", "documents") if name in body}
