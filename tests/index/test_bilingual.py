from collections.abc import Sequence

import numpy as np
import pytest

from bot.encoder.encoder import NgramEncoder
from bot.index.bilingual import BilingualEmbedder, is_chinese
from bot.protocols import Vectors


class _Half:
    """Every text at one place, the texts remembered."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        return f"half-{self.place}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.tile(np.eye(384, dtype=np.float32)[self.place], (len(texts), 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("CTC税率几多", True), ("what is 出海", False), ("香港 vs Singapore 邊度好", True), ("", False), ("8.25%", False)],
)
def test_the_language_that_prevails_decides(text: str, *, expected: bool) -> None:
    assert is_chinese(text) is expected


def test_each_text_goes_to_its_half_and_keeps_its_place() -> None:
    english, ngrams = _Half(0), _Half(1)
    vectors = BilingualEmbedder(english, ngrams).embed(["税率", "tax rate", "总部"])
    assert vectors.argmax(axis=1).tolist() == [1, 0, 1]
    assert english.embedded == ["tax rate"]


def test_a_chinese_text_in_which_nothing_is_known_is_not_indexed_as_a_match_of_everything() -> None:
    english = _Half(0)
    vectors = BilingualEmbedder(english, NgramEncoder()).embed(["㐀㐁", "税率"])
    assert vectors.any(axis=1).all()
    assert english.embedded == ["㐀㐁"]


def test_an_english_question_goes_through_both_and_a_chinese_one_never_reaches_the_english_model() -> None:
    english, ngrams = _Half(0), _Half(1)
    embedder = BilingualEmbedder(english, ngrams)
    assert np.count_nonzero(embedder.embed_query("tax rate")) == 2
    assert np.count_nonzero(embedder.embed_query("税率")) == 1
    assert english.embedded == ["tax rate"]


def test_the_name_tells_both_models() -> None:
    assert BilingualEmbedder(_Half(0), _Half(1)).name == "half-0+half-1"
