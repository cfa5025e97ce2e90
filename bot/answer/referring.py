"""What is said to a question that only others can answer: why not here, and whom to ask."""

from bot.answer import guidance
from bot.answer.corpus import Corpus
from bot.answer.outside import Outside
from bot.prompts import Words
from bot.types import Answer, Language, Status


def refer(kind: Outside, corpus: Corpus, words: Words, language: Language) -> Answer:
    """Declines politely; names a contact only where the knowledge has one for this kind."""
    contact = guidance.contact_for_declined(kind, corpus, language)
    parts = [words(f"outside_{kind.value}")]
    if contact:
        parts.append(words("ask_contact", contact=contact["name"], url=contact["url"]))
    return Answer(
        language=language,
        status=Status.OUT_OF_SCOPE,
        reason=kind.value,
        text=(" " if language is Language.EN else "").join(parts),
        follow_up_suggestions=guidance.nearest_questions((), corpus, language),
        contact=contact,
    )
