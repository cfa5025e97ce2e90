import pytest

from bot.answer.confidence import confidence, signals
from bot.answer.corpus import Corpus
from bot.answer.evidence import EvidenceJudge, Thresholds, Verdict
from bot.answer.question import read_question
from bot.languages.terms import TermIndex
from bot.types import Fact, Language, Status
from tests.answer.judging import OUTSIDE, UNLIKELY, judge_of, judged, ranked_facts
from tests.factories import corpus, corpus_of, document, fact, ranked, section, term, view

_ANSWERED = Verdict(status=Status.ANSWERED)
_OUT_OF_SCOPE = Verdict(status=Status.OUT_OF_SCOPE, reason="subject")


def test_a_fact_that_meets_the_question_answers_it() -> None:
    assert judged("What is the tax rate?", fact()) == (_ANSWERED, "rate")


def test_no_fact_at_all_is_out_of_scope() -> None:
    judge = judge_of(corpus_of(fact()))

    assert judge(read_question("What is the tax rate?", Language.EN), []) == (_OUT_OF_SCOPE, None)


def test_a_word_of_an_outside_subject_is_out_of_scope() -> None:
    assert judged("What is the tax rate in the rain?", fact())[0] == _OUT_OF_SCOPE


def test_a_word_of_an_outside_subject_counts_in_either_script() -> None:
    chinese = fact(text="稅率為8.25%。")

    assert judged("天氣與稅率", chinese, language=Language.ZH_HANT)[0] == _OUT_OF_SCOPE


def test_an_outside_word_that_the_evidence_uses_is_inside() -> None:
    assert judged("What is the tax rate on rain?", fact(text="The tax rate on rain is 8.25%."))[0] == _ANSWERED


def test_an_outside_word_inside_another_word_is_inside() -> None:
    assert judged("What is the tax rate on trainers?", fact())[0] == _ANSWERED


def test_what_is_unlikely_to_answer_is_no_evidence() -> None:
    assert judged("What is the tax rate?", fact(), **UNLIKELY)[0] == Verdict(status=Status.NO_EVIDENCE, reason="detail")


@pytest.mark.parametrize(("odds", "status"), [(7.5, Status.ANSWERED), (7.4, Status.OUT_OF_SCOPE)])
def test_what_is_far_from_all_facts_is_out_of_scope(odds: float, status: Status) -> None:
    assert judged("What is the tax rate?", fact(), score=odds)[0].status == status


def test_a_follow_up_is_never_far_from_its_own_subject() -> None:
    known = corpus_of(fact())
    asked = read_question("and for us?", Language.EN, "What is the tax rate?")
    verdict, _ = judge_of(known)(asked, ranked_facts(known, {"rate": 1.0}, language=Language.EN, score=7.4))

    assert verdict.status is Status.ANSWERED


def test_a_gap_is_given_as_the_reason() -> None:
    gap = fact(text="No tax rate is known.", gap=True)

    assert judged("What is the tax rate?", gap)[0] == Verdict(status=Status.NO_EVIDENCE, reason="gap")


@pytest.mark.parametrize(
    ("question", "evidence", "reason"),
    [
        ("What was the tax rate in 2023?", fact(covers="2024"), "year"),
        ("How many tax payers joined in 2023?", fact(text="Some 500 tax payers joined."), "year"),
        ("What was paid in tax in Japan?", fact(covers="2024"), "place"),
        ('What is the tax rate of "Project Nova"?', fact(), "name"),
        ("Who leads on the tax?", fact(), "detail"),
    ],
)
def test_the_demand_that_no_fact_meets_is_named(question: str, evidence: Fact, reason: str) -> None:
    assert judged(question, evidence)[0] == Verdict(status=Status.NO_EVIDENCE, reason=reason)


def test_a_rate_of_another_place_is_for_others_where_no_fact_has_it() -> None:
    foreign = Verdict(status=Status.OUT_OF_SCOPE, reason="foreign_law")

    assert judged("What is the tax rate in Japan?", fact())[0] == foreign


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
    assert judged(question, evidence)[0] == _ANSWERED


def test_a_rule_answers_a_firm_from_any_mainland_city() -> None:
    rule = fact(text="稅率為8.25%。")

    assert judged("寧波企業的稅率是多少？", rule, language=Language.ZH_HANT)[0] == _ANSWERED


def test_a_statistic_of_no_mainland_city_does_not_answer_for_one() -> None:
    assert judged("What is the tax rate in Shanghai?", fact(covers="2024"))[0] == Verdict(
        status=Status.NO_EVIDENCE, reason="place"
    )


def test_the_fact_that_meets_every_demand_leads() -> None:
    subject, witness = fact(id="subject", text="The tax rate was debated."), fact(id="witness")

    assert judged("What is the tax rate?", subject, witness) == (_ANSWERED, "witness")


def _apart(*facts: Fact) -> Corpus:
    """A corpus in which each fact has a section of its own."""
    return corpus(document(*(section(one, id=f"about-{one.id}") for one in facts)))


_SUBJECT = fact(id="subject", text="The tax rate was debated.")


@pytest.mark.parametrize(("witness", "lead"), [(0.1, "rate"), (0.07, "")])
def test_a_fact_far_less_likely_than_the_first_does_not_lead(witness: float, lead: str) -> None:
    one = _apart(_SUBJECT, fact())
    found = ranked_facts(one, {"subject": 0.8, "rate": witness}, language=Language.EN)

    leads = judge_of(one)(read_question("What is the tax rate?", Language.EN), found)[1]

    assert (leads.view.fact.id if leads else "") == lead


def test_a_fact_of_the_firsts_section_leads_however_unlikely() -> None:
    chances = {"subject": 0.99, "rate": 0.001}

    assert judged("What is the tax rate?", _SUBJECT, fact(), chances=chances)[1] == "rate"


@pytest.mark.parametrize(("reason", "question"), [("place", "May we open in Japan?"), ("name", "Does the HKMA agree?")])
def test_an_unlikely_lead_that_lacks_the_place_or_the_term_says_so(reason: str, question: str) -> None:
    one = corpus_of(fact())
    judge = EvidenceJudge(judge_of(one)._sparse, TermIndex([term("HKMA", "金管局", "金管局")]), OUTSIDE)
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN, **UNLIKELY)

    assert judge(read_question(question, Language.EN), found)[0].reason == reason


def test_a_fact_that_names_the_place_leads_before_a_likelier_one() -> None:
    facts = (fact(id="here"), fact(id="there", text="The tax rate in Japan is 23.2%."))

    assert judged("What is the tax rate in Japan?", *facts, chances={"here": 0.6, "there": 0.4})[1] == "there"


def test_a_fact_that_was_replaced_leads_only_where_the_question_asks_of_the_past() -> None:
    facts = (
        fact(id="old", text="The tax rate is 16.5% in 2024.", superseded_by="new"),
        fact(id="new", text="The tax rate is 8.25% in 2024."),
    )
    chances = {"old": 0.6, "new": 0.4}

    assert judged("What is the tax rate?", *facts, chances=chances)[1] == "new"
    assert judged("What is the tax rate for 2024?", *facts, chances=chances)[1] == "old"
    assert judged("What did the tax rate use to be before the change?", *facts, chances=chances)[1] == "old"
    assert judged("What is the tax rate?", facts[0])[1] == "old"


def test_a_lead_beyond_the_first_few_facts_is_not_looked_for() -> None:
    subjects = [fact(id=f"subject-{n}", text=f"The tax rate was debated {word}.") for n, word in enumerate("abcd")]
    one = _apart(*subjects, fact())
    found = ranked_facts(one, dict.fromkeys([*(s.id for s in subjects), "rate"], 0.2), language=Language.EN)

    verdict, lead = judge_of(one)(read_question("What is the tax rate?", Language.EN), found)

    assert (verdict.reason, lead) == ("detail", None)


def test_one_of_two_asked_years_makes_a_witness() -> None:
    assert judged("What was the tax rate in 2023 and 2024?", fact(covers="2024")) == (_ANSWERED, "rate")


def _likely(language: Language) -> float:
    """The estimated chance of the usual fact when nothing speaks against it."""
    lead = ranked(view(fact()), score=20.0, chance=1.0, covered=1.0, fact_dense=1.0, fact_across=1.0)
    return confidence(signals(lead, unmet=(), is_outside=False), language)


@pytest.mark.parametrize(("above", "status"), [(-0.01, Status.ANSWERED), (0.01, Status.NO_EVIDENCE)])
def test_the_decision_turns_at_the_least_confidence(above: float, status: Status) -> None:
    thresholds = Thresholds(least_confidence=_likely(Language.EN) + above)

    assert judged("What is the tax rate?", fact(), thresholds=thresholds)[0].status == status


@pytest.mark.parametrize(
    ("question", "language", "text", "least"),
    [
        ("Does it open?", Language.EN, "It opens at nine.", 0.58),
        ("几点开门？", Language.ZH_HANS, "九點開門。", 0.58),
    ],
)
@pytest.mark.parametrize(("above", "status"), [(0.01, Status.ANSWERED), (-0.01, Status.OUT_OF_SCOPE)])
def test_running_text_is_judged_by_the_retrieval_score_alone(
    question: str, language: Language, text: str, least: float, above: float, status: Status
) -> None:
    one = corpus(document(section(fact(text=text), is_text=True), language=language.indexed))
    lead = ranked(one.view("rate", language), score=0.0, chance=0.1, covered=0.0, retrieved=least + above)

    assert judge_of(one, language)(read_question(question, language), [lead])[0].status == status


def test_a_year_after_the_newest_material_is_not_answered_with_an_earlier_one() -> None:
    one = corpus_of(fact(text="The tax rate is 16.5%."))
    judge = EvidenceJudge(
        {Language.EN: judge_of(one)._sparse[Language.EN]}, TermIndex([]), OUTSIDE, newest="2026-11-22"
    )
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN)

    def reason(question: str) -> str:
        return judge(read_question(question, Language.EN), found)[0].reason

    assert reason("Will the tax rate go up in 2029?") == "future"
    assert not reason("What is the tax rate in 2026?")


def test_the_confidence_of_a_verdict_is_that_of_its_lead() -> None:
    one = corpus_of(fact())
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN)
    judge, asked = judge_of(one), read_question("May we open in Japan?", Language.EN)
    expected = signals(found[0], unmet=("place",), is_outside=False)

    assert judge.signals(asked, found[0]) == expected
    assert judge(asked, found)[0].confidence == confidence(expected, Language.EN)


def test_no_fact_at_all_leaves_no_confidence() -> None:
    verdict, _ = judge_of(corpus_of(fact()))(read_question("What is the tax rate?", Language.EN), [])

    assert verdict.confidence == 0.0


def test_a_text_in_simplified_is_read_with_the_chinese_index() -> None:
    evidence = fact(text="税率为8.25%。")

    assert judged("稅率是多少？", evidence, language=Language.ZH_HANS) == (_ANSWERED, "rate")


def test_a_refusal_is_never_confident() -> None:
    one = corpus_of(fact())
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN)

    assert judge_of(one)(read_question("Who leads on the tax?", Language.EN), found)[0].confidence == 0.25


@pytest.mark.parametrize(
    ("topic", "text", "lead"),
    [
        ("treasury", "In 2015 there were 90 payers.", "old"),
        ("listings", "In 2015 there were 90 listings.", ""),
        ("listings", "In 2015 there were 90 listings by hubs.", "old"),
    ],
)
def test_a_fact_of_the_year_asked_for_leads_only_if_it_is_of_the_subject(topic: str, text: str, lead: str) -> None:
    likeliest = document(section(fact(id="new", text="In 2025 there were 70 hubs.", covers="2025")))
    other = document(section(fact(id="old", text=text, covers="2015"), heading="And others?"), topic=topic, title="All")
    one = corpus(likeliest, other)
    judge = EvidenceJudge({}, TermIndex([term("Hub", "财资中心", "財資中心", "hubs")]), OUTSIDE)
    found = ranked_facts(one, {"new": 0.6, "old": 0.4}, language=Language.EN)

    verdict, led = judge(read_question("How many hubs were there in 2015?", Language.EN), found)

    assert (led.view.fact.id if led else "", verdict.reason) == (lead, "" if lead else "year")


@pytest.mark.parametrize(("domain", "status"), [(-0.1, Status.OUT_OF_SCOPE), (0.1, Status.ANSWERED)])
def test_what_a_question_is_about_decides_where_its_facts_are_at_the_bar(domain: float, status: Status) -> None:
    one = corpus_of(fact())
    judge = EvidenceJudge(judge_of(one)._sparse, TermIndex([]), OUTSIDE, domain=lambda question: domain)
    found = ranked_facts(one, {"rate": 1.0}, language=Language.EN, score=judge.thresholds.least_odds)

    assert judge(read_question("What is the tax rate?", Language.EN), found)[0].status == status
