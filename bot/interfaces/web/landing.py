"""The topics that a first visitor is offered."""

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.interfaces.web.render import Topic
from bot.types import Language

_QUESTIONS_A_TOPIC = 2


def topics(corpus: Corpus, language: Language) -> list[Topic]:
    """Each topic with its first questions, in the order of the sheets."""
    return [
        Topic(
            document.topic,
            in_script(document.title, language, document.language),
            tuple(
                in_script(section.heading, language, document.language)
                for section in document.sections[:_QUESTIONS_A_TOPIC]
            ),
        )
        for document in corpus.documents(language)
    ]
