"""`goglobal evaluate retrieval`: index a BEIR collection in a temporary place, run it in every mode, score the runs.

The runs are TREC files, which any tool of the field reads; the measures come from `ir_measures` (MacAvaney et al.,
ECIR 2022), which names them as everybody does.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, Measure, R, nDCG

from bot.app import build_embedder, build_retriever, ingest_knowledge
from bot.errors import DataFolderError
from bot.evaluation.beir import BeirCollection, read_beir
from bot.evaluation.report.retrieval import render_retrieval
from bot.evaluation.run import current_commit
from bot.evaluation.scoring import write_json
from bot.evaluation.statistics import Estimate, Table, compare, estimate, percentiles
from bot.files import write_atomically
from bot.languages.detection import detect_language
from bot.languages.tokens import ANALYSER
from bot.protocols import Progress, Vectors
from bot.retrieval.hybrid import HybridRetriever, Mode
from bot.settings import Settings
from bot.types import JsonObject, Query

MEASURES: tuple[Measure, ...] = (nDCG @ 10, R @ 1, R @ 5, R @ 10, RR @ 10)
_DEPTH = 100  # documents a query that a run holds
_FACTS = 500  # facts from which those are taken: a document ranks with its best
_TAG = "goglobal"

Rankings = Mapping[str, Sequence[str]]
"""Document ids by query, best first."""


def evaluate_retrieval(folder: Path, settings: Settings, out: Path, progress: Progress) -> JsonObject:
    """Run and score a BEIR folder; writes the runs, `summary.json` and `report.html`, and gives the summary."""
    collection = read_beir(folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        latencies = run_retrieval(collection, settings, out, progress)
    except OSError as error:
        raise DataFolderError(f"Cannot write to {out} ({error.strerror}). Choose another --out.") from error
    summary = summarise(out, collection.qrels, latencies)
    summary |= {"commit": current_commit(), "embedder": build_embedder(settings).name, "analyser": ANALYSER}
    write_json(out / "summary.json", summary)
    write_atomically(out / "report.html", render_retrieval(summary, str(folder)), option="--out")
    return summary


def run_retrieval(collection: BeirCollection, settings: Settings, out: Path, progress: Progress) -> list[float]:
    """Write `<mode>.trec` for every mode to `out`; gives each query's milliseconds in hybrid mode."""
    with tempfile.TemporaryDirectory(prefix="goglobal-beir-") as scratch:
        temporary = settings.model_copy(update={"data_dir": Path(scratch)})
        ingest_knowledge(temporary, collection.knowledge, rebuild=False, progress=progress)
        retriever = build_retriever(temporary)
        rankings: dict[Mode, dict[str, Sequence[str]]] = {mode: {} for mode in Mode}
        latencies = []
        for done, (name, text) in enumerate(collection.queries.items(), 1):
            start = time.perf_counter()
            query = Query(text=text, language=detect_language(text))
            vector = retriever.embed(query)
            rankings[Mode.HYBRID][name] = _documents(retriever, query, vector, Mode.HYBRID)
            latencies.append((time.perf_counter() - start) * 1000)
            for mode in (Mode.DENSE, Mode.SPARSE):
                rankings[mode][name] = _documents(retriever, query, vector, mode)
            progress("search", done, len(collection.queries))
    for mode, ranking in rankings.items():
        write_run(ranking, out / f"{mode}.trec")
    return latencies


def _documents(retriever: HybridRetriever, query: Query, vector: Vectors | None, mode: Mode) -> Sequence[str]:
    found = retriever.retrieve(query, vector, _FACTS, mode)
    return tuple(dict.fromkeys(fact.topic for fact in found if fact.score > 0))[:_DEPTH]


def write_run(rankings: Rankings, path: Path) -> None:
    """Write a TREC run; its score column counts down, so that every tool breaks ties as the retriever did."""
    with path.open("w", encoding="utf-8") as file:
        for query, documents in rankings.items():
            for rank, document in enumerate(documents, 1):
                file.write(f"{query} Q0 {document} {rank} {_DEPTH + 1 - rank} {_TAG}\n")


def read_run_file(path: Path) -> dict[str, dict[str, float]]:
    """A TREC run: scores by query and document."""
    run: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, document, _, level, _ = line.split()
        run.setdefault(query, {})[document] = float(level)
    return run


def score_run(path: Path, qrels: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """Each measure's value by judged query; a query without results scores 0."""
    scores = {str(measure): dict.fromkeys(qrels, 0.0) for measure in MEASURES}
    judgements = {query: dict(judged) for query, judged in qrels.items()}
    for metric in ir_measures.iter_calc(MEASURES, judgements, read_run_file(path)):
        scores[str(metric.measure)][metric.query_id] = float(metric.value)
    return scores


def summarise(out: Path, qrels: Mapping[str, Mapping[str, int]], latencies: Sequence[float]) -> JsonObject:
    """The measures of the runs in `out`, hybrid's at the top and each mode's under its name, with intervals."""
    queries = list(qrels)
    tables = {mode: _table(score_run(out / f"{mode}.trec", qrels), queries) for mode in Mode}
    by_mode = {mode.value: _estimates(table, queries) for mode, table in tables.items()}
    gains = {mode.value: _gains(tables[mode], tables[Mode.HYBRID], queries) for mode in (Mode.SPARSE, Mode.DENSE)}
    return {
        "n": len(qrels),
        **_values(by_mode[Mode.HYBRID]),
        "latency_ms": percentiles(latencies, (50, 95, 99)),
        **{mode: {"n": len(qrels), **_values(found), "intervals": _bounds(found)} for mode, found in by_mode.items()},
        "gain_over": gains,
    }


def _table(scores: Mapping[str, Mapping[str, float]], queries: Sequence[str]) -> Table:
    table = np.array([[by_query[query] for by_query in scores.values()] for query in queries], dtype=np.float64)
    return table.reshape(len(queries), len(scores))


def _estimates(table: Table, queries: Sequence[str]) -> dict[str, Estimate]:
    found = estimate(table, np.ones_like(table), queries)
    return {str(measure): one for measure, one in zip(MEASURES, found, strict=True)}


def _gains(half: Table, hybrid: Table, queries: Sequence[str]) -> dict[str, list[float | None]]:
    """By measure what hybrid adds to one of its halves, with a 95 % interval over the same queries."""
    every = np.ones_like(half)
    found = compare((half, every), (hybrid, every), queries)
    return {str(measure): [one.change, one.low, one.high] for measure, one in zip(MEASURES, found, strict=True)}


def _values(found: Mapping[str, Estimate]) -> dict[str, float | None]:
    return {name: one.value for name, one in found.items()}


def _bounds(found: Mapping[str, Estimate]) -> dict[str, list[float | None]]:
    return {name: [one.low, one.high] for name, one in found.items()}
