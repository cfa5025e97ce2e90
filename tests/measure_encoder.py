"""Retrieval across languages by vectors alone: `python -m tests.measure_encoder EN_BEIR ZH_BEIR`, parallel folders."""

import re
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder.encoder import NgramEncoder
from bot.evaluation.beir import BeirCollection, read_beir
from bot.index.minilm import MiniLmEmbedder
from bot.protocols import Vectors
from bot.settings import go_offline, load_settings

_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?]) +")
_RESAMPLES = 2000


def main() -> None:
    """Chinese questions over English paragraphs and the other way round, each with its 95 % bootstrap interval."""
    go_offline()
    english, chinese = (read_beir(Path(folder)) for folder in sys.argv[1:3])
    minilm, ngrams = MiniLmEmbedder(load_settings().model_dir), NgramEncoder()
    for name, asked, by, texts, of in (
        ("Chinese questions, English paragraphs", chinese, ngrams, english, minilm),
        ("English questions, Chinese paragraphs", english, minilm, chinese, ngrams),
        ("Chinese questions, Chinese paragraphs", chinese, ngrams, chinese, ngrams),
    ):
        ranks = _ranks(asked, by, texts, of)
        gains = np.where(ranks < 10, 1 / np.log2(ranks + 2), 0.0)
        sys.stdout.write(f"{name}: nDCG@10 {_with_interval(gains)}, R@10 {_with_interval(ranks < 10)}\n")


def _ranks(
    asked: BeirCollection, by: MiniLmEmbedder | NgramEncoder, texts: BeirCollection, of: MiniLmEmbedder | NgramEncoder
) -> npt.NDArray[np.int64]:
    """The rank, from 0, of each question's paragraph: by its vector and its best sentence's, added."""
    documents = {d.topic: " ".join(f.text for s in d.sections for f in s.facts) for d in texts.knowledge.documents}
    sentences = [(row, part) for row, text in enumerate(documents.values()) for part in _SENTENCE.split(text) if part]
    queries = _embedded(by, list(asked.queries.values()))
    best = np.full((len(queries), len(documents)), -1.0, dtype=np.float32)
    by_sentence = queries @ _embedded(of, [part for _, part in sentences]).T
    np.maximum.at(best.T, np.array([row for row, _ in sentences]), by_sentence.T)
    scores = queries @ _embedded(of, list(documents.values())).T + best
    places = {name: place for place, name in enumerate(documents)}
    wanted = np.array([places[next(iter(asked.qrels[name]))] for name in asked.queries])
    return np.asarray((scores > scores[np.arange(len(wanted)), wanted][:, None]).sum(axis=1), dtype=np.int64)


def _embedded(encoder: MiniLmEmbedder | NgramEncoder, texts: list[str]) -> Vectors:
    return np.concatenate([encoder.embed(texts[start : start + 256]) for start in range(0, len(texts), 256)])


def _with_interval(values: npt.NDArray[np.float64] | npt.NDArray[np.bool_]) -> str:
    random = np.random.default_rng(0)
    means = [values[random.integers(0, len(values), len(values))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.3f} ({low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
