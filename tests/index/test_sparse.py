from pathlib import Path

import numpy as np
import pytest

from bot.errors import IndexDamagedError
from bot.index.sparse import build_sparse, load_sparse, save_sparse
from bot.languages.tokens import analyse

_TEXTS = ["The tax rate is low.", "Treasury centres pay half the tax.", "企業財資中心稅率", "企业出海"]


def test_the_passage_that_shares_the_rarest_words_scores_best() -> None:
    scores = build_sparse(_TEXTS).scores(analyse("half of the tax for treasury centres"))
    assert scores.argmax() == 1


def test_both_scripts_find_the_same_passage() -> None:
    index = build_sparse(_TEXTS)
    np.testing.assert_array_equal(index.scores(analyse("財資中心")), index.scores(analyse("财资中心")))
    assert index.scores(analyse("财资中心")).argmax() == 2


def test_a_word_that_occurs_nowhere_lowers_every_score() -> None:
    index = build_sparse(_TEXTS)
    assert index.scores(analyse("tax peru")).max() < index.scores(analyse("tax")).max()


def test_a_query_of_unknown_words_scores_zero() -> None:
    np.testing.assert_array_equal(build_sparse(_TEXTS).scores(["zzz"]), np.zeros(4, dtype=np.float32))


def test_words_are_together_when_one_passage_has_them_all() -> None:
    index = build_sparse(_TEXTS)

    assert index.has_together(analyse("half the tax"))
    assert not index.has_together(analyse("half the rate"))
    assert not index.has_together(analyse("tax peru"))
    assert not index.has_together([])


def test_a_saved_index_scores_as_before(tmp_path: Path) -> None:
    index = build_sparse(_TEXTS)
    save_sparse(index, tmp_path / "sparse")
    loaded = load_sparse(tmp_path / "sparse")
    query = analyse("treasury tax 企業")
    np.testing.assert_array_equal(loaded.scores(query), index.scores(query))
    assert loaded.idf == index.idf


def test_a_folder_without_an_index_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="rebuild"):
        load_sparse(tmp_path)
