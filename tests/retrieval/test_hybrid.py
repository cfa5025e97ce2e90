from pathlib import Path

import pytest

from bot.index.build import LoadedIndex, build_index, load_index
from bot.retrieval.hybrid import HybridRetriever
from bot.types import Language, Query
from tests.fakes import HashEmbedder
from tests.index.knowledge import small_knowledge


@pytest.fixture
def index(tmp_path: Path) -> LoadedIndex:
    build_index(small_knowledge(), tmp_path, HashEmbedder(), rebuild=False, progress=lambda *step: None)
    return load_index(tmp_path, "hash-64")


def _retriever(index: LoadedIndex, embedder: HashEmbedder) -> HybridRetriever:
    return HybridRetriever(index, embedder, (Language.EN,))


def test_the_fact_that_states_the_question_comes_first(index: LoadedIndex) -> None:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text="Scheme 7 pays 8 million", language=Language.EN)
    ranked = retriever.retrieve(query, retriever.embed(query), 5)
    assert ranked[0].fact_id == "pays-7"
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_a_chinese_question_never_reaches_the_english_model(index: LoadedIndex) -> None:
    embedder = HashEmbedder()
    query = Query(text="计划7发放多少", language=Language.ZH_HANS)
    assert _retriever(index, embedder).embed(query) is None
    assert embedder.embedded == []


@pytest.mark.parametrize("text", ["计划7发放8百万", "計劃7發放8百萬"])
def test_both_scripts_rank_the_same_fact_first(index: LoadedIndex, text: str) -> None:
    query = Query(text=text, language=Language.ZH_HANS)
    assert _retriever(index, HashEmbedder()).retrieve(query, None, 1)[0].fact_id == "pays-7"


def test_a_chinese_name_in_an_english_question_is_embedded_by_its_english_term(bot: object, indexed: object) -> None:
    from bot.app import Bot

    assert isinstance(bot, Bot)
    embedder = HashEmbedder()
    query = Query(text="Who is in charge of 出海專班?", language=Language.EN)
    HybridRetriever(bot.index, embedder, (Language.EN,)).embed(query)
    assert "task force" in embedder.embedded[0]


def test_equal_scores_are_ordered_by_id(index: LoadedIndex) -> None:
    query = Query(text="nothing of the kind", language=Language.EN)
    ids = [one.fact_id for one in _retriever(index, HashEmbedder()).retrieve(query, None, 30)]
    assert ids == sorted(ids)
