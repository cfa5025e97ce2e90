"""A model turns a follow-up into a question that stands alone; a rewriting that adds or loses anything is not used."""

import logging
import secrets
from collections.abc import Callable, Mapping

from bot.answer.claims import names_missing, numerals_missing, shared
from bot.answer.completions import has_markup
from bot.answer.fence import Fence, addresses_in
from bot.errors import ModelError, ModelUnaskedError
from bot.figures import missing_figures
from bot.languages.detection import detect_language, foreign_characters
from bot.languages.terms import TermIndex
from bot.prompts import Words
from bot.protocols import ChatModel
from bot.types import Language

log = logging.getLogger(__name__)

_LEAST_SHARED = 0.5  # of its words: a model that was told to ask something else shares fewer
_ROOM = 40  # characters by which a rewriting may be longer than the turns that it is made of


class Rewriter:
    """Rewrites follow-ups with a model; safe to share between threads."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Mapping[Language, Words],
        terms: TermIndex,
        new_token: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self._model, self._prompts, self._terms, self._new_token = model, prompts, terms, new_token

    def __call__(self, question: str, subject: str, language: Language) -> str:
        """`question` made to stand alone by the earlier turns it is about, or both joined where the model fails."""
        turns = f"{subject} {question}"
        fence = Fence(self._new_token())
        prompt = self._prompts[language]("rewrite", token=fence.token, subject=fence(subject), question=fence(question))
        try:
            completion = self._model.complete(prompt)
        except ModelError as error:
            if not isinstance(error, ModelUnaskedError):
                log.warning("%s", error)
            return turns
        rewritten = fence.restore(completion.text.strip())
        is_sound = not completion.cut and self._is_faithful(rewritten, turns, question, language)
        return rewritten if is_sound else turns

    def _is_faithful(self, rewritten: str, turns: str, question: str, language: Language) -> bool:
        """One line in the question's script that names nothing which the turns lack and all that the question names."""
        return (
            _is_one_line(rewritten, len(turns) + _ROOM)
            and detect_language(rewritten, language) is language
            and not foreign_characters(rewritten, language) - frozenset(turns)
            and shared(rewritten, turns) >= _LEAST_SHARED
            and not self._states_more(rewritten, turns)
            and not missing_figures(question, rewritten)
            and self._terms.named_in(question) <= self._terms.named_in(rewritten)
        )

    def _states_more(self, rewritten: str, turns: str) -> bool:
        return bool(
            missing_figures(rewritten, turns)
            or numerals_missing(rewritten, turns)
            or names_missing(rewritten, turns, self._terms)
            or addresses_in(rewritten) - addresses_in(turns)
        )


def _is_one_line(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and "\n" not in text and not has_markup(text)
