"""What the product finds and answers for labelled questions: `python -m tests.measure_questions`.

Retrieval by words and by both halves on the Chinese questions, the two forms of a Cantonese question, and the answers
to `fresh.tsv`, on which nothing is fitted.
"""

import sys
from collections.abc import Sequence

import numpy as np

from bot.answer.advisor import Advisor
from bot.app import build_bot, build_retriever
from bot.evaluation.statistics import Table
from bot.retrieval.hybrid import HybridRetriever, Mode
from bot.settings import go_offline, load_settings
from bot.types import Language, Query
from tests.labelled import Labelled, read_asked, read_forms, read_labelled

_DEPTH = 10
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
