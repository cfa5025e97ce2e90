"""Answers of every kind, put into the store and into a browser, so that a page shows just them."""

import json
from collections.abc import Sequence
from dataclasses import replace

from playwright.sync_api import BrowserContext

from bot.answer.compose import join
from bot.app import build_receipts
from bot.settings import Settings
from bot.types import (
    Answer,
    Citation,
    Freshness,
    Language,
    Sentence,
    Series,
    SeriesPoint,
    Source,
    Status,
    Table,
    TableCell,
    TableRow,
)

_TOLD = {
    Language.EN: ("The rate is 8.25%.", "The headline rate is 17%."),
    Language.ZH_HANS: ("税率为8.25%。", "一般税率为17%。"),
    Language.ZH_HANT: ("稅率為8.25%。", "一般稅率為17%。"),
}


def cited_answer(
    language: Language, id: str, *, said: str = "", title: str = "A page", publisher: str = "IRD"
) -> Answer:
    """An answer of two sentences with two sources, a table and a series."""
    first, second = _TOLD[language]
    first = said or first
    source = Source(
        id="s1", publisher=publisher, title=title, date="2025-06-01", url="https://example.org/one", kind="official"
    )
    citations = tuple(
        Citation(
            n=n,
            document_id="corporate-treasury-centres",
            passage_id=f"{language.indexed.value}/corporate-treasury-centres#none-{n}",
            heading="h",
            quote=quote,
            quote_language=language.indexed,
            source=replace(source, id=f"s{n}"),
            other_sources=(replace(source, id="s3", publisher=publisher + " 2"),),
            as_of="2025-06",
            undated=False,
            freshness=freshness,
        )
        for n, quote, freshness in ((1, first, Freshness.CURRENT), (2, second, Freshness.AGEING))
    )
    sentences = (
        Sentence(text=first, citations=(1,), figures=("8.25%",), as_of="2025-06"),
        Sentence(text=second, citations=(2,), figures=("17%",), as_of="2025-06"),
    )
    cells = (TableCell(text=first, n=1, as_of="2025-06"), TableCell(text=second, n=2, as_of="2025-06"))
    points = (
        SeriesPoint(covers="2024", value=9960, part_of="", mark="", source=source),
        SeriesPoint(covers="2025-01/2025-06", value=5000, part_of="2025", mark="about", source=source),
    )
    return Answer(
        id=id,
        language=language,
        status=Status.ANSWERED,
        text=join(sentences, language),
        sentences=sentences,
        citations=citations,
        corpus_version="v",
        asked_at="2026-11-01T08:00:00+00:00",
        follow_up_suggestions=(title + "?",),
        contact={"name": publisher, "url": "https://example.org/desk"},
        table=Table(heads=("A", "B"), rows=(TableRow(head=title, cells=cells),)),
        series=Series(indicator_id="i", name=title, unit="%", scope=publisher, points=points),
    )


def of_status(language: Language, status: Status) -> Answer:
    """An answer of one status, with what belongs to it."""
    answer = replace(cited_answer(language, f"staged-{language.value}-{status.value}"), status=status)
    if status is Status.PARTIAL:
        return replace(answer, text=f"{answer.text} 2019?")
    if status.has_evidence:
        return answer
    return replace(answer, text="…", sentences=(), citations=(), table=None, series=None)


def stage(context: BrowserContext, settings: Settings, answers: Sequence[Answer], question: str = "Q?") -> None:
    """Have pages of this browser begin with a conversation of these answers."""
    receipts = build_receipts(settings)
    assert receipts is not None
    known = receipts.find_all([answer.id for answer in answers])
    for answer in answers:
        if answer.id not in known:
            receipts.keep(answer)
    turns = [{"question": question, "id": answer.id, "verdict": ""} for answer in answers]
    carried = json.dumps({"id": "staged", "turns": turns})
    context.add_init_script(
        f"sessionStorage.setItem('gg-now', sessionStorage.getItem('gg-now') ?? {json.dumps(carried)})"
    )
