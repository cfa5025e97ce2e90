"""Targets that answer from a script, for the tests of running and scoring."""

import threading
from collections.abc import Callable, Mapping

from bot.evaluation.questions import GoldQuestion
from bot.evaluation.targets import AskFailedError, Reply
from bot.types import JsonObject, Language
from tests.evaluation.factories import answer_json


class ScriptedTarget:
    """Answers from a dict by question id, else with the question itself; remembers what it was asked."""

    def __init__(
        self,
        answers: Mapping[str, JsonObject] | None = None,
        *,
        version: str = "v1",
        before: Callable[[GoldQuestion], None] = lambda question: None,
    ) -> None:
        self._answers, self._version, self._before = answers or {}, version, before
        self.asked: list[tuple[str, Language | None]] = []
        self._lock = threading.Lock()

    def describe(self) -> JsonObject:
        return {"kind": "scripted", "mode": "extractive", "model": None, "corpus_version": self._version}

    def ask(self, question: GoldQuestion, language: Language | None) -> Reply:
        with self._lock:
            self.asked.append((question.id, language))
        self._before(question)
        answer = self._answers.get(question.id, answer_json(f"8.25%: {question.question}"))
        if answer["status"] == "error":
            raise AskFailedError(answer["reason"])
        passages = {cited["passage_id"]: cited["quote"] for cited in answer["citations"]}
        return Reply(answer=answer, passages=passages)

    def close(self) -> None:
        """Nothing is held."""
