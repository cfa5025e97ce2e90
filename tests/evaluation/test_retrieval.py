"""Our figures against ir_measures' own, on three collections, and BEIR folders that are wrong."""

import json
from collections.abc import Mapping
from pathlib import Path

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from bot.errors import UsageError
from bot.evaluation.beir import read_beir
from bot.evaluation.retrieval import evaluate_retrieval, read_run_file, score_run, summarise, write_run
from bot.settings import Settings

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "english": {
        "d1": "The ferry to the island leaves at nine. Tickets cost forty dollars.",
        "d2": "The museum opens at ten every day but Tuesday. Children enter free.",
        "d3": "The old library keeps maps of the harbour. Readers need a card.",
        "d4": "A night market sells fruit and tea. It closes at midnight.",
    },
    "simplified": {
        "d1": "渡轮九点开往离岛。船票四十元。",
        "d2": "博物馆除星期二外每天十点开门。儿童免费。",
        "d3": "旧图书馆收藏海港地图。读者需要办证。",
        "d4": "夜市卖水果和茶。午夜关门。",
    },
    "traditional": {
        "d1": "渡輪九時開往離島。船票四十元。",
        "d2": "博物館除星期二外每天十時開門。兒童免費。",
        "d3": "舊圖書館收藏海港地圖。讀者需要辦證。",
        "d4": "夜市賣水果和茶。午夜關門。",
    },
}
_QUERIES: Mapping[str, Mapping[str, str]] = {
    "english": {
        "q1": "When does the museum open?",
        "q2": "Where are maps of the harbour kept?",
        "q3": "price of a ticket",
    },
    "simplified": {"q1": "博物馆几点开门", "q2": "哪里有海港的地图", "q3": "去离岛的船票多少钱"},
    "traditional": {"q1": "博物館幾點開門", "q2": "邊度有海港地圖", "q3": "去離島嘅船票幾錢"},
}
# Graded judgements with a second relevant document, and q4, which nothing in the collection matches.
_QRELS = [("q1", "d2", 2), ("q2", "d3", 1), ("q2", "d1", 1), ("q3", "d1", 3), ("q3", "d4", 1), ("q4", "d4", 1)]
_MEASURES = [nDCG @ 10, R @ 1, R @ 5, R @ 10, RR @ 10]


def _beir(folder: Path, name: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": key, "title": "", "text": text} for key, text in _TEXTS[name].items()]
    queries = [{"_id": key, "text": text} for key, text in {**_QUERIES[name], "q4": "xyzzy"}.items()]
    for file, rows in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
        (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in _QRELS)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", list(_TEXTS))
def test_the_summary_agrees_with_ir_measures_to_the_last_digit(name: str, settings: Settings, tmp_path: Path) -> None:
    folder = _beir(tmp_path / "beir", name)
    out = tmp_path / "out"

    evaluate_retrieval(folder, settings, out, lambda *step: None)

    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    qrels: dict[str, dict[str, int]] = {}
    for query, document, relevance in _QRELS:
        qrels.setdefault(query, {})[document] = relevance
    for mode in ("dense", "sparse", "hybrid"):
        run = ir_measures.read_trec_run(str(out / f"{mode}.trec"))  # type: ignore[no-untyped-call]
        by_query = {(m.query_id, str(m.measure)): m.value for m in ir_measures.iter_calc(_MEASURES, qrels, run)}
        for measure in map(str, _MEASURES):
            mean = sum(by_query.get((query, measure), 0.0) for query in qrels) / len(qrels)
            assert summary[mode][measure] == pytest.approx(mean, abs=1e-9)
            low, high = summary[mode]["intervals"][measure]
            assert low <= summary[mode][measure] <= high
    assert {key: summary[key] for key in map(str, _MEASURES)} == {
        key: summary["hybrid"][key] for key in map(str, _MEASURES)
    }
    assert summary["n"] == 4
    assert summary["hybrid"]["R@1"] >= 0.5
    assert set(summary["latency_ms"]) == {"p50", "p95", "p99"}


def test_a_query_without_results_scores_nothing_and_counts(tmp_path: Path) -> None:
    write_run({"q1": ["d1"], "q2": []}, tmp_path / "run.trec")

    scores = score_run(tmp_path / "run.trec", {"q1": {"d1": 1}, "q2": {"d1": 1}})

    assert scores["R@1"] == {"q1": 1.0, "q2": 0.0}


def test_a_run_keeps_the_order_of_equal_scores(tmp_path: Path) -> None:
    write_run({"q1": ["b", "a", "c"]}, tmp_path / "run.trec")

    found = read_run_file(tmp_path / "run.trec")["q1"]

    assert sorted(found, key=lambda document: -found[document]) == ["b", "a", "c"]
    assert score_run(tmp_path / "run.trec", {"q1": {"a": 1}})["RR@10"]["q1"] == 0.5


def test_the_figures_by_hand(tmp_path: Path) -> None:
    for mode in ("dense", "sparse", "hybrid"):
        write_run({"q1": ["d1", "d2"], "q2": ["d3", "d9"]}, tmp_path / f"{mode}.trec")

    summary = summarise(tmp_path, {"q1": {"d2": 1}, "q2": {"d3": 1, "d8": 1}}, [1.0, 3.0])

    # q1 finds its one document second; q2 one of its two first
    assert summary["RR@10"] == (1 / 2 + 1) / 2
    assert summary["R@1"] == (0 + 1 / 2) / 2
    assert summary["R@10"] == (1 + 1 / 2) / 2
    assert summary["latency_ms"]["p50"] == 2.0


def test_what_hybrid_adds_to_its_halves_is_measured_query_by_query(tmp_path: Path) -> None:
    for mode, first in (("dense", "d9"), ("sparse", "d2"), ("hybrid", "d2")):
        write_run({"q1": [first], "q2": [first]}, tmp_path / f"{mode}.trec")

    gains = summarise(tmp_path, {"q1": {"d2": 1}, "q2": {"d2": 1}}, [1.0])["gain_over"]

    assert (gains["sparse"]["R@1"], gains["dense"]["R@1"]) == ([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("queries.jsonl", "{}\n", r"queries\.jsonl:1: not a query"),
        ("queries.jsonl", '{"_id": "q 1", "text": "a"}\n', r"queries\.jsonl:1: query id 'q 1' holds white space"),
        ("qrels/test.tsv", "q1 d1 1\n", r"test\.tsv:1: wanted the columns query-id, corpus-id, score"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\n", r"test\.tsv:2: wanted query id"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq9\td1\t1\n", "qrels judge query 'q9'"),
        ("corpus.jsonl", "nonsense\n", r"corpus\.jsonl:1: is not JSON"),
    ],
)
def test_a_malformed_collection_is_named_with_file_and_line(
    tmp_path: Path, file: str, content: str, reason: str
) -> None:
    folder = _beir(tmp_path / "beir", "english")
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        read_beir(folder)


def test_a_collection_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"corpus\.jsonl: cannot be read"):
        read_beir(tmp_path)
