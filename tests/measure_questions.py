"""What the product finds and answers for labelled questions: `python -m tests.measure_questions`.

Retrieval by words and by both halves on the Chinese questions, the two forms of a Cantonese question, the answers to
`fresh.tsv`, on which nothing is fitted, and what Chinese questions find in English sheets alone.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.answer.advisor import Advisor
from bot.answer.corpus import Corpus
from bot.app import build_bot, build_embedder, build_retriever
from bot.encoder.encoder import NgramEncoder
from bot.evaluation.statistics import Table
from bot.index.build import build_index, load_index
from bot.index.minilm import MiniLmEmbedder
from bot.protocols import Embedder, Vectors
from bot.retrieval.hybrid import HybridRetriever, Mode
from bot.settings import Settings, go_offline, load_settings
from bot.types import Language, Query
from tests.labelled import Labelled, read_asked, read_forms, read_labelled

_DEPTH = 10
_SECTIONS, _MANY = 5, 100  # sections that are looked at, and facts enough to have them
_RESAMPLES = 2000


def main() -> None:
    """Print each figure with what it is of."""
    go_offline()
    settings = load_settings()
    retriever, advisor = build_retriever(settings), build_bot(settings).advisor
    fresh = read_labelled("fresh.tsv")
    chinese = [one for one in (*read_asked(), *fresh) if one.facts and one.language.is_chinese]
    sparse, hybrid = (_gains(retriever, chinese, mode) for mode in (Mode.SPARSE, Mode.HYBRID))
    low, high = _interval(hybrid - sparse)
    sys.stdout.write(
        f"{len(chinese)} Chinese questions, nDCG@10: words {sparse.mean():.3f}, both {hybrid.mean():.3f}, "
        f"difference {(hybrid - sparse).mean():.3f} ({low:.3f} to {high:.3f})\n"
    )
    forms = read_forms()
    same = sum(
        _section(retriever, mandarin, Language.ZH_HANS) == _section(retriever, cantonese, Language.ZH_HANT)
        for mandarin, cantonese in forms
    )
    sys.stdout.write(f"same section first for the Cantonese form: {same} of {len(forms)}\n")
    sys.stdout.write(_answers(advisor, fresh) + "\n")
    for title, share in _found_in_english(settings, chinese, advisor.corpus).items():
        sys.stdout.write(f"Chinese questions, English sheets alone, by {title}: right section in five {share:.3f}\n")


def _gains(retriever: HybridRetriever, questions: Sequence[Labelled], mode: Mode) -> Table:
    """nDCG@10 of each question, every fact that answers it counting alike (Jaervelin and Kekaelaeinen, 2002)."""
    return np.array([_gain(_found(retriever, one.text, one.language, mode), one.facts) for one in questions])


def _gain(found: Sequence[str], wanted: frozenset[str]) -> float:
    gained = sum(1 / np.log2(place + 2) for place, name in enumerate(found) if name in wanted)
    return float(gained / sum(1 / np.log2(place + 2) for place in range(min(_DEPTH, len(wanted)))))


def _found(retriever: HybridRetriever, text: str, language: Language, mode: Mode) -> list[str]:
    query = Query(text=text, language=language)
    return [one.fact_id for one in retriever.retrieve(query, retriever.embed(query), _DEPTH, mode)]


def _section(retriever: HybridRetriever, text: str, language: Language) -> tuple[str, str]:
    query = Query(text=text, language=language)
    (first,) = retriever.retrieve(query, retriever.embed(query), 1)
    return first.topic, first.section_id


class _AskedThroughMiniLm:
    """The embedder of the product, but for questions, which all go through MiniLM."""

    def __init__(self, embedder: Embedder, minilm: MiniLmEmbedder) -> None:
        self.name, self.embed, self._minilm = embedder.name, embedder.embed, minilm

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._minilm.embed([text])[0]
        return vector


def _found_in_english(settings: Settings, questions: Sequence[Labelled], corpus: Corpus) -> dict[str, float]:
    """Share of Chinese questions with the right section among the first five where no Chinese sheet is indexed."""
    english = tuple(one for one in corpus.knowledge.documents if one.language is Language.EN)
    embedder, minilm = build_embedder(settings), MiniLmEmbedder(settings.model_dir)
    with tempfile.TemporaryDirectory() as folder:
        knowledge = replace(corpus.knowledge, documents=english)
        build_index(knowledge, Path(folder), embedder, rebuild=False, progress=_untold)
        index = load_index(Path(folder), embedder.name)
        return {
            title: _share_in_five(HybridRetriever(index, one, NgramEncoder()), questions, corpus)
            for title, one in (("the encoder", embedder), ("MiniLM", _AskedThroughMiniLm(embedder, minilm)))
        }


def _share_in_five(retriever: HybridRetriever, questions: Sequence[Labelled], corpus: Corpus) -> float:
    sections = {name: (view.document.topic, view.section.id) for name, view in corpus.views(Language.EN).items()}
    found = []
    for one in questions:
        query = Query(text=one.text, language=one.language)
        facts = retriever.retrieve(query, retriever.embed(query), _MANY)
        first = list(dict.fromkeys((fact.topic, fact.section_id) for fact in facts))[:_SECTIONS]
        found.append(not {sections[name] for name in one.facts if name in sections}.isdisjoint(first))
    return float(np.mean(found))


def _untold(stage: str, done: int, total: int) -> None:
    """Nobody is told how far it is."""


def _interval(values: Table) -> tuple[float, float]:
    random = np.random.default_rng(0)
    means = [values[random.integers(0, len(values), len(values))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _answers(advisor: Advisor, questions: Sequence[Labelled]) -> str:
    shown, leads, refused, declined = [], [], [], []
    for one in questions:
        answer = advisor.answer(one.text, one.language)
        cited = [citation.passage_id.rpartition("#")[2] for citation in answer.citations]
        if not one.facts:
            declined.append(not answer.status.has_evidence)
            continue
        refused.append(not answer.status.has_evidence)
        shown.append(bool(one.facts & set(cited)))
        leads.append(bool(one.facts & set(cited[:1])))
    return (
        f"{len(shown)} answerable: a right fact shown {np.mean(shown):.3f}, leading {np.mean(leads):.3f}, "
        f"refused {np.mean(refused):.3f}; {len(declined)} without an answer: declined {np.mean(declined):.3f}"
    )


if __name__ == "__main__":
    main()
