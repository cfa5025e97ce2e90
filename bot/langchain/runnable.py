"""The whole advisor as a LangChain runnable: a question in, the answer of the public contract out."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.runnables import AddableDict, RunnableConfig, RunnableSerializable
from langchain_core.runnables.config import run_in_executor
from langchain_core.runnables.utils import aadd, add
from pydantic import BaseModel, RootModel

from bot.answer.advisor import Advisor
from bot.answer.compose import join
from bot.answer.serialise import to_json
from bot.langchain.schemas import AdvisorInput, AdvisorOutput
from bot.types import Answer


class AdvisorRunnable(RunnableSerializable[str | dict[str, Any], dict[str, Any]]):
    """Answers a question, or `{"question", "language"?, "history"?}`, with an object as `ask --json` gives it.

    A stream begins once the answer is checked: a chunk for each sentence, then one with all the rest. Chunks add up to
    the answer, and `.pick("text")` streams its text. Raises `QuestionError` where there is nothing to look up.
    """

    advisor: Any
    """An `Advisor`; `bot.app.build_bot(settings).advisor` makes one."""

    def get_input_schema(self, config: RunnableConfig | None = None) -> type[BaseModel]:
        """A text, or an `AdvisorInput`."""
        return RootModel[str | AdvisorInput]

    def get_output_schema(self, config: RunnableConfig | None = None) -> type[BaseModel]:
        """An `AdvisorOutput`."""
        return AdvisorOutput

    def invoke(
        self, input: str | dict[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> dict[str, Any]:
        """The answer to one question."""
        return self._call_with_config(self._json, input, config, run_type="chain")

    def stream(
        self, input: str | dict[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> Iterator[dict[str, Any]]:
        """The answer in chunks that add up to it."""
        yield from self.transform(iter([input]), config, **kwargs)

    async def astream(
        self, input: str | dict[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> AsyncIterator[dict[str, Any]]:
        """The same, without holding up the loop."""

        async def alone() -> AsyncIterator[str | dict[str, Any]]:
            yield input

        async for chunk in self.atransform(alone(), config, **kwargs):
            yield chunk

    def transform(
        self, input: Iterator[str | dict[str, Any]], config: RunnableConfig | None = None, **kwargs: object
    ) -> Iterator[dict[str, Any]]:
        """What a chain calls when it streams; the question is put together first."""
        yield from self._transform_stream_with_config(input, self._transform, config, run_type="chain")

    async def atransform(
        self, input: AsyncIterator[str | dict[str, Any]], config: RunnableConfig | None = None, **kwargs: object
    ) -> AsyncIterator[dict[str, Any]]:
        """The same, without holding up the loop."""
        async for chunk in self._atransform_stream_with_config(input, self._atransform, config, run_type="chain"):
            yield chunk

    def _transform(self, parts: Iterator[str | dict[str, Any]]) -> Iterator[dict[str, Any]]:
        yield from _chunks(self._answer(add(parts)))  # type: ignore[type-var]  # dicts in a stream can be added

    async def _atransform(self, parts: AsyncIterator[str | dict[str, Any]]) -> AsyncIterator[dict[str, Any]]:
        given = await aadd(parts)  # type: ignore[type-var]
        answer = await run_in_executor(None, self._answer, given)
        for chunk in _chunks(answer):
            yield chunk

    def _json(self, given: str | dict[str, Any]) -> dict[str, Any]:
        return to_json(self._answer(given))

    def _answer(self, given: object) -> Answer:
        advisor: Advisor = self.advisor
        asked = AdvisorInput.model_validate({"question": given} if isinstance(given, str) else given)
        language = None if asked.language == "auto" else asked.language
        return advisor.answer(asked.question, language, history=asked.asked_before)


def _chunks(answer: Answer) -> Iterator[dict[str, Any]]:
    body = to_json(answer)
    end = 0
    for place, sentence in enumerate(body["sentences"], start=1):
        start, end = end, len(join(answer.sentences[:place], answer.language))
        yield AddableDict(text=answer.text[start:end], sentences=[sentence])
    # Lists and texts are concatenated when chunks add up, so the last one holds only what is still missing of them.
    yield AddableDict(body | {"text": answer.text[end:], "sentences": []})
