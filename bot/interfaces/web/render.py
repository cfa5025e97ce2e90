"""HTML of the page's parts, and what of an answer each of them shows."""

from collections.abc import Sequence

from bot.answer.compose import remarks, said_beside
from bot.answer.summary import in_short, series_sources
from bot.interfaces.table_lines import table_lines
from bot.interfaces.topics import Topic
from bot.interfaces.web.conversation import Conversation, Turn, carried_text
from bot.interfaces.web.templates import fill
from bot.interfaces.web.view import View
from bot.types import Answer, Series, Source, Status

_TOPICS_OPEN = 6  # topics on the landing before "more"


def header(view: View, provenance: str) -> str:
    """Name, whose information this is, where else to go, and the language switch."""
    return fill("header.html.j2", view, provenance=provenance)


def history(view: View) -> str:
    """The conversations that this browser keeps, empty: the browser fills it."""
    return fill("history.html.j2", view)


def notice(view: View) -> str:
    """What holds for every answer, and where the state of the connection and of an answer is told."""
    return fill("notice.html.j2", view)


def landing(view: View, topics: Sequence[Topic]) -> str:
    """What a first visitor sees: what to ask, by topic, the first few open."""
    return fill("landing.html.j2", view, first=topics[:_TOPICS_OPEN], more=topics[_TOPICS_OPEN:])


def closed(view: View, text: str) -> str:
    """What an operator has to say in place of answers."""
    return fill("closed.html.j2", view, text=text)


def preparing(view: View, percent: int, failure: str) -> str:
    """What is shown until the index is ready."""
    return fill("preparing.html.j2", view, percent=percent, failure=failure)


def thread(view: View, conversation: Conversation) -> str:
    """The conversation, oldest first."""
    turns = [(turn, view.of(turn.answer.language) if turn.answer else view) for turn in conversation.turns]
    return fill(
        "thread.html.j2",
        view,
        conversation=conversation,
        carried=carried_text(conversation),
        turns=turns,
        announced=_announced(view, conversation.turns),
        about=_About(),
    )


def sources(view: View, turn: Turn | None) -> str:
    """The panel beside the conversation: the sources of one answer."""
    reader = view.of(turn.answer.language) if turn and turn.answer else view
    return fill("sources.html.j2", view, turn=turn, reader=reader)


def _announced(view: View, turns: Sequence[Turn]) -> str:
    """What a screen reader is told: that an answer is being made, and the whole of it at its end."""
    if not turns:
        return ""
    last = turns[-1]
    if last.answer is None:
        return last.notice or view.words("thinking")
    reader = view.of(last.answer.language)
    label = reader.words("answer_label"), reader.words(f"status_{last.answer.status.value}")
    said = " ".join(filter(None, (": ".join(label) + ".", last.answer.notice, last.answer.text)))
    return said if last.complete else view.words("thinking")


class _About:
    """What the templates ask about an answer."""

    @staticmethod
    def in_short(view: View, answer: Answer) -> str:
        """How many sources, how new the newest, and who worded it."""
        return in_short(answer, view.by_language[view.language])

    @staticmethod
    def plain(view: View, answer: Answer) -> str:
        """The text of an answer without sentences, less what stands below it to be pressed."""
        if answer.status is Status.CLARIFICATION:
            return answer.text.partition("\n")[0]
        if not answer.contact:
            return answer.text
        asked = view.messages[answer.language]("ask_contact", contact=answer.contact["name"], url=answer.contact["url"])
        return answer.text.removesuffix(asked).rstrip()

    @staticmethod
    def remarks(answer: Answer) -> tuple[str, ...]:
        """What is remarked after each sentence."""
        return remarks(answer.sentences)

    @staticmethod
    def missing(answer: Answer) -> str:
        """Which part of the question has no evidence."""
        return said_beside(answer)

    @staticmethod
    def as_copied(answer: Answer) -> str:
        """The answer with its sources, as text."""
        listed = [
            f"[{c.n}] {c.source.publisher}: {c.source.title} {c.source.date} {c.source.url}" for c in answer.citations
        ]
        compared = table_lines(answer.table) if answer.table else []
        return "\n".join([answer.text, *compared, *listed])

    @staticmethod
    def share(series: Series, value: float) -> str:
        """A bar's length in percent of the longest; bars begin at zero, so that lengths compare as values do."""
        longest = max(abs(point.value) for point in series.points) or 1.0
        return f"{abs(value) / longest * 100:.1f}"

    @staticmethod
    def number(value: float) -> str:
        """A value as it is written, with its thousands set apart."""
        return f"{value:,g}"

    @staticmethod
    def named_sources(series: Series) -> tuple[Source, ...]:
        """Each source of a series once."""
        return series_sources(series)
