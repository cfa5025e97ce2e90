"""Turns a conversation into a document that every writer can write."""

from collections.abc import Mapping

from bot.answer.summary import newest
from bot.exports.answers import answered, asked
from bot.exports.conversation import Conversation, ExportedTurn
from bot.exports.model import Document, Heading, Paragraph, ParagraphKind, Part, Run
from bot.exports.words import ExportWords
from bot.languages.dates import spoken
from bot.types import Answer, Language


def build_document(conversation: Conversation, words: Mapping[Language, ExportWords]) -> Document:
    """The frame in the conversation's language, each answer in its own."""
    frame = words[conversation.language]
    title = frame.own("title")
    return Document(
        title=title,
        author=frame.page("title"),
        language=conversation.language,
        exported=conversation.exported,
        parts=(
            _front(title, conversation, frame),
            *(_part(number, turn, conversation, words) for number, turn in enumerate(conversation.turns, 1)),
        ),
    )


def _front(title: str, conversation: Conversation, frame: ExportWords) -> Part:
    blocks = (
        Heading(1, title),
        Paragraph(ParagraphKind.META, (Run(_provenance(conversation, frame)),)),
        Paragraph(ParagraphKind.NOTICE, (Run(frame.own("notice")),)),
    )
    return Part(conversation.language, blocks)


def _provenance(conversation: Conversation, frame: ExportWords) -> str:
    """When it was exported, from which state of the knowledge base, and how new its newest source is."""
    answers: list[Answer] = [turn.answer for turn in conversation.turns if turn.answer]
    told = [frame.own("exported", date=spoken(conversation.exported.date().isoformat(), frame.language))]
    versions = dict.fromkeys(answer.corpus_version for answer in answers if answer.corpus_version)
    if versions:
        told.append(frame.own("corpus", version=frame.page("list_separator").join(versions)))
    if latest := max(map(newest, answers), default=""):
        told.append(frame.own("newest", date=spoken(latest, frame.language)))
    return " · ".join(told)


def _part(number: int, turn: ExportedTurn, conversation: Conversation, words: Mapping[Language, ExportWords]) -> Part:
    if turn.answer is None:
        frame = words[conversation.language]
        gone = Paragraph(ParagraphKind.TEXT, (Run(frame.own("gone")),))
        return Part(frame.language, (*asked(number, turn.question, frame), gone))
    own = words[turn.answer.language]
    said = answered(turn.answer, own, conversation.exported.tzinfo)
    return Part(own.language, (*asked(number, turn.question, own), *said))
