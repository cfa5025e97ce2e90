"""Answers of every kind in the three scripts, and conversations of them."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.answer.compose import join
from bot.exports.conversation import Conversation, ExportedTurn
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

EXPORTED = datetime(2026, 11, 29, 15, 30, tzinfo=timezone(timedelta(hours=8)))
QUESTIONS = {
    Language.EN: "What tax rate does a treasury centre pay?",
    Language.ZH_HANS: "企业财资中心的税率是多少？",
    Language.ZH_HANT: "企業財資中心要交幾多稅，嗰啲優惠係咩？",
}
_SENTENCES = {
    Language.EN: ("Qualifying profits are taxed at 8.25%, half of the 16.5% rate.", "File form IR56 within 3 months."),
    Language.ZH_HANS: ("合资格利润按8.25%的税率缴纳利得税，即16.5%法团税率的一半。", "在3个月内提交“IR56”表格。"),
    Language.ZH_HANT: (
        "合資格利潤按8.25%的稅率繳納利得稅，即16.5%法團稅率的一半。",
        "在3個月內提交「IR56」表格，說明戶口。",
    ),
}
_LONG = "https://example.org/" + "/".join(f"%E7%A8%8E%E5%8B%99-{number}" for number in range(20)) + "?a=1&b=2#c"
_SOURCES = (
    Source(
        id="a", publisher="税务局 IRD", title="財資中心 [FAQ] *2016*", date="2016-09-09", url=_LONG, kind="official"
    ),
    Source(id="b", publisher="HKEX", title="Fact Book", date="", url="https://example.org/b_c", kind="official"),
)


def citation(n: int, quote: str, source: Source, *, undated: bool = False) -> Citation:
    return Citation(
        n=n,
        document_id="treasury",
        passage_id=f"zh-Hant/treasury#{n}",
        heading="?",
        quote=quote,
        quote_language=Language.ZH_HANT,
        source=source,
        other_sources=(replace(_SOURCES[1], publisher="Another desk"),) if n == 1 else (),
        as_of="2016-06",
        undated=undated,
        freshness=Freshness.AGEING if n == 1 else Freshness.CURRENT,
    )


def answer(language: Language) -> Answer:
    """An answer with all that one may have."""
    first, second = _SENTENCES[language]
    sentences = (
        Sentence(text=first, citations=(1,), figures=("8.25%",), as_of="2016-06", remark="Check this."),
        Sentence(text=second, citations=(1, 2), figures=(), as_of="2016-06", mark="1."),
        Sentence(text=second, citations=(2,), figures=(), as_of="2016-06", mark="•"),
    )
    return Answer(
        language=language,
        status=Status.PARTIAL,
        text=f"Not so: {join(sentences, language)} No evidence here for 2019.",
        sentences=sentences,
        citations=(citation(1, first, _SOURCES[0]), citation(2, second, _SOURCES[1], undated=True)),
        mode="llm",
        model="openai:some_model",
        corpus_version="00aa1c136a2520d5",
        asked_at="2026-11-28T04:17:01+00:00",
        notice="Masked a number.",
        correction="Not so:",
        series=_series(),
        table=Table(
            heads=("A+H", "Red chip"),
            rows=(TableRow(head="Rate", cells=(_cell(first, 1), _cell(second, 2))),),
        ),
    )


def declined(language: Language, status: Status = Status.NO_EVIDENCE) -> Answer:
    text = "I have no evidence.\nYou can ask InvestHK: https://example.org/contact/"
    return Answer(language=language, status=status, text=text, asked_at="2026-11-28T04:17:01+00:00")


def conversation(*turns: tuple[str, Answer | None], language: Language = Language.EN) -> Conversation:
    kept = tuple(ExportedTurn(question=question, answer=one) for question, one in turns)
    return Conversation(turns=kept, language=language, exported=EXPORTED)


def whole(language: Language) -> Conversation:
    """One turn of each kind."""
    asked = QUESTIONS[language]
    return conversation((asked, answer(language)), ("Dubai?", declined(language)), ("Gone?", None), language=language)


def _series() -> Series:
    points = (
        SeriesPoint(covers="2024", value=2620.0, part_of="", mark="about", source=_SOURCES[1]),
        SeriesPoint(
            covers="2025-01/2025-09",
            value=3090.5,
            part_of="2025",
            mark="",
            source=replace(_SOURCES[1], id="c", title="Survey 2025", date="2025-10-01"),
        ),
    )
    return Series(indicator_id="firms", name="Firms", unit="firms", scope="all", points=points)


def _cell(text: str, n: int) -> TableCell:
    return TableCell(text=text, n=n, as_of="2016-06", undated=n == 2)
