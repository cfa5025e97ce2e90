"""The signal of a question's subject: what it says of questions, and of weights that cannot be read."""

from pathlib import Path

import numpy as np
import pytest

from bot.answer.domain import WEIGHTS, Domain, load, no_domain, save
from bot.encoder.encoder import NgramEncoder
from bot.encoder.weights import DIMENSIONS
from bot.errors import ModelError

_NGRAMS = NgramEncoder()


@pytest.mark.parametrize(
    ("about", "other"),
    [
        ("our buyer in Chile went bust and owes us, who covers that", "how do I boil an egg"),
        ("我们想把上海的工厂装进香港公司再上市", "红烧肉怎么做"),
        ("我哋想喺香港開間公司收海外嘅貨款", "聽日會唔會落雨"),
    ],
)
def test_a_case_told_in_words_of_its_own_gains_on_a_question_about_life(about: str, other: str) -> None:
    domain = Domain(_NGRAMS)

    assert domain(about) > domain(other) + 1


@pytest.mark.parametrize("text", ["", "？？", "zzzzqx"])
def test_nothing_is_said_of_a_question_of_no_known_word(text: str) -> None:
    assert Domain(_NGRAMS)(text) == 0.0


def test_both_scripts_are_read_alike() -> None:
    domain = Domain(_NGRAMS)

    assert domain("財資中心交幾多稅？") == domain("财资中心交几多税？")


def test_without_the_signal_nothing_speaks_for_any_question() -> None:
    assert no_domain("How do I boil an egg?") == 0.0


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = np.arange(DIMENSIONS + 1, dtype=np.float32)
    save(weights, tmp_path / "domain.npz")

    assert load(tmp_path / "domain.npz").tolist() == weights.tolist()


def test_the_answer_is_the_sum_over_the_vector_and_the_bias(tmp_path: Path) -> None:
    weights = np.zeros(DIMENSIONS + 1, dtype=np.float32)
    weights[:2], weights[-1] = (2, -1), 0.5
    save(weights, tmp_path / "domain.npz")
    vector = _NGRAMS.embed(["profits tax"])[0]

    found = Domain(_NGRAMS, tmp_path / "domain.npz")("profits tax")

    assert found == pytest.approx(2 * vector[0] - vector[1] + 0.5, abs=1e-6)


def test_weights_that_are_missing_or_damaged_are_told(tmp_path: Path) -> None:
    (tmp_path / "cut.npz").write_bytes(WEIGHTS.read_bytes()[:100])

    for name in ("none.npz", "cut.npz"):
        with pytest.raises(ModelError, match=f"{name} cannot be read .*Reinstall the package"):
            load(tmp_path / name)


def test_weights_of_another_shape_are_told(tmp_path: Path) -> None:
    save(np.zeros(3, dtype=np.float32), tmp_path / "short.npz")

    with pytest.raises(ModelError, match=r"holds weights of shape \(3,\), wanted \(385,\)"):
        load(tmp_path / "short.npz")
