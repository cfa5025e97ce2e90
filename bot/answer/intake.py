"""A turn as it comes in: whether it can be looked up, what of it asks, and in which language."""

from bot.answer.question import clean, has_words
from bot.errors import QuestionError
from bot.languages.detection import detect_language
from bot.languages.instructions import without_orders
from bot.languages.personal import mask_personal
from bot.types import Language

_SHOWN = 20  # characters of a rejected question that an error message repeats


def checked(question: str, longest: int) -> tuple[str, str]:
    """The question with personal numbers masked, and what of it asks something, which may be nothing.

    Raises `QuestionError` for one that is longer than `longest` characters, empty, or without a word.
    """
    if len(question) > longest:
        raise QuestionError("question_too_long", found=len(question), limit=longest)
    masked = mask_personal(question)
    text = clean(masked)
    if not text:
        raise QuestionError("question_empty")
    if not has_words(text):
        raise QuestionError("question_wordless", found=text[:_SHOWN])
    return masked, clean(without_orders(masked))


def language_of(text: str, subject: str, default: Language) -> Language:
    """A question's language; a follow-up that does not show its own, as "2024?" or 那2024年呢, has its subject's."""
    before = detect_language(subject, default)
    if subject and not any(map(str.isalpha, text)):
        return before
    return detect_language(text, before if before.is_chinese else default)
