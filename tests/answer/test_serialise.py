import json
from dataclasses import replace

from bot.answer.serialise import to_json
from bot.types import Answer, Language, Status
from tests.answer.rich import RICH

_ANSWER = replace(
    RICH,
    id="abc",
    question="税率？",
    notice="",
    correction="",
    sentences=(replace(RICH.sentences[0], mark=""),),
    mode="extractive",
    model=None,
    confidence=0.123456,
    series=None,
    table=None,
    timings_ms={"total": 1.5},
)
_JSON = {
    "id": "abc",
    "question": "税率？",
    "language": "zh-Hans",
    "status": "partial",
    "reason": "year",
    "notice": None,
    "correction": None,
    "text": "税率为8.25%。 [1]",
    "sentences": [
        {
            "text": "税率为8.25%。",
            "citations": [1],
            "figures": ["8.25%"],
            "as_of": "2025-06-01",
            "remark": "请核实。",
            "mark": None,
        }
    ],
    "citations": [
        {
            "n": 1,
            "document_id": "treasury",
            "passage_id": "zh-Hant/treasury#rate",
            "heading": "税率？",
            "quote": "稅率為8.25%。",
            "quote_language": "zh-Hant",
            "source": {
                "id": "gov",
                "publisher": "Government",
                "title": "A page",
                "date": "2025-06-01",
                "url": "https://example.org/gov",
            },
            "other_sources": [{"id": "press", "publisher": "Government", "title": "A page", "date": None, "url": None}],
            "as_of": "2025-06-01",
            "undated": True,
            "freshness": "ageing",
        }
    ],
    "mode": "extractive",
    "model": None,
    "confidence": 0.1235,
    "query": "财资中心 税率？",
    "corpus_version": "v1",
    "asked_at": "2026-01-02T03:04:05+00:00",
    "follow_up_suggestions": ["谁？"],
    "contact": {"name": "投资推广署", "url": "https://example.org"},
    "series": None,
    "table": None,
    "timings_ms": {"total": 1.5},
}


def test_an_answer_is_written_with_the_names_of_the_contract() -> None:
    assert to_json(_ANSWER) == _JSON


def test_what_is_written_is_plain_json() -> None:
    assert json.loads(json.dumps(to_json(_ANSWER))) == _JSON


def test_what_an_answer_lacks_is_null_or_empty() -> None:
    assert to_json(Answer(language=Language.EN, status=Status.GREETING, text="Hello.")) == {
        "id": "",
        "question": "",
        "language": "en",
        "status": "greeting",
        "reason": None,
        "notice": None,
        "correction": None,
        "text": "Hello.",
        "sentences": [],
        "citations": [],
        "mode": "extractive",
        "model": None,
        "confidence": 0.0,
        "query": "",
        "corpus_version": "",
        "asked_at": "",
        "follow_up_suggestions": [],
        "contact": None,
        "series": None,
        "table": None,
        "timings_ms": {},
    }
