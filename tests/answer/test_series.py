from dataclasses import replace

from bot.answer.corpus import Corpus
from bot.answer.serialise import to_json
from bot.answer.series import series_of
from bot.types import Answer, Indicator, IndicatorValue, Language, Series, SeriesPoint, Status
from tests.factories import document, fact, indicator, knowledge, section, source


def _value(
    covers: str, value: float, *, fact_id: str = "", part_of: str = "", conflicts: bool = False, at_least: bool = False
) -> IndicatorValue:
    plain = IndicatorValue(covers=covers, value=value, as_of="2026-01", source_ids=("gov",))
    return replace(plain, fact_id=fact_id, part_of=part_of, conflicts=conflicts, at_least=at_least)


def _series(one: Indicator, language: Language = Language.EN, shown: str = "rate") -> Series | None:
    sheets = [document(section(fact()), language=one) for one in (Language.EN, Language.ZH_HANT)]
    known = replace(knowledge(*sheets), indicators=(one,))
    corpus = Corpus(known, "v1")
    return series_of([corpus.view(shown, language)], known, language)


_THREE = (_value("2023", 1), _value("2024", 2, fact_id="rate"), _value("2025-01/2025-09", 3, part_of="2025"))


def test_the_figure_of_a_shown_fact_is_given_with_its_other_values() -> None:
    assert _series(indicator(*_THREE)) == Series(
        indicator_id="firms",
        name="Firms",
        unit="firms",
        scope="all",
        points=(
            SeriesPoint(covers="2023", value=1, part_of="", mark="", source=source()),
            SeriesPoint(covers="2024", value=2, part_of="", mark="", source=source()),
            SeriesPoint(covers="2025-01/2025-09", value=3, part_of="2025", mark="", source=source()),
        ),
    )


def test_a_reader_of_simplified_sees_its_names_in_simplified() -> None:
    found = _series(indicator(*_THREE), Language.ZH_HANS)
    assert found is not None
    assert (found.name, found.unit) == ("企业数目", "间")


def test_two_values_are_no_series() -> None:
    assert _series(indicator(*_THREE[1:])) is None


def test_values_on_which_sources_disagree_are_left_out() -> None:
    disputed = [_value("2025", value, conflicts=True) for value in (4, 5)]
    found = _series(indicator(*_THREE, *disputed))
    assert found is not None
    assert [point.covers for point in found.points] == ["2023", "2024", "2025-01/2025-09"]


def test_a_fact_of_no_indicator_has_no_series() -> None:
    assert _series(indicator(*(_value(str(year), 1) for year in range(2020, 2026)))) is None


def test_the_newest_dozen_are_kept_and_marks_told() -> None:
    values = [_value(str(year), year, fact_id="rate", at_least=year == 2025) for year in range(2010, 2026)]
    found = _series(indicator(*values))
    assert found is not None
    assert [point.covers for point in found.points] == [str(year) for year in range(2014, 2026)]
    assert found.points[-1].mark == "at_least"


def test_a_series_is_written_as_json() -> None:
    answer = Answer(language=Language.EN, status=Status.ANSWERED, text="", series=_series(indicator(*_THREE)))
    written = to_json(answer)["series"]
    assert (written["indicator"], written["unit"]) == ("firms", "firms")
    assert written["points"][2] == {
        "covers": "2025-01/2025-09",
        "value": 3,
        "part_of": "2025",
        "mark": None,
        "source": {
            "id": "gov",
            "publisher": "Government",
            "title": "A page",
            "date": "2025-06-01",
            "url": "https://example.org/gov",
        },
    }


def test_billions_are_said_in_chinese_as_hundred_millions() -> None:
    billions = replace(indicator(*_THREE), unit={"en": "HK$ billion", "zh-Hant": "十億港元"})
    english, chinese = _series(billions), _series(billions, Language.ZH_HANS)
    assert english is not None
    assert chinese is not None
    assert (english.unit, [point.value for point in english.points]) == ("HK$ billion", [1, 2, 3])
    assert (chinese.unit, [point.value for point in chinese.points]) == ("亿港元", [10, 20, 30])


def test_a_part_gives_way_to_its_whole_year_and_to_a_later_part() -> None:
    values = (
        _value("2023", 1),
        _value("2024-01/2024-06", 1, part_of="2024"),
        _value("2024", 2, fact_id="rate"),
        _value("2025-01/2025-06", 1, part_of="2025"),
        _value("2025-01/2025-09", 3, part_of="2025"),
    )
    found = _series(indicator(*values))
    assert found is not None
    assert [point.covers for point in found.points] == ["2023", "2024", "2025-01/2025-09"]


def test_a_question_for_money_gets_the_amounts_of_a_fact_that_also_states_a_count() -> None:
    counts, amounts = (
        indicator(*_THREE),
        replace(indicator(*_THREE), id="funds", unit={"en": "HK$", "zh-Hant": "港元"}),
    )
    sheet = document(section(fact()))
    known = replace(knowledge(sheet), indicators=(counts, amounts))
    views = [Corpus(known, "v1").view("rate", Language.EN)]
    asked, plain = series_of(views, known, Language.EN, of_money=True), series_of(views, known, Language.EN)
    assert asked is not None
    assert plain is not None
    assert (asked.indicator_id, plain.indicator_id) == ("funds", "firms")
