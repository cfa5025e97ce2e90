"""The corpus as answering sees it: each fact with its section and parallel, and what can be read off it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.answer.attributes import asked, stated
from bot.figures import FigureKind, find_figures, values
from bot.languages.colloquial import to_written
from bot.languages.localities import districts_in
from bot.languages.places import is_mainland, places_in
from bot.languages.scripts import fold
from bot.languages.terms import TermIndex
from bot.languages.tokens import analyse
from bot.types import Document, Fact, Knowledge, Language, Section

_OTHER = {True: Language.EN, False: Language.ZH_HANT}  # by "is Chinese"


@dataclass(frozen=True)
class SheetView:
    """One sheet and what can be read off it once."""

    document: Document

    @cached_property
    def cities(self) -> frozenset[str]:
        """Mainland cities and provinces that the sheet names."""
        texts = [self.document.title]
        for section in self.document.sections:
            texts += (section.heading, *section.phrasings, *(fact.text for fact in section.facts))
        return frozenset(filter(is_mainland, places_in("\n".join(texts))))


@dataclass(frozen=True)
class FactView:
    """One fact in one language, where it stands, and what can be read off it once."""

    fact: Fact
    section: Section
    sheet: SheetView

    @property
    def document(self) -> Document:
        """The sheet's document."""
        return self.sheet.document

    def is_beside(self, other: "FactView") -> bool:
        """Whether both stand in one section."""
        return (self.document.topic, self.section.id) == (other.document.topic, other.section.id)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Search tokens of the fact's own text."""
        return frozenset(analyse(self.fact.text))

    @cached_property
    def context_tokens(self) -> frozenset[str]:
        """Tokens of the question that the section answers, in all its phrasings, and of the topic."""
        return frozenset(analyse("\n".join((self.section.heading, *self.section.phrasings, self.document.title))))

    @cached_property
    def asked_tokens(self) -> frozenset[str]:
        """Tokens of the ways to ask for just this fact."""
        return frozenset(analyse("\n".join(self.fact.phrasings)))

    @cached_property
    def years(self) -> frozenset[str]:
        """Years that the fact speaks of; of a statistic not those in full dates, which tell when it came out."""
        dates = [figure.value for figure in find_figures(self.fact.text) if figure.kind is FigureKind.DATE]
        if self.fact.covers:
            dates = [date for date in dates if len(date) < len("2025-01-02")] + self.fact.covers.split("/")
        return frozenset(date[:4] for date in dates if date[:4].isdigit())

    @cached_property
    def figures(self) -> frozenset[str]:
        """The normal forms of its figures."""
        return values(self.fact.text)

    @cached_property
    def counts(self) -> frozenset[Decimal]:
        """The counts among its figures."""
        counted = [figure for figure in find_figures(self.fact.text) if figure.kind is FigureKind.COUNT]
        return frozenset(Decimal(figure.value) for figure in counted)

    @cached_property
    def places(self) -> frozenset[str]:
        """Places that the fact or its section's question names, and Mainland cities that its sheet names anywhere."""
        return places_in(f"{self.section.heading}\n{self.fact.text}") | self.sheet.cities

    def lacking(self, places: frozenset[str]) -> frozenset[str]:
        """Those of some places that it does not speak of; none if it is a rule that holds for all of them."""
        holds_anywhere = self.section.is_anywhere and not self.fact.covers
        return frozenset() if holds_anywhere else places - self.places

    @cached_property
    def districts(self) -> frozenset[str]:
        """Districts of Hong Kong that the fact or its section's question names."""
        return districts_in(f"{self.section.heading}\n{self.fact.text}")

    @cached_property
    def details(self) -> frozenset[str]:
        """The kinds of detail that the fact states, by name in `attributes`."""
        return stated(self.fact.text, fold(self.fact.text))

    @cached_property
    def asked_details(self) -> frozenset[str]:
        """The kinds of detail that the section's question asks for, in any of its phrasings."""
        asking = (self.section.heading, *self.section.phrasings)
        return frozenset[str]().union(*(asked(to_written(fold(text))) for text in asking))


class Corpus:
    """All facts by language and id."""

    def __init__(self, knowledge: Knowledge, version: str) -> None:
        self.knowledge, self.version = knowledge, version
        self._views = {
            language: _views(d for d in knowledge.documents if d.language.indexed is language.indexed)
            for language in (Language.EN, Language.ZH_HANT)
        }
        self.terms = TermIndex(knowledge.terms)
        self._named: dict[tuple[str, Language], frozenset[str]] = {}
        self.size = len(frozenset[str]().union(*self._views.values()))
        self.updated = max(document.updated for document in knowledge.documents)
        self.part_year = frozenset(
            value.fact_id for indicator in knowledge.indicators for value in indicator.values if value.part_of
        )
        """Ids of the facts whose value the register of figures has as a part of a year."""

    def named_in(self, view: FactView) -> frozenset[str]:
        """The official terms that a fact or the question that it answers names; found once a fact."""
        key = (view.fact.id, view.document.language)
        if key not in self._named:
            text = "\n".join((view.document.title, view.section.heading, view.fact.text))
            self._named[key] = self.terms.named_in(text)
        return self._named[key]

    def view(self, fact_id: str, language: Language) -> FactView:
        """A fact as written for readers of `language`, or in the other language where it stands in that alone."""
        own = self.views(language)
        return own[fact_id] if fact_id in own else self.views(_OTHER[language.is_chinese])[fact_id]

    def views(self, language: Language) -> Mapping[str, FactView]:
        """All facts as written for readers of `language`."""
        return self._views[language.indexed]

    def documents(self, language: Language) -> list[Document]:
        """The sheets for readers of `language`, in the order meant for them."""
        found = (d for d in self.knowledge.documents if d.language.indexed is language.indexed)
        return sorted(found, key=lambda document: (document.order, document.topic))


def _views(documents: Iterable[Document]) -> dict[str, FactView]:
    return {
        fact.id: FactView(fact=fact, section=section, sheet=sheet)
        for sheet in map(SheetView, documents)
        for section in sheet.document.sections
        for fact in section.facts
    }
