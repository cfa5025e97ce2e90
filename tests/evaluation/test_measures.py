"""Every measure on examples worked out by hand, in three scripts."""

import pytest

from bot.evaluation.measures import LOWER_IS_BETTER, MEASURES, Share, measure
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.records import Record
from bot.types import Language, Status
from tests.evaluation.factories import ENGLISH, TRADITIONAL, citation, declined, question, record, sentence

_HANS, _HANT = Language.ZH_HANS, Language.ZH_HANT
_CHINESE_PASSAGE = {"zh-Hant/tax#rate": TRADITIONAL}
_CHINESE_CITATION = citation(quote=TRADITIONAL, passage_id="zh-Hant/tax#rate")


def _hans(text: str = "税率自2016年起为8.25%。 [1]", status: Status = Status.ANSWERED) -> Record:
    return record(text=text, status=status, language=_HANS, citations=(_CHINESE_CITATION,), passages=_CHINESE_PASSAGE)


def _hant(text: str = f"{TRADITIONAL} [1]", status: Status = Status.ANSWERED) -> Record:
    return record(text=text, status=status, language=_HANT, citations=(_CHINESE_CITATION,), passages=_CHINESE_PASSAGE)


_ERROR = record(text="", status=Status.ERROR, language=None, confidence=None, reason="no answer within 60 s")

_GOLD = [
    # question, answer, recall, all
    (question(gold_facts=("8.25%", "2016")), record(), 1.0, 1),
    (question(gold_facts=("8.25%", "2019")), record(), 0.5, 0),
    (question(gold_facts=("16.5%", "2019", "8.25 %")), record(), 1 / 3, 0),
    (question(gold_facts=("eight point two five|8.25%",)), record(), 1.0, 1),
    (question(gold_facts=("稅率",), language=_HANS), _hans(), 1.0, 1),
    (question(gold_facts=("税率", "百分之八"), language=_HANT), _hant(), 0.5, 0),
    (question(), declined(), 0.0, 0),
    (question(), _ERROR, 0.0, 0),
]


@pytest.mark.parametrize(("asked", "answer", "recall", "everything"), _GOLD)
def test_gold_facts_are_looked_for_in_the_text(
    asked: GoldQuestion, answer: Record, recall: float, everything: int
) -> None:
    found = measure(asked, answer)
    assert found["gold_fact_recall"].of == 1
    assert found["gold_fact_recall"].part == pytest.approx(recall)
    assert found["all_gold_facts"] == Share(everything, 1)


_ANSWERABLE, _UNANSWERABLE = question(), question(should_abstain=True)
_UNLABELLED = question(gold_facts=())
_NOTHING = Share(0, 0)


_DECLINING = ("abstention_precision", "abstention_recall", "false_abstention", "handled_rightly")
_YES, _NO = Share(1, 1), Share(0, 1)


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (_ANSWERABLE, record(), (_NOTHING, _NOTHING, _NO, _YES)),
        (_ANSWERABLE, declined(), (_NO, _NOTHING, _YES, _NO)),
        (_UNANSWERABLE, record(), (_NOTHING, _NO, _NOTHING, _NO)),
        (_UNANSWERABLE, declined(), (_YES, _YES, _NOTHING, _YES)),
        (_UNANSWERABLE, record(text="Out.", status=Status.OUT_OF_SCOPE), (_YES, _YES, _NOTHING, _YES)),
        (_UNANSWERABLE, record(text="Which?", status=Status.CLARIFICATION), (_YES, _YES, _NOTHING, _YES)),
        (_UNANSWERABLE, record(text="Hello.", status=Status.GREETING), (_NOTHING, _NO, _NOTHING, _NO)),
        (_ANSWERABLE, _ERROR, (_NOTHING, _NOTHING, _NO, _NO)),
        (_UNANSWERABLE, _ERROR, (_NOTHING, _NO, _NOTHING, _NO)),
        (_UNLABELLED, declined(), (_NOTHING, _NOTHING, _NOTHING, _NOTHING)),
        (question(language=_HANS), _hans(), (_NOTHING, _NOTHING, _NO, _YES)),
        (question(language=_HANT, should_abstain=True), _hant(), (_NOTHING, _NO, _NOTHING, _NO)),
    ],
)
def test_declining_is_right_where_there_is_no_answer(
    asked: GoldQuestion, answer: Record, expected: tuple[Share, ...]
) -> None:
    found = measure(asked, answer)
    assert tuple(found[name] for name in _DECLINING) == expected


_TWO = (sentence(ENGLISH, 1), sentence("It is half of 16.5%.", 2))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (record(), Share(1, 1)),
        (record(citations=(citation(quote="The rate is 8.25%"),)), Share(1, 1)),  # part of the passage
        (record(citations=(citation(quote="The rate is 9.25%"),)), Share(0, 1)),
        (record(citations=(citation(quote="The  rate is\n８.25%"),)), Share(1, 1)),  # white space and width aside
        (record(citations=(citation(quote=""),)), Share(0, 1)),
        (record(passages={"en/tax#rate": None}), Share(0, 1)),  # no such passage in the index
        (record(passages={}), _NOTHING),  # a system that gives no passages
        (record(sentences=(sentence(ENGLISH, 2),)), Share(0, 1)),  # no citation of that number
        (record(sentences=()), Share(0, 1)),
        (record(sentences=_TWO, citations=(citation(), citation(2, passage_id="en/tax#half", quote="half"),),
                passages={"en/tax#rate": ENGLISH, "en/tax#half": "It is a half."}), Share(2, 2)),
        (record(sentences=_TWO, citations=(citation(),)), Share(1, 2)),
        (_hans(), Share(1, 1)),  # a Simplified sentence quotes the Traditional passage
        (_hant(), Share(1, 1)),
        (record(citations=(citation(quote="税率", passage_id="zh-Hant/tax#rate"),), passages=_CHINESE_PASSAGE),
         Share(0, 1)),  # a quote in the other script is not word for word
        (declined(), _NOTHING),
    ],
)  # fmt: skip
def test_a_citation_is_valid_when_its_quote_occurs_in_the_passage(answer: Record, expected: Share) -> None:
    assert measure(question(), answer)["citation_validity"] == expected


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (question(), record(), Share(2, 2)),  # 8.25 % and 2016; the mark [1] is no figure
        (question(), record(text="The rate is 9.25% since 2016. [1]"), Share(1, 2)),
        (question(), record(text="The rate is 9.25% since 2019. [1]"), Share(0, 2)),
        (question(), record(text="There is a concession. [1]"), _NOTHING),
        (question(question="Is it 15%?"), record(text="It is 8.25%, not 15%. [1]"), Share(1, 1)),  # 15 % is an echo
        (question(context=("Is it 15%?",)), record(text="It is 8.25%, not 15%. [1]"), Share(1, 1)),
        (question(), record(text="HK$80 billion", passages={"en/tax#rate": "HK$80,000 million"}), Share(1, 1)),
        (question(), record(text="HK$80 billion", passages={}, citations=(citation(quote="US$80 billion"),)),
         Share(0, 1)),
        (question(language=_HANS), _hans(), Share(2, 2)),
        (question(language=_HANS), _hans("税率为百分之8.25，2019年起。"), Share(1, 2)),
        (question(language=_HANT), _hant("稅率為8.5%。"), Share(0, 1)),
        (question(), declined(), _NOTHING),
    ],
)  # fmt: skip
def test_a_figure_is_faithful_when_a_cited_passage_states_it(
    asked: GoldQuestion, answer: Record, expected: Share
) -> None:
    assert measure(asked, answer)["figure_faithfulness"] == expected


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        ((), _NOTHING),
        (("https://gov.hk/tax",), Share(1, 1)),
        (("http://www.gov.hk/tax/#rates",), Share(1, 1)),
        (("https://gov.hk/other", "https://gov.hk/tax"), Share(1, 1)),
        (("https://gov.hk/tax?year=2016",), Share(0, 1)),
        (("https://gov.hk/other",), Share(0, 1)),
    ],
)
def test_a_gold_source_is_hit_by_any_citation(urls: tuple[str, ...], expected: Share) -> None:
    assert measure(question(gold_source_urls=urls), record())["gold_source_hit"] == expected


def test_a_declined_question_misses_its_gold_source() -> None:
    assert measure(question(gold_source_urls=("https://gov.hk/tax",)), declined())["gold_source_hit"] == Share(0, 1)


@pytest.mark.parametrize(
    ("wanted", "answer", "expected"),
    [
        (Language.EN, record(), Share(1, 1)),
        (_HANS, _hans(), Share(1, 1)),
        (_HANT, _hant(), Share(1, 1)),
        (_HANS, _hant(), Share(0, 1)),
        (_HANT, _hans(), Share(0, 1)),
        (_HANT, record(text="稅率為8.25%。", language=_HANS), Share(0, 1)),  # says one script and writes the other
        (_HANS, record(text="機構稅務實體關係總覽", language=_HANS), Share(0, 1)),
        (Language.EN, _hans(), Share(0, 1)),
        (_HANS, record(), Share(0, 1)),
        (Language.EN, _ERROR, Share(0, 1)),
        (None, record(), _NOTHING),
    ],
)
def test_the_answer_is_in_the_questions_language_and_script(
    wanted: Language | None, answer: Record, expected: Share
) -> None:
    assert measure(question(language=wanted), answer)["language_match"] == expected


def test_a_question_without_any_answer_counts_as_failed() -> None:
    assert measure(question(), _ERROR)["failed"] == Share(1, 1)
    assert measure(question(), declined())["failed"] == Share(0, 1)


def test_each_measure_is_computed_for_each_answer() -> None:
    assert set(measure(question(), record())) == set(MEASURES)
    assert set(MEASURES) >= LOWER_IS_BETTER
