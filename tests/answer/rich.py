"""An answer with something in each of its fields."""

from dataclasses import replace

from bot.types import (
    Answer,
    Citation,
    Freshness,
    Language,
    Sentence,
    Series,
    SeriesPoint,
    Status,
    Table,
    TableCell,
    TableRow,
)
from tests.factories import source

_SOURCE = replace(source(), kind="")  # JSON does not hold it
_UNDATED = replace(source("press", date="", url=""), kind="")

RICH = Answer(
    id="kX3vUe9qT0aZb4cR7sWd1Q",
    question="财资中心税率？",
    language=Language.ZH_HANS,
    status=Status.PARTIAL,
    reason="year",
    notice="号码已隐去。",
    correction="资料所载的数字与您问题中的“9%”不同：",
    text="税率为8.25%。 [1]",
    sentences=(
        Sentence(
            text="税率为8.25%。",
            citations=(1,),
            figures=("8.25%",),
            as_of="2025-06-01",
            remark="请核实。",
            mark="1.",
        ),
    ),
    citations=(
        Citation(
            n=1,
            document_id="treasury",
            passage_id="zh-Hant/treasury#rate",
            heading="税率？",
            quote="稅率為8.25%。",
            quote_language=Language.ZH_HANT,
            source=_SOURCE,
            other_sources=(_UNDATED,),
            as_of="2025-06-01",
            undated=True,
            freshness=Freshness.AGEING,
        ),
    ),
    mode="llm",
    model="openai:one",
    confidence=0.1235,
    query="财资中心 税率？",
    corpus_version="v1",
    asked_at="2026-01-02T03:04:05+00:00",
    follow_up_suggestions=("谁？",),
    contact={"name": "投资推广署", "url": "https://example.org"},
    series=Series(
        indicator_id="firms",
        name="企业数目",
        unit="家",
        scope="全部",
        points=(
            SeriesPoint(covers="2024", value=2620.0, part_of="", mark="at_least", source=_SOURCE),
            SeriesPoint(covers="2025-01/2025-09", value=3070.5, part_of="2025", mark="", source=_UNDATED),
        ),
    ),
    table=Table(
        heads=("红筹", "H股"),
        rows=(
            TableRow(
                head="是什么",
                cells=(
                    TableCell(text="境外注册。", n=1, as_of="2025-06-01", undated=True),
                    TableCell(text="境内注册。", n=1, as_of="2025-06-01"),
                ),
            ),
        ),
    ),
    timings_ms={"total": 1.5},
)
