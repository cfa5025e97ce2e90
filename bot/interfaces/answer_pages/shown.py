"""A stored answer as its page shows it: word for word in its own language, the page around it in the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from bot.answer.compose import remarks, said_beside
from bot.answer.corpus import Corpus
from bot.answer.summary import series_sources
from bot.interfaces.knowledge_pages.address import address, has_page
from bot.interfaces.knowledge_pages.reader import Reader
from bot.prompts import Words
from bot.receipts.changes import Change, ChangeKind, changes_since
from bot.receipts.receipt import Receipt
from bot.types import Answer, Citation, Language, Source

_HONG_KONG = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """What became of a quoted statement; `text` is today's, `url` leads to it where it has a page."""

    n: int
    kind: ChangeKind
    text: str = ""
    language: Language | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReceipt:
    """A receipt with the words to show it in: `own` are those of the answer's language."""

    answer: Answer
    own: Reader
    day: str
    given: str
    """When it was given, in Hong Kong, to the day and to the minute."""
    remarks: tuple[str, ...]
    """What is remarked after each sentence."""
    rest: str
    """What the answer says beside its sentences; all of it where it has none."""
    cited: Mapping[int, Citation]
    """The citations by number."""
    sources: Mapping[int, str]
    """The address of each cited statement in the knowledge base by number of citation, empty where it has none."""
    series_sources: tuple[Source, ...]
    told: str
    """What there is to say of the knowledge base since then."""
    changes: tuple[ShownChange, ...]
    """Those of what has changed, or none where nothing has."""


def show(receipt: Receipt, corpus: Corpus | None, reader: Reader, own: Reader, words: Words) -> ShownReceipt:
    """A receipt for a reader; without a corpus it cannot be told what has changed."""
    answer = receipt.answer
    changes = changes_since(receipt, corpus) if corpus else ()
    has_changed = any(change.kind is not ChangeKind.UNCHANGED for change in changes)
    given = datetime.fromisoformat(answer.asked_at).astimezone(_HONG_KONG)
    day = reader.date(given.date().isoformat())
    return ShownReceipt(
        answer=answer,
        own=own,
        day=day,
        given=words("moment", date=day, time=f"{given:%H:%M}"),
        remarks=remarks(answer.sentences),
        rest=said_beside(answer) if answer.sentences else answer.text,
        cited={citation.n: citation for citation in answer.citations},
        sources={citation.n: _url(citation, reader) for citation in answer.citations},
        series_sources=series_sources(answer.series) if answer.series else (),
        told=words(_told(answer, corpus, has_changed=has_changed)),
        changes=tuple(_shown(change, reader) for change in changes) if has_changed else (),
    )


def _url(citation: Citation, reader: Reader) -> str:
    return _address(citation.document_id, citation.passage_id.rpartition("#")[2], reader)


def _address(topic: str, fact_id: str, reader: Reader) -> str:
    return address(reader.language, topic, fact_id) if has_page(topic) else ""


def _told(answer: Answer, corpus: Corpus | None, *, has_changed: bool) -> str:
    if corpus is None:
        return "changes_unknown"
    if answer.corpus_version == corpus.version:
        return "changes_none"
    if has_changed:
        return "changes_some"
    return "changes_elsewhere" if answer.citations else "changes_declined"


def _shown(change: Change, reader: Reader) -> ShownChange:
    if change.now is None:
        return ShownChange(n=change.citation.n, kind=change.kind)
    view = change.now
    return ShownChange(
        n=change.citation.n,
        kind=change.kind,
        text=view.fact.text,
        language=view.document.language,
        url=_address(view.document.topic, view.fact.id, reader),
    )
