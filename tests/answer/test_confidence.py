import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.confidence import WEIGHTS, confidence, signals
from bot.answer.select import Ranked
from bot.types import Language, ScoredFact
from tests.factories import corpus, document, fact, section

_SECTIONS = "aabbcc"  # the section of the first fact, the second, …
_NOTHING = dict.fromkeys(WEIGHTS, 0.0)


def _ranked(scores: Sequence[float], *, gap: bool = False) -> list[Ranked]:
    """Facts with the scores given, two to a section."""
    names = [f"{name}{place}" for place, name in enumerate(_SECTIONS)]
    facts = [fact(id=name, gap=gap) for name in names]
    sheet = document(*(section(*facts[place : place + 2], id=_SECTIONS[place]) for place in (0, 2, 4)))
    views = corpus(sheet).views(Language.EN)
    return [
        Ranked(
            view=views[name],
            score=score,
            retrieved=ScoredFact(fact_id=name, section_id=name[0], topic="treasury", score=score),
        )
        for name, score in zip(names, scores, strict=False)
    ]


def _signals(ranked: Sequence[Ranked]) -> dict[str, float]:
    return signals(ranked, has_witness=False, is_outside=False)


@pytest.mark.parametrize(
    ("found", "chance"),
    [
        ({}, 0.5),
        ({"bias": 1.0}, 0.119203),  # 1 / (1 + exp(2))
        ({"bias": 1.0, "witness": 1.0, "margin": 0.5}, 0.817574),  # -2 + 3 + 0.5 = 1.5; 1 / (1 + exp(-1.5))
        ({"bias": 1.0, "gap": 0.5}, 0.047426),  # -2 - 1 = -3; 1 / (1 + exp(3))
    ],
)
def test_the_confidence_is_the_logistic_of_the_weighted_signals(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, float], chance: float
) -> None:
    weights = {"bias": -2.0, "witness": 3.0, "margin": 1.0, "gap": -2.0}
    monkeypatch.setattr("bot.answer.confidence.WEIGHTS", weights)

    assert confidence(found) == pytest.approx(chance, abs=1e-6)


def test_the_weights_are_those_of_the_signals() -> None:
    assert _signals(_ranked([0.9])).keys() == WEIGHTS.keys()


_SIGNALS = st.fixed_dictionaries({name: st.floats(0, 1) for name in WEIGHTS})


@given(_SIGNALS)
def test_a_confidence_is_a_chance(found: dict[str, float]) -> None:
    assert 0 < confidence(found) < 1


@given(_SIGNALS)
def test_a_witness_always_raises_the_confidence(found: dict[str, float]) -> None:
    assert confidence({**found, "witness": 0.0}) < confidence({**found, "witness": 1.0})


@pytest.mark.parametrize("name", ["gap", "outside"])
@given(_SIGNALS)
def test_a_gap_and_a_subject_from_outside_always_lower_it(name: str, found: dict[str, float]) -> None:
    assert confidence({**found, name: 1.0}) < confidence({**found, name: 0.0})


def test_all_signals_of_a_well_answered_question() -> None:
    found = signals(_ranked([1.5, 1.4, 0.75]), has_witness=True, is_outside=False)

    assert found == {
        "bias": 1.0,
        "score": 0.5,
        "margin": 0.5,
        "witness": 1.0,
        "gap": 0.0,
        "outside": 0.0,
    }


def test_all_signals_of_a_question_from_outside_at_a_gap() -> None:
    found = signals(_ranked([1.5], gap=True), has_witness=False, is_outside=True)

    assert found == {**_NOTHING, "bias": 1.0, "score": 0.5, "margin": 1.0, "gap": 1.0, "outside": 1.0}


@pytest.mark.parametrize(("score", "signal"), [(0.0, 0.0), (1.5, 0.5), (3.0, 1.0), (9.0, 1.0)])
def test_a_score_says_no_more_than_full(score: float, signal: float) -> None:
    assert _signals(_ranked([score]))["score"] == signal


@pytest.mark.parametrize(
    ("scores", "margin"),
    [([1.0], 1.0), ([1.0, 0.9], 1.0), ([1.0, 0.9, 0.75, 0.5], 0.25), ([1.0, 1.0, 1.0], 0.0), ([0.0, 0.0, 0.0], 0.0)],
    ids=["alone", "its own section", "another section", "a tie", "nothing"],
)
def test_the_margin_is_to_the_best_fact_of_another_section(scores: list[float], margin: float) -> None:
    assert math.isclose(_signals(_ranked(scores))["margin"], margin)
