"""The topics of the knowledge base with questions to begin with, as the page and the API offer them."""

from dataclasses import dataclass

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.types import Language


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with questions to start from."""

    id: str
    title: str
    questions: tuple[str, ...]


def topics(corpus: Corpus, language: Language, count: int) -> list[Topic]:
    """Each topic with its first `count` questions, in the asked script and the order of the sheets."""
    return [
        Topic(
            document.topic,
            in_script(document.title, language, document.language),
            tuple(in_script(section.heading, language, document.language) for section in document.sections[:count]),
        )
        for document in corpus.documents(language)
    ]
