"""A question with its answer as blocks, in the order of the page: warning, status, correction, sentences, tables."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bot.answer.compose import remarks, said_beside
from bot.answer.summary import in_short
from bot.exports.grids import cite, compared, moved
from bot.exports.model import Block, Heading, Paragraph, ParagraphKind, Run, Statement, Tone
from bot.exports.sources import list_sources, number_sources
from bot.exports.text import lines, linked, one_line
from bot.exports.words import ExportWords
from bot.languages.dates import spoken
from bot.types import Answer, Citation, Sentence

_LONGEST_HEADING = 120  # characters; a longer question stands below a heading that only counts


def asked(number: int, question: str, words: ExportWords) -> Iterator[Block]:
    """The question under its number."""
    text = one_line(question)
    if len(text) <= _LONGEST_HEADING:
        yield Heading(2, words.own("question", n=number, text=text))
    else:
        yield Heading(2, words.own("long_question", n=number))
        yield Paragraph(ParagraphKind.QUESTION, (Run(text),))


def answered(answer: Answer, words: ExportWords, zone: tzinfo | None) -> Iterator[Block]:
    """The answer with its sources; the day on which it was given is that of the time zone."""
    if answer.notice:
        yield _paragraph(ParagraphKind.WARNING, answer.notice)
    yield Paragraph(ParagraphKind.STATUS, _status(answer, words, zone))
    if answer.correction:
        yield _paragraph(ParagraphKind.CORRECTION, answer.correction)
    by_number = {citation.n: citation for citation in answer.citations}
    for sentence, remark in zip(answer.sentences, remarks(answer.sentences), strict=True):
        yield _statement(sentence, remark, by_number, words)
    for line in _beside_sentences(answer):
        yield Paragraph(ParagraphKind.TEXT, linked(line))
    if answer.table:
        yield compared(answer.table, words)
    if answer.series:
        yield moved(answer.series, number_sources(answer), words)
    if listed := list_sources(answer, words):
        yield listed


def _paragraph(kind: ParagraphKind, text: str) -> Paragraph:
    return Paragraph(kind, (Run(one_line(text)),))


def _status(answer: Answer, words: ExportWords, zone: tzinfo | None) -> tuple[Run, ...]:
    told = [one_line(in_short(answer, words.page))]
    if answer.asked_at:
        day = datetime.fromisoformat(answer.asked_at).astimezone(zone).date()
        told.append(words.own("answered_on", date=spoken(day.isoformat(), words.language)))
    status = Run(words.page(f"status_{answer.status.value}"), Tone.STRONG)
    return status, Run(" · ".join(filter(None, told)), Tone.QUIET)


def _statement(sentence: Sentence, remark: str, by_number: dict[int, Citation], words: ExportWords) -> Statement:
    first = by_number[sentence.citations[0]]
    dated = words.as_of(first.as_of, undated=first.undated)
    told = " · ".join(filter(None, (dated, one_line(remark))))
    return Statement(sentence.mark, (Run(one_line(sentence.text)), cite(*sentence.citations), Run(told, Tone.QUIET)))


def _beside_sentences(answer: Answer) -> list[str]:
    """What the text of an answer says beyond its sentences: of what there is no evidence, whom to ask."""
    if not answer.sentences:
        return lines(answer.text)
    return lines(said_beside(answer))
