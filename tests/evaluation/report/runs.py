"""A small run in three scripts with something of everything: right, wrong, declined, failed, hostile."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.evaluation.run import Run
from bot.evaluation.scoring import ScoredAnswer, score, summarise
from bot.types import JsonObject, Language, Status
from tests.evaluation.factories import TRADITIONAL, citation, declined, question, record

HOSTILE = "<script>alert('q')</script> </script> & <b>rate</b>?"
QUOTED = """It's "8.25%" & <i>more</i>. [1]"""
RETRIEVAL_MEASURES = ("nDCG@10", "R@1", "R@5", "R@10", "RR@10")
_SIMPLIFIED = "税率自2016年起为8.25%。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a report is made from."""

    run: Run
    scored: tuple[ScoredAnswer, ...]
    summary: JsonObject


def questions() -> list[GoldQuestion]:
    return [
        question("rate-en", group="rate", question="What is the rate?", gold_source_urls=("https://gov.hk/tax",)),
        question("rate-hans", group="rate", language=Language.ZH_HANS, question="税率是多少？"),
        question("rate-hant", group="rate", language=Language.ZH_HANT, question="稅率是多少？"),
        question("dubai", question="And in Dubai?", kind="near-miss", topic="abroad", should_abstain=True,
                 context=("What is the rate?",)),
        question("since", question="Since when?", kind="date", gold_facts=("2015|二零一五年",)),
        question("hostile", question=HOSTILE, kind="odd", topic="odd"),
        question("slow", question="Does it answer?", kind="fact"),
    ]  # fmt: skip


def records() -> list[Record]:
    return [
        record("rate-en", confidence=0.9, latency_ms=4.0),
        _chinese("rate-hans", Language.ZH_HANS, _SIMPLIFIED),
        _chinese("rate-hant", Language.ZH_HANT, TRADITIONAL),
        declined("dubai"),
        record("since", confidence=0.6, latency_ms=40.0),
        _hostile(),
        record("slow", text="", status=Status.ERROR, reason="timed out", confidence=None),
    ]


def worse_records() -> list[Record]:
    """The same, but the first question is declined and the last one answered."""
    first, *middle, _ = records()
    return [declined(first.question_id), *middle, record("slow", confidence=0.5)]


def _hostile() -> Record:
    cited = citation(quote=QUOTED, url="javascript:alert(1)")
    return record("hostile", text=QUOTED, confidence=0.7, citations=(cited,), passages={cited.passage_id: QUOTED})


def _chinese(name: str, language: Language, text: str) -> Record:
    return record(
        name,
        language=language,
        text=f"{text} [1]",
        confidence=0.8,
        citations=(citation(quote=TRADITIONAL, passage_id="zh-Hant/tax#rate"),),
        passages={"zh-Hant/tax#rate": TRADITIONAL},
    )


def made(
    asked: Sequence[GoldQuestion] | None = None,
    answers: Sequence[Record] | None = None,
    *,
    repeat: int = 1,
    expected: int | None = None,
    documents: Sequence[str] = ("en/tax", "zh-Hant/tax"),
) -> Scored:
    """A run scored and summed up; by default the whole small one."""
    asked, answers = asked or questions(), answers or records()
    about: JsonObject = {
        "questions_sha256": "5" * 64,
        "n_questions": expected or len(asked),
        "target": {
            "kind": "in-process",
            "mode": "extractive",
            "model": None,
            "corpus_version": "c0ffee",
            "documents": dict.fromkeys(documents, "d1"),
            "thresholds": {"least_score_dense": 0.45},
        },
        "ask_in": "auto",
        "repeat": repeat,
        "workers": 1,
        "commit": "0123456789abcdef-dirty",
        "started_at": "2026-03-01T09:05:00+00:00",
    }
    run = Run(folder=Path("runs/march"), about=about, questions=tuple(asked), records=tuple(answers))
    scored = score(run)
    return Scored(run=run, scored=scored, summary=summarise(run, scored))


def retrieval_summary(level: float | None = 0.5, n: int = 300) -> JsonObject:
    """A retrieval summary in which every measure of every mode has one value."""
    bounds = [None, None] if level is None else [level - 0.05, level + 0.05]
    gains = [None, None, None] if level is None else [0.0125, -0.0031, 0.0281]
    mode = {"n": n, **dict.fromkeys(RETRIEVAL_MEASURES, level), "intervals": dict.fromkeys(RETRIEVAL_MEASURES, bounds)}
    return {
        "n": n,
        **dict.fromkeys(RETRIEVAL_MEASURES, level),
        "latency_ms": {"p50": 12.25, "p95": 31.0, "p99": 1290.0},
        **dict.fromkeys(("dense", "sparse", "hybrid"), mode),
        "gain_over": dict.fromkeys(("sparse", "dense"), dict.fromkeys(RETRIEVAL_MEASURES, gains)),
        "commit": None,
        "embedder": "some-embedder",
        "analyser": "some-analyser",
    }
