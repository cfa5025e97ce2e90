import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.confidence import WEIGHTS, confidence, signals
from bot.types import Language
from tests.factories import fact, ranked, view

_NAMES = sorted(WEIGHTS[Language.EN])
_SIGNALS = st.fixed_dictionaries({name: st.floats(0, 1) for name in _NAMES})


@pytest.mark.parametrize(
    ("found", "chance"),
    [
        ({}, 0.5),
        ({"bias": 1.0}, 0.119203),  # 1 / (1 + exp(2))
        ({"bias": 1.0, "chance": 1.0, "meaning": 0.5}, 0.817574),  # -2 + 3 + 0.5 = 1.5; 1 / (1 + exp(-1.5))
        ({"bias": 1.0, "place": 0.5}, 0.047426),  # -2 - 1 = -3; 1 / (1 + exp(3))
    ],
)
def test_the_confidence_is_the_logistic_of_the_weighted_signals(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, float], chance: float
) -> None:
    weights = {Language.EN: {"bias": -2.0, "chance": 3.0, "meaning": 1.0, "place": -2.0}}
    monkeypatch.setattr("bot.answer.confidence.WEIGHTS", weights)

    assert confidence(found, Language.EN) == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize("language", list(Language))
def test_the_weights_are_those_of_the_signals(language: Language) -> None:
    found = signals(ranked(view(fact())), unmet=(), is_outside=False)

    assert found.keys() == WEIGHTS[language.indexed].keys()


@given(_SIGNALS)
@pytest.mark.parametrize("language", list(Language))
def test_a_confidence_is_a_chance(language: Language, found: dict[str, float]) -> None:
    assert 0 < confidence(found, language) < 1


@pytest.mark.parametrize("name", ["odds", "about", "score", "chance", "covered", "meaning", "across"])
@pytest.mark.parametrize("language", list(Language))
@given(_SIGNALS)
def test_what_speaks_for_a_lead_never_lowers_its_confidence(
    language: Language, name: str, found: dict[str, float]
) -> None:
    assert confidence({**found, name: 0.0}, language) <= confidence({**found, name: 1.0}, language)


@pytest.mark.parametrize("name", ["place", "name", "outside"])
@pytest.mark.parametrize("language", list(Language))
@given(_SIGNALS)
def test_what_speaks_against_a_lead_never_raises_it(language: Language, name: str, found: dict[str, float]) -> None:
    assert confidence({**found, name: 1.0}, language) <= confidence({**found, name: 0.0}, language)


def test_all_signals_of_a_lead() -> None:
    lead = ranked(view(fact()), score=10.0, chance=0.7, covered=0.4, fact_dense=0.3, asked_dense=0.6, fact_across=0.2)

    assert signals(lead, domain=2.0, unmet=("place",), is_outside=True) == {
        "bias": 1.0,
        "odds": 0.5,
        "about": 0.6,
        "score": 0.4,
        "chance": 0.7,
        "covered": 0.4,
        "meaning": 0.6,
        "across": 0.2,
        "place": 1.0,
        "name": 0.0,
        "outside": 1.0,
    }


@pytest.mark.parametrize(("score", "signal"), [(-3.0, 0.0), (0.0, 0.0), (10.0, 0.5), (20.0, 1.0), (99.0, 1.0)])
def test_odds_say_no_more_than_full(score: float, signal: float) -> None:
    found = signals(ranked(view(fact()), score=score), unmet=(), is_outside=False)

    assert (found["odds"], found["about"]) == (signal, signal)
