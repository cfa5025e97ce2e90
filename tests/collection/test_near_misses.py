"""Near misses are declined, or answered in part, and the same questions are answered where the facts are in place."""

from collections import Counter

import numpy as np
import pytest

from bot.app import Bot
from bot.settings import Settings
from bot.types import Language
from tests.labelled import read_near_misses
from tests.measure_near_misses import Outcome, outcomes
from tests.withholding import ScoreJudge, Withholding

_ALL = read_near_misses()
_ASKED = _ALL[::3]  # of each script and kind; `python -m tests.measure_near_misses` asks all
_DECLINED, _ANSWERED = 0.29, 0.95  # measured 0.315 and 1.000 of these; raised when the product gets better


@pytest.fixture(scope="module")
def withholding(indexed: Settings, bot: Bot) -> Withholding:
    return Withholding(indexed, bot)


@pytest.fixture(scope="module")
def found(withholding: Withholding) -> list[Outcome]:
    return outcomes(withholding, _ASKED)


def test_there_are_as_many_near_misses_as_the_readme_says(bot: Bot) -> None:
    known = set(bot.advisor.corpus.views(Language.EN))
    assert all(one.removed <= known for one in _ALL)
    assert min(Counter(one.language for one in _ALL).values()) >= 40
    assert sum(not one.removed for one in _ALL) == 30
    assert len({one.text for one in _ALL}) == len(_ALL) == 160


def test_near_misses_are_declined(found: list[Outcome]) -> None:
    assert np.mean([one.is_declined for one in found]) >= _DECLINED


def test_the_same_questions_are_answered_with_the_facts_in_place(found: list[Outcome]) -> None:
    assert np.mean([one.is_answered for one in found if one.is_answered is not None]) >= _ANSWERED


def test_no_fact_that_is_taken_out_is_shown(found: list[Outcome]) -> None:
    shown = [{citation.passage_id.rpartition("#")[2] for citation in one.answer.citations} for one in found]
    assert all(one.asked.removed.isdisjoint(cited) for one, cited in zip(found, shown, strict=True))


def test_reading_the_evidence_is_what_declines(withholding: Withholding, found: list[Outcome]) -> None:
    declined = [one for one in found if one.is_declined]
    by_score = outcomes(withholding, [one.asked for one in declined], ScoreJudge)
    assert sum(one.is_declined for one in by_score) < len(declined) / 2
