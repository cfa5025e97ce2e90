"""A question about then and now, or about several years, is shown all the values that it asks for."""

from dataclasses import replace

import pytest

from bot.answer.corpus import Corpus
from bot.answer.over_time import asks_of_change, over_time
from bot.answer.question import read_question
from bot.app import Bot
from bot.types import Answer, IndicatorValue, Language
from tests.factories import corpus, document, fact, indicator, knowledge, ranked, section

_NEW = fact(id="new", text="Since 2025 the fee has been HK$30.")
_OLD = fact(id="old", text="From 2022 the fee was HK$20.", superseded_by="new")
_OLDEST = fact(id="oldest", text="Until 2022 the fee was HK$10.", superseded_by="old")
_OTHER = fact(id="other", text="The fee is paid online.")


def _shown(question: str, one: Corpus, lead: str, *found: str, language: Language = Language.EN) -> list[str]:
    """Ids of the facts shown for a question that `lead` answers and for which `found` were chosen."""
    near = [ranked(view, retrieved=0.8) for view in one.views(language).values()]
    first = next(each for each in near if each.view.fact.id == lead)
    views = [one.view(name, language) for name in found or (lead,)]
    return [view.fact.id for view in over_time(read_question(question, language), first, near, views, one)]


def _fees() -> Corpus:
    return corpus(document(section(_OTHER, _OLDEST, _OLD, _NEW)))


def test_what_was_replaced_stands_beside_what_replaced_it_newest_first() -> None:
    assert _shown("What was the fee before, and now?", _fees(), "new") == ["new", "old", "oldest"]
    assert _shown("What was the fee before, and now?", _fees(), "oldest") == ["new", "old", "oldest"]


def test_a_question_about_today_is_shown_what_was_found() -> None:
    assert _shown("What is the fee?", _fees(), "new", "new", "other") == ["new", "other"]


def test_a_lead_beside_which_something_changed_keeps_its_place() -> None:
    assert _shown("What has changed about the fee?", _fees(), "other") == ["other", "new", "old", "oldest"]


def test_a_change_in_another_section_is_not_shown() -> None:
    one = corpus(document(section(_OTHER, id="ways"), section(_OLD, _NEW, id="fee")))

    assert _shown("What has changed about the way to pay?", one, "other") == ["other"]


def _value(covers: str, value: float, fact_id: str) -> IndicatorValue:
    return IndicatorValue(covers=covers, value=value, as_of="2026-01", source_ids=("gov",), fact_id=fact_id)


def _firms() -> Corpus:
    years = {
        str(year): fact(id=f"in-{year}", text=f"In {year} firms were {year - 2000}.") for year in range(2021, 2026)
    }
    values = [_value(year, 1.0, one.id) for year, one in years.items()]
    known = knowledge(*(document(section(*years.values()), language=one) for one in (Language.EN, Language.ZH_HANT)))
    return Corpus(replace(known, indicators=(indicator(*values),)), "v1")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How many firms were there in 2022 and 2024?", ["in-2022", "in-2024"]),
        ("Firms 22 / 23 / 24, going up?", ["in-2022", "in-2023", "in-2024"]),
        ("Firms from 2022 to 2025", ["in-2022", "in-2023", "in-2024", "in-2025"]),
        ("What is the trend of firms?", ["in-2025", "in-2024", "in-2023"]),
        ("How many firms were there in 2024?", ["in-2024"]),
        ("How many firms are there?", ["in-2024"]),
    ],
)
def test_the_values_of_a_figure_are_those_of_the_times_asked(question: str, shown: list[str]) -> None:
    assert _shown(question, _firms(), "in-2024") == shown


@pytest.mark.parametrize(
    "question",
    [
        "what was the cap before and what is it now",
        "old vs new rules for founders",
        "What's changed for family offices?",
        "is the levy still HK$150?",
        "以前要五年，现在呢",
        "公司条例改了什么",
        "新规跟旧规有什么分别",
        "舊時幾錢，而家幾錢",
        "條例修訂前後有咩分別",
    ],
)
def test_a_question_about_change_is_told_by_its_words(question: str) -> None:
    assert asks_of_change(read_question(question, Language.EN))


@pytest.mark.parametrize(
    "question",
    [
        "What is the cap?",
        "How to set up a new office in Hong Kong?",
        "新加坡和旧金山有办事处吗",
        "可以申請幾多錢",
        "还要交税吗",
    ],
)
def test_a_question_about_today_asks_of_no_change(question: str) -> None:
    assert not asks_of_change(read_question(question, Language.EN))


def _ids(answer: Answer) -> list[str]:
    return [citation.passage_id.rpartition("#")[2] for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How many universities were on the Top Talent Pass list before, and how many are there now?", ("185", "198")),
        ("高才通合资格大学名单以前有多少所院校，现在有多少所", ("185", "198")),
        ("高才通嘅大學名單舊時有幾多間，而家有幾多間", ("185", "198")),
    ],
)
def test_the_shipped_lists_of_universities_are_shown_with_those_they_replaced(
    bot: Bot, question: str, shown: tuple[str, ...]
) -> None:
    assert _ids(bot.advisor.answer(question))[:3] == [f"ttps-universities-{count}" for count in ("200", *shown[::-1])]


@pytest.mark.parametrize(
    "question",
    [
        "How many companies with parents outside Hong Kong were there, 23 / 24 / 25?",
        "母公司在香港境外的驻港公司2023到2025年各有多少家",
        "母公司喺香港以外嘅駐港公司23、24、25年各有幾多間",
    ],
)
def test_the_shipped_figure_of_each_year_asked_is_shown(bot: Bot, question: str) -> None:
    text = bot.advisor.answer(question).text.replace(",", "")

    assert [count for count in ("9039", "9960", "11070") if count in text] == ["9039", "9960", "11070"]
