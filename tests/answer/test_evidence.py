from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answer.confidence import confidence, signals
from bot.answer.corpus import Corpus
from bot.answer.evidence import THRESHOLDS, EvidenceJudge, Thresholds, Verdict
from bot.answer.question import read_question
from bot.answer.select import Ranked
from bot.index.sparse import build_sparse
from bot.languages.terms import TermIndex
from bot.passages import split
from bot.types import Fact, Language, ScoredFact, Status
from tests.factories import corpus_of, fact

_OUTSIDE = {"weather": ("rain", "天气")}
_ANSWERED = Verdict(status=Status.ANSWERED)
_OUT_OF_SCOPE = Verdict(status=Status.OUT_OF_SCOPE, reason="subject")


def _judge(corpus: Corpus, language: Language = Language.EN, thresholds: Thresholds = THRESHOLDS) -> EvidenceJudge:
    sparse = build_sparse([passage.text for passage in split(corpus.knowledge.documents, language)])
    written = Language.ZH_HANT if language.is_chinese else language
    return EvidenceJudge({written: sparse}, TermIndex([]), _OUTSIDE, thresholds)


def _ranked(corpus: Corpus, scores: Mapping[str, float], *, dense: float, language: Language) -> list[Ranked]:
    return [
        Ranked(
            view=corpus.view(name, language),
            score=score,
            retrieved=ScoredFact(
                fact_id=name, section_id="tax", topic="treasury", score=score, parts={"dense": dense, "sparse": score}
            ),
        )
        for name, score in scores.items()
    ]


def _judged(
    question: str,
    *facts: Fact,
    scores: Mapping[str, float] | None = None,
    dense: float = 0.3,
    language: Language = Language.EN,
    thresholds: Thresholds = THRESHOLDS,
) -> tuple[Verdict, str]:
    """The verdict on facts at the scores given, by default all 0.8, and the id of the fact to lead with, if any.

    Its confidence, which has tests of its own, is left out.
    """
    one = corpus_of(*facts, language=language)
    ranked = _ranked(one, scores or {one.id: 0.8 for one in facts}, dense=dense, language=language)
    verdict, lead = _judge(one, language, thresholds)(read_question(question, language), ranked)
    return replace(verdict, confidence=0.0), lead.view.fact.id if lead else ""


def test_a_fact_that_meets_the_question_answers_it() -> None:
    assert _judged("What is the tax rate?", fact()) == (_ANSWERED, "rate")


def test_no_fact_at_all_is_out_of_scope() -> None:
    judge = _judge(corpus_of(fact()))

    assert judge(read_question("What is the tax rate?", Language.EN), []) == (_OUT_OF_SCOPE, None)


def test_a_word_of_an_outside_subject_is_out_of_scope() -> None:
    assert _judged("What is the tax rate in the rain?", fact())[0] == _OUT_OF_SCOPE


def test_a_word_of_an_outside_subject_counts_in_either_script() -> None:
    chinese = fact(text="稅率為8.25%。")

    assert _judged("天氣與稅率", chinese, language=Language.ZH_HANT)[0] == _OUT_OF_SCOPE


def test_an_outside_word_that_the_evidence_uses_is_inside() -> None:
    assert _judged("What is the tax rate on rain?", fact(text="The tax rate on rain is 8.25%."))[0] == _ANSWERED


def test_an_outside_word_inside_another_word_is_inside() -> None:
    assert _judged("What is the tax rate on trainers?", fact())[0] == _ANSWERED


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(0.71, _ANSWERED), (0.69, _OUT_OF_SCOPE)],
)
def test_a_best_fact_with_too_low_a_score_is_out_of_scope(score: float, verdict: Verdict) -> None:
    assert _judged("What is the tax rate?", fact(), scores={"rate": score})[0] == verdict


def test_a_best_fact_without_a_word_of_the_question_is_out_of_scope() -> None:
    assert _judged("Do pandas sleep?", fact())[0] == _OUT_OF_SCOPE


def test_a_gap_is_given_as_the_reason() -> None:
    gap = fact(text="No tax rate is known.", gap=True)

    assert _judged("What is the tax rate?", gap)[0] == Verdict(status=Status.NO_EVIDENCE, reason="gap")


@pytest.mark.parametrize(
    ("question", "evidence", "reason"),
    [
        ("What was the tax rate in 2023?", fact(covers="2024"), "year"),
        ("How many tax payers joined in 2023?", fact(text="Some 500 tax payers joined."), "year"),
        ("What is the tax rate in Japan?", fact(), "place"),
        ('What is the tax rate of "Project Nova"?', fact(), "name"),
        ("Who leads on the tax?", fact(), "detail"),
    ],
)
def test_the_demand_that_no_fact_meets_is_named(question: str, evidence: Fact, reason: str) -> None:
    assert _judged(question, evidence)[0] == Verdict(status=Status.NO_EVIDENCE, reason=reason)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("What was the tax rate in 2023?", fact(covers="2023")),
        ("What was the tax rate in 2023?", fact()),
        ("What is the tax rate in Japan?", fact(text="The tax rate in Japan is 8.25%.")),
        ('What is the tax rate of "Project Nova"?', fact(text="The tax rate of Project Nova is 8.25%.")),
        ("Who leads on the tax?", fact(text="The Secretary leads on the tax.")),
    ],
)
def test_a_fact_that_meets_every_demand_answers(question: str, evidence: Fact) -> None:
    assert _judged(question, evidence)[0] == _ANSWERED


def test_a_rule_answers_a_firm_from_any_mainland_city() -> None:
    rule = fact(text="稅率為8.25%。")

    assert _judged("寧波企業的稅率是多少？", rule, language=Language.ZH_HANT)[0] == _ANSWERED


def test_a_statistic_of_no_mainland_city_does_not_answer_for_one() -> None:
    assert _judged("What is the tax rate in Shanghai?", fact(covers="2024"))[0] == Verdict(
        status=Status.NO_EVIDENCE, reason="place"
    )


def test_the_fact_that_meets_every_demand_leads() -> None:
    subject, witness = fact(id="subject", text="The tax rate was debated."), fact(id="witness")

    assert _judged("What is the tax rate?", subject, witness) == (_ANSWERED, "witness")


def test_a_fact_too_far_below_the_best_is_no_witness() -> None:
    subject, witness = fact(id="subject", text="The tax rate was debated."), fact(id="witness")
    scores = {"subject": 0.8, "witness": 0.5}

    assert _judged("What is the tax rate?", subject, witness, scores=scores)[0] == Verdict(
        status=Status.NO_EVIDENCE, reason="detail"
    )


def test_an_english_name_made_of_words_that_the_corpus_knows_need_not_be_in_the_witness() -> None:
    nova = fact(id="nova", text="Project Nova began.")

    assert _judged('What is the tax rate of "Project Nova"?', fact(), nova, scores={"rate": 0.8}) == (
        _ANSWERED,
        "rate",
    )


def test_a_witness_beyond_the_first_few_facts_is_not_looked_for() -> None:
    subjects = [fact(id=f"subject-{n}", text=f"The tax rate was debated {word}.") for n, word in enumerate("abcd")]

    assert _judged("What is the tax rate?", *subjects, fact(id="witness")) == (
        Verdict(status=Status.NO_EVIDENCE, reason="detail"),
        "",
    )


def test_one_of_two_asked_years_makes_a_witness() -> None:
    assert _judged("What was the tax rate in 2023 and 2024?", fact(covers="2024")) == (_ANSWERED, "rate")


def test_words_by_which_a_question_is_covered_are_weighed_by_rarity() -> None:
    one = corpus_of(fact(text="The tax rate is low."), fact(id="other", text="The tax office is open."))
    judge, view = _judge(one), one.view("rate", Language.EN)

    common, rare = (judge.covered(read_question(text, Language.EN), view) for text in ("tax zebra", "low zebra"))

    assert 0 < common < rare < 1


@pytest.mark.parametrize(
    ("score", "thresholds", "verdict"),
    [
        (0.7, Thresholds(least_score_en=0.7), _ANSWERED),
        (0.69, Thresholds(least_score_en=0.7), _OUT_OF_SCOPE),
        (0.7, Thresholds(least_score_zh=0.9), _ANSWERED),
        (0.8, Thresholds(least_covered=1.01), _OUT_OF_SCOPE),
    ],
)
def test_the_decision_turns_at_the_thresholds_given(score: float, thresholds: Thresholds, verdict: Verdict) -> None:
    found = _judged("What is the tax rate?", fact(), scores={"rate": score}, thresholds=thresholds)

    assert found[0] == verdict


@pytest.mark.parametrize(("score", "verdict"), [(0.5, _ANSWERED), (0.49, _OUT_OF_SCOPE)])
def test_a_chinese_question_has_a_threshold_of_its_own(score: float, verdict: Verdict) -> None:
    found = _judged(
        "税率是多少？",
        fact(text="稅率為8.25%。"),
        scores={"rate": score},
        language=Language.ZH_HANS,
        thresholds=Thresholds(least_score_zh=0.5),
    )

    assert found[0] == verdict


@pytest.mark.parametrize(("dense", "lead"), [(0.5, "rate"), (0.49, "")])
def test_a_fact_near_in_meaning_need_not_hold_the_name(dense: float, lead: str) -> None:
    evidence = fact(text="新星的稅率為8.25%。")
    question = "「新星大樓計劃」的稅率是多少？"

    found = _judged(
        question, evidence, dense=dense, language=Language.ZH_HANT, thresholds=Thresholds(same_meaning=0.5, name_held=1)
    )

    assert found[1] == lead


def test_a_year_after_the_newest_material_is_not_answered_with_an_earlier_one() -> None:
    one = corpus_of(fact(text="The tax rate is 16.5%."))
    judge = EvidenceJudge({Language.EN: _judge(one)._sparse[Language.EN]}, TermIndex([]), _OUTSIDE, newest="2026-11-22")
    ranked = _ranked(one, {"rate": 0.8}, dense=0.3, language=Language.EN)

    def reason(question: str) -> str:
        return judge(read_question(question, Language.EN), ranked)[0].reason

    assert reason("Will the tax rate go up in 2029?") == "year"
    assert not reason("What is the tax rate in 2026?")


@pytest.mark.parametrize(
    ("thresholds", "lead"), [(Thresholds(witness_share=0.6), "witness"), (Thresholds(witness_share=0.7), "")]
)
def test_a_witness_may_be_as_far_below_the_best_as_its_share(thresholds: Thresholds, lead: str) -> None:
    subject, witness = fact(id="subject", text="The tax rate was debated."), fact(id="witness")
    scores = {"subject": 0.8, "witness": 0.5}

    assert _judged("What is the tax rate?", subject, witness, scores=scores, thresholds=thresholds)[1] == lead


@pytest.mark.parametrize(
    ("thresholds", "lead"), [(Thresholds(subject_share=0.0), "elsewhere"), (Thresholds(subject_share=0.6), "")]
)
def test_a_witness_must_hold_its_share_of_the_subject(thresholds: Thresholds, lead: str) -> None:
    subject = fact(id="subject", text="The licence is renewed at the counter.")
    elsewhere = fact(id="elsewhere", text="The hotel levy fee is HK$500.")
    question = "What fee is charged at the licence counter?"

    assert _judged(question, subject, elsewhere, thresholds=thresholds)[1] == lead


@pytest.mark.parametrize(("thresholds", "lead"), [(Thresholds(name_held=0.2), "rate"), (Thresholds(name_held=0.3), "")])
def test_a_name_must_be_held_to_its_share(thresholds: Thresholds, lead: str) -> None:
    evidence = fact(text="新星的稅率為8.25%。")
    question = "「新星大樓計劃」的稅率是多少？"

    found = _judged(question, evidence, dense=0.0, language=Language.ZH_HANT, thresholds=thresholds)

    assert found[1] == lead


@pytest.mark.parametrize(
    ("question", "evidence", "has_witness", "is_outside"),
    [
        ("What is the tax rate?", fact(), True, False),
        ("Who leads on the tax?", fact(), False, False),
        ("What is the tax rate in the rain?", fact(), True, True),
        ("Do pandas sleep?", fact(), True, True),
        ("What is the tax rate?", fact(gap=True), True, False),
    ],
    ids=["answered", "no witness", "outside", "far", "gap"],
)
def test_the_confidence_of_a_verdict_is_that_of_its_signals(
    question: str, evidence: Fact, has_witness: bool, is_outside: bool
) -> None:
    one = corpus_of(evidence)
    ranked = _ranked(one, {"rate": 0.8}, dense=0.8, language=Language.EN)
    judge, asked = _judge(one), read_question(question, Language.EN)
    expected = signals(ranked, has_witness=has_witness, is_outside=is_outside)

    assert judge.signals(asked, ranked) == expected
    assert judge(asked, ranked)[0].confidence == confidence(expected)


def test_no_fact_at_all_leaves_no_confidence() -> None:
    verdict, _ = _judge(corpus_of(fact()))(read_question("What is the tax rate?", Language.EN), [])

    assert verdict.confidence == 0.0


def test_a_text_in_simplified_is_read_with_the_chinese_index() -> None:
    evidence = fact(text="税率为8.25%。")

    assert _judged("稅率是多少？", evidence, dense=0.0, language=Language.ZH_HANS) == (_ANSWERED, "rate")
