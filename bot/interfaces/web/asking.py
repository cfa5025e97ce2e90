"""A question put on the page: what is shown while it is looked up, and then sentence by sentence."""

import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.errors import BotError, QuestionError
from bot.interfaces.streaming import Answering, stages
from bot.interfaces.web.conversation import Turn
from bot.languages.personal import mask_personal
from bot.types import Answer

log = logging.getLogger(__name__)

_LONGEST_SHOWN = 300  # characters of a rejected question that the page repeats
_SLOW = ("word",)  # stages that last long enough to be told: a model at work

Say = Callable[..., str]
"""A sentence by its key, filled in."""


def asked(question: str, answering: Answering, words: Say, messages: Say) -> Iterator[Turn]:
    """The turn at each step at which a reader sees more of it; a question that cannot be answered ends in a notice."""
    turn = Turn(mask_personal(question))
    try:
        for told in stages(answering):
            if isinstance(told, Answer):
                yield from _sentence_by_sentence(turn, told)
            elif told in _SLOW:
                turn = replace(turn, remark=words(f"stage_{told}"))
                yield turn
    except QuestionError as error:
        yield Turn(_shortened(turn.question), notice=messages(error.key, **error.values))
    except BotError as error:
        log.error("%s", error)
        yield replace(turn, notice=words("failed"))
    except Exception:  # whatever it was, the visitor keeps the question and is told
        log.exception("Answering failed.")
        yield replace(turn, notice=words("failed"))


def _sentence_by_sentence(turn: Turn, answer: Answer) -> Iterator[Turn]:
    count = len(answer.sentences)
    named = answer.id or f"here-{secrets.token_urlsafe(12)}"  # one that could not be stored is at hand all the same
    for shown in range(min(1, count), count + 1):
        yield replace(turn, answer=answer, answer_id=named, shown=shown, remark="")


def _shortened(question: str) -> str:
    return question if len(question) <= _LONGEST_SHOWN else question[:_LONGEST_SHOWN] + "…"
