"""What has changed in the knowledge base since an answer was given, statement by statement."""

from dataclasses import dataclass
from enum import StrEnum

from bot.answer.corpus import Corpus, FactView
from bot.figures import values
from bot.receipts.receipt import Receipt, digest
from bot.types import Citation, Freshness, Language


class ChangeKind(StrEnum):
    """What became of a statement that an answer quotes."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    FIGURES = "figures"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """The fate of what one citation quotes; `now` is what stands in its place today, and None where nothing does."""

    citation: Citation
    kind: ChangeKind
    now: FactView | None = None


def changes_since(receipt: Receipt, corpus: Corpus) -> tuple[Change, ...]:
    """A change a citation, in the answer's order; one from the same corpus has none."""
    citations = receipt.answer.citations
    if receipt.answer.corpus_version == corpus.version:
        return tuple(Change(citation=citation, kind=ChangeKind.UNCHANGED) for citation in citations)
    return tuple(_change(citation, receipt, corpus) for citation in citations)


def _change(citation: Citation, receipt: Receipt, corpus: Corpus) -> Change:
    today = corpus.views(citation.quote_language).get(citation.passage_id.rpartition("#")[2])
    if today is None:
        return Change(citation=citation, kind=ChangeKind.REMOVED)
    if today.fact.superseded_by and citation.freshness is not Freshness.SUPERSEDED:
        later = _latest(today, corpus, citation.quote_language)
        return Change(citation=citation, kind=ChangeKind.SUPERSEDED, now=later)
    if receipt.digests.get(citation.passage_id) == digest(today.fact.text):
        return Change(citation=citation, kind=ChangeKind.UNCHANGED)
    same_figures = values(citation.quote) == values(today.fact.text)
    return Change(citation=citation, kind=ChangeKind.REWORDED if same_figures else ChangeKind.FIGURES, now=today)


def _latest(view: FactView, corpus: Corpus, language: Language) -> FactView | None:
    """The last in the line of those that replaced a fact, and None where the line leads nowhere."""
    passed = {view.fact.id}
    while (later := view.fact.superseded_by) and later not in passed:
        if not any(later in corpus.views(either) for either in Language):
            return None
        view = corpus.view(later, language)
        passed.add(later)
    return view
