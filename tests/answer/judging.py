"""Facts judged against a question, for tests that name only what they are about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Unpack

from bot.answer.corpus import Corpus
from bot.answer.evidence import THRESHOLDS, EvidenceJudge, Thresholds, Verdict
from bot.answer.question import read_question
from bot.answer.ranking import Ranked
from bot.index.sparse import build_sparse
from bot.languages.terms import TermIndex
from bot.passages import split
from bot.types import Fact, Language
from tests.factories import RankedFields, corpus_of, ranked

OUTSIDE = {"weather": ("rain", "天气")}


def judge_of(corpus: Corpus, language: Language = Language.EN, thresholds: Thresholds = THRESHOLDS) -> EvidenceJudge:
    sparse = build_sparse([passage.text for passage in split(corpus.knowledge.documents, language)])
    written = Language.ZH_HANT if language.is_chinese else language
    return EvidenceJudge({written: sparse}, TermIndex([]), OUTSIDE, thresholds)


CLOSE: RankedFields = {"score": 20.0, "covered": 1.0, "fact_dense": 1.0, "fact_across": 1.0}
UNLIKELY: RankedFields = {"score": 7.5, "chance": 0.0, "covered": 0.0, "retrieved": 0.0, "fact_dense": 0.0}


def ranked_facts(
    corpus: Corpus, chances: Mapping[str, float], *, language: Language, **signals: Unpack[RankedFields]
) -> list[Ranked]:
    def fields(chance: float) -> RankedFields:
        return {**CLOSE, "chance": chance, **signals}

    return [ranked(corpus.view(name, language), **fields(chance)) for name, chance in chances.items()]


def judged(
    question: str,
    *facts: Fact,
    chances: Mapping[str, float] | None = None,
    language: Language = Language.EN,
    thresholds: Thresholds = THRESHOLDS,
    **signals: Unpack[RankedFields],
) -> tuple[Verdict, str]:
    """The verdict on facts with the chances given, by default all alike and near, and the id of the lead, if any.

    Its confidence, which has tests of its own, is left out.
    """
    one = corpus_of(*facts, language=language)
    found = ranked_facts(one, chances or {one.id: 1 / len(facts) for one in facts}, language=language, **signals)
    verdict, lead = judge_of(one, language, thresholds)(read_question(question, language), found)
    return replace(verdict, confidence=0.0), lead.view.fact.id if lead else ""
