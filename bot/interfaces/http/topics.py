"""The topics as the API gives them."""

from dataclasses import asdict

from bot.answer.corpus import Corpus
from bot.interfaces.http.schemas import TopicOut
from bot.interfaces.topics import topics
from bot.types import Language

_QUESTIONS = 3  # of each topic


def topics_in(corpus: Corpus, language: Language) -> list[TopicOut]:
    """Each topic's id, title and first questions."""
    return [TopicOut.model_validate(asdict(topic)) for topic in topics(corpus, language, _QUESTIONS)]
