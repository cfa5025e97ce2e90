from datetime import date
from pathlib import Path

import pytest

from bot.answer.compose import cite, write
from bot.answer.corpus import Corpus
from bot.answer.remarks import Times, remark_keys, remark_on
from bot.app import Bot
from bot.figures import find_figures
from bot.prompts import load_words
from bot.types import Fact, IndicatorValue, Knowledge, Language
from tests.factories import corpus, document, fact, indicator, section

_WORDS = load_words(Path(__file__).parents[2] / "prompts", "messages")
_TODAY = date(2026, 11, 29)
_KEYS = [f"remark_{name}" for name in ("ahead", "passed", "part", "budget", "count", "rule")]


def _keys(one: Fact, *values: IndicatorValue) -> list[str]:
    alone = corpus(document(section(one)))
    known = Knowledge(
        documents=alone.knowledge.documents,
        sources=alone.knowledge.sources,
        terms=(),
        contacts=(),
        outside={},
        indicators=(indicator(*values),) if values else (),
    )
    registered = Corpus(known, "v1")
    return remark_keys(registered.view(one.id, Language.EN), registered, Times(today=_TODAY))


@pytest.mark.parametrize(
    ("one", "keys"),
    [
        (fact(as_of="2026-01"), []),
        (fact(as_of="2023-10"), ["remark_rule"]),
        (fact(as_of="2025-04", covers="2024"), ["remark_count"]),
        (fact(as_of="2025-09", text="The 2025 Policy Address promised help."), ["remark_budget"]),
        (fact(as_of="2026-01", text="It applies from 1 January 2027."), ["remark_ahead"]),
        (fact(as_of="2025-02", text="The 2025-26 Budget: it will start on 1 May 2026."), ["remark_passed"]),
        (fact(as_of="2023-10", superseded_by="new", text="It will start on 1 May 2026."), []),
        (fact(as_of="2023-10", undated=True), []),
        (fact(as_of="2026-01", covers="2025-01/2025-09", text="Of 2025 there were 69."), ["remark_part"]),
        (fact(as_of="2026-01", covers="2025-01/2025-09", text="In the first nine months there were 69."), []),
        (fact(as_of="2026-01", covers="2025-01/2025-09", text="From January to September 2025 there were 69."), []),
        (fact(as_of="2026-01", covers="2025-01/2025-12", text="Of 2025 there were 69."), []),
        (fact(as_of="2026-01", covers="2024-01/2025-09", text="By September 2025 there were 69."), []),
        (fact(as_of="2026-01", covers="2025-09-10/2025-09-11", text="In 2025 there were 69."), []),
    ],
)
def test_a_remark_names_what_the_sentence_does_not_say(one: Fact, keys: list[str]) -> None:
    assert _keys(one) == keys


def test_a_count_of_the_year_asked_for_is_not_old() -> None:
    one = corpus(document(section(fact(as_of="2025-04", covers="2024"))))

    def keys(year: str) -> list[str]:
        return remark_keys(one.view("rate", Language.EN), one, Times(today=_TODAY, years=frozenset({year})))

    assert (keys("2024"), keys("2023")) == ([], ["remark_count"])
    assert remark_keys(one.view("rate", Language.EN), one, Times(today=_TODAY, years=frozenset({"2023"}))) == [
        "remark_count"
    ]


def test_what_the_register_has_as_a_part_of_a_year_is_named_so() -> None:
    one = fact(as_of="2026-01", covers="2025-01/2025-12-19", text="By 19 December 2025 there were 69.")
    value = IndicatorValue(covers=one.covers, value=69, as_of="2026-01", source_ids=("gov",), fact_id=one.id)
    part = IndicatorValue(
        covers=one.covers, value=69, as_of="2026-01", source_ids=("gov",), fact_id=one.id, part_of="2025"
    )

    assert (_keys(one, value), _keys(one, part)) == ([], ["remark_part"])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("key", _KEYS)
def test_a_remark_holds_no_figure(key: str, language: Language) -> None:
    assert find_figures(_WORDS[language](key)) == []


def test_readers_of_each_script_are_told_the_same_each_in_its_own() -> None:
    english = fact(as_of="2025-10", text="It will start on 1 May 2026.")
    chinese = fact(as_of="2025-10", text="於2026年5月1日啟動。")  # no word of the future, as Chinese may have none
    both = corpus(document(section(english)), document(section(chinese), language=Language.ZH_HANT))

    def told(language: Language) -> str:
        views, words = [both.view("rate", language)], _WORDS[language]
        cited = cite(views, both, language, _TODAY)
        (sentence,) = remark_on(write(views, language, words), cited, both, words, language, Times(today=_TODAY))
        return sentence.remark

    assert [told(language) for language in Language] == [_WORDS[language]("remark_passed") for language in Language]


def test_an_answer_tells_its_remarks_in_its_text(bot: Bot) -> None:
    answer = bot.advisor.answer("How many new listings were there in Hong Kong in 2025 by 19 December?")
    (marked,) = [sentence for sentence in answer.sentences if sentence.text.startswith("By 19 December 2025, 106")]

    assert marked.remark == _WORDS[Language.EN]("remark_part")
    assert f"({marked.remark})" in answer.text
