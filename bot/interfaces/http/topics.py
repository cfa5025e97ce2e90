"""The topics of the knowledge base, with questions to begin with."""

from bot.answer.compose import in_script
from bot.answer.corpus import Corpus
from bot.interfaces.http.schemas import TopicOut
from bot.types import Language

_QUESTIONS = 3  # of each topic


def topics_in(corpus: Corpus, language: Language) -> list[TopicOut]:
    """Each topic's id, title and first questions, in the asked script and the order of the sheets."""
    return [
        TopicOut(
            id=document.topic,
            title=in_script(document.title, language, document.language),
            questions=[
                in_script(section.heading, language, document.language) for section in document.sections[:_QUESTIONS]
            ],
        )
        for document in corpus.documents(language)
    ]
