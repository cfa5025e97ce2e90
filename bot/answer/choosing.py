"""Which facts an answer shows, once its lead is found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.comparison import Comparison, compare
from bot.answer.corpus import Corpus, FactView
from bot.answer.over_time import over_time
from bot.answer.question import Question, read_parts
from bot.answer.ranking import Ranked
from bot.answer.select import complete
from bot.answer.whole import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The facts that an answer shows, the part of their section that is asked for whole, and what is compared."""

    views: Sequence[FactView]
    part: str
    compared: Comparison | None


class Chooser:
    """Chooses from one corpus; safe to share between threads."""

    def __init__(self, corpus: Corpus, rank: Callable[[Question], list[Ranked]]) -> None:
        """`rank` finds candidates for a part of a question, or for a side of a comparison."""
        self._corpus, self._rank = corpus, rank

    def __call__(self, asked: Question, lead: Ranked, ranked: Sequence[Ranked]) -> Chosen:
        """What goes with a lead: its section or its rivals, every year asked for, all steps, both sides."""
        parts = [(part, self._rank(part)) for part in read_parts(asked)]
        views = over_time(asked, lead, ranked, complete(asked, lead, ranked, self._corpus, parts), self._corpus)
        found, part = whole(asked, lead.view, views, self._corpus)
        compared = compare(asked, ranked, lead, found, self._rank, self._corpus)
        return Chosen(views=compared.shown(found) if compared else found, part=part, compared=compared)
