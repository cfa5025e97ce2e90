"""The product with some of its facts taken out, as though nobody had written them down."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.answer.advisor import Advisor
from bot.answer.corpus import Corpus, FactView
from bot.answer.evidence import EvidenceJudge
from bot.answer.question import Question
from bot.app import Bot, build_bot, build_judge, build_ranker, build_retriever
from bot.prompts import load_words
from bot.protocols import Retriever, Vectors
from bot.settings import Settings
from bot.types import Document, Fact, Indicator, Knowledge, Query, ScoredFact, Section


class ScoreJudge(EvidenceJudge):
    """A judge that goes by the scores alone: it reads no fact for the name, place, time or detail asked for."""

    def missing_demand(self, question: Question, view: FactView) -> str:
        """Nothing is demanded."""
        return ""

    def unmet(self, question: Question, view: FactView) -> frozenset[str]:
        """Nothing speaks against a fact."""
        return frozenset()


class Withholding:
    """Advisors over one index, each without some facts.

    The index itself stays whole: it is the candidates and the corpus that lack the facts. So the words of a fact that
    is taken out still count in the statistics of the language, and how its section is asked for is still known.
    """

    def __init__(self, settings: Settings, bot: Bot | None = None) -> None:
        bot = bot or build_bot(settings)
        self._index, self._whole = bot.index, bot.advisor.corpus
        self._retriever = build_retriever(settings)
        self._words = load_words(settings.prompts_dir, "messages")
        self._max_chars = settings.question_max_chars

    def advisor(self, removed: AbstractSet[str], judging: type[EvidenceJudge] = EvidenceJudge) -> Advisor:
        """An advisor that has never heard of the facts with these ids, and decides by a kind of judge."""
        corpus = _Rest(self._whole, removed)
        return Advisor(
            _Filter(self._retriever, removed),
            build_ranker(corpus, self._index),
            build_judge(corpus, self._index, judging),
            self._words,
            self._max_chars,
        )


class _Filter:
    """A retriever that passes over some facts."""

    def __init__(self, retriever: Retriever, removed: AbstractSet[str]) -> None:
        self.embed, self._retriever, self._removed = retriever.embed, retriever, removed

    def retrieve(self, query: Query, vector: Vectors | None, count: int) -> tuple[ScoredFact, ...]:
        """As many facts as ever, since others come after those that are passed over."""
        found = self._retriever.retrieve(query, vector, count + len(self._removed))
        return tuple(one for one in found if one.fact_id not in self._removed)[:count]


class _Rest(Corpus):
    """A corpus without some facts; the sheets that had none of them are those of the whole, read once for all."""

    def __init__(self, whole: Corpus, removed: AbstractSet[str]) -> None:
        super().__init__(_without(whole.knowledge, removed), whole.version)
        self.terms, self._named = whole.terms, whole._named
        for language, views in self._views.items():
            same = (view for view in whole.views(language).values() if view.fact.id in views)
            views.update({view.fact.id: view for view in same if view.document is views[view.fact.id].document})


def _without(knowledge: Knowledge, removed: AbstractSet[str]) -> Knowledge:
    """The knowledge without some facts, what refers to them and the values of figures that rest on them."""

    def indicator(one: Indicator) -> Indicator:
        return replace(one, values=tuple(value for value in one.values if value.fact_id not in removed))

    def fact(one: Fact) -> Fact:
        return replace(one, conflicts=tuple(name for name in one.conflicts if name not in removed))

    def section(one: Section) -> Section:
        return replace(one, facts=tuple(fact(each) for each in one.facts if each.id not in removed))

    def document(one: Document) -> Document:
        names = {name for each in one.sections for fact in each.facts for name in (fact.id, *fact.conflicts)}
        return one if names.isdisjoint(removed) else replace(one, sections=tuple(map(section, one.sections)))

    return replace(
        knowledge,
        documents=tuple(map(document, knowledge.documents)),
        indicators=tuple(left for left in map(indicator, knowledge.indicators) if left.values),
    )
