import asyncio

import numpy as np
import pytest
from langchain_core.vectorstores import InMemoryVectorStore

from bot.app import build_bilingual
from bot.langchain import GoGlobalEmbeddings
from bot.settings import Settings
from tests.fakes import HashEmbedder

_TEXTS = [
    "The nurse worked at a village hospital for thirty years.",
    "火山噴發後，機場關閉了兩週。",
    "Engineers found cracks in the steel cables of the bridge.",
    "孩子们在沙滩上捡贝壳。",
]


@pytest.fixture
def embeddings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> GoGlobalEmbeddings:
    """What a user gets who names no embedder."""
    monkeypatch.setenv("GOGLOBAL_MODEL_DIR", str(settings.model_dir))
    return GoGlobalEmbeddings()


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("桥的钢缆出了什么问题", 2),
        ("护士在哪里工作", 0),
        ("Why was the airport closed?", 1),
        ("What do the children do on the beach?", 3),
    ],
)
def test_a_vector_store_finds_texts_of_the_other_language(
    embeddings: GoGlobalEmbeddings, question: str, place: int
) -> None:
    store = InMemoryVectorStore(embeddings)
    store.add_texts(_TEXTS)
    assert [document.page_content for document in store.similarity_search(question, k=1)] == [_TEXTS[place]]


def test_questions_and_texts_have_the_vectors_of_the_product(
    embeddings: GoGlobalEmbeddings, settings: Settings
) -> None:
    product = build_bilingual(settings)
    assert embeddings.embed_documents(_TEXTS) == product.embed(_TEXTS).tolist()
    assert embeddings.embed_query(_TEXTS[0]) == product.embed_query(_TEXTS[0]).tolist()


def test_the_default_does_not_hang_on_the_configured_model(
    embeddings: GoGlobalEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOGLOBAL_EMBEDDING_MODEL", "another")
    assert GoGlobalEmbeddings().embed_query("税率") == embeddings.embed_query("税率")


@pytest.mark.parametrize(
    "text", ["", "🎉", "مرحبا", "㐀㐁", "tax 税 🎉 Ставка", "香港" * 50_000, "a" * 100_000, "税\ud800率", "\ud800"]
)
def test_any_text_to_be_found_has_a_unit_vector(embeddings: GoGlobalEmbeddings, text: str) -> None:
    np.testing.assert_allclose(np.linalg.norm(embeddings.embed_documents([text])), 1.0, rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(embeddings.embed_query(text)), 1.0, rtol=1e-5)


def test_a_store_can_be_asked_in_chinese_of_which_nothing_is_known(embeddings: GoGlobalEmbeddings) -> None:
    store = InMemoryVectorStore(embeddings)
    store.add_texts(_TEXTS)
    assert max(score for _, score in store.similarity_search_with_score("㐀㐁")) < 0.5


def test_no_texts_have_no_vectors(embeddings: GoGlobalEmbeddings) -> None:
    assert embeddings.embed_documents([]) == []


def test_any_embedder_of_ours_is_wrapped_and_can_be_awaited() -> None:
    embeddings = GoGlobalEmbeddings(HashEmbedder())
    [vector] = asyncio.run(embeddings.aembed_documents(["tax rate"]))
    assert vector == asyncio.run(embeddings.aembed_query("tax rate")) == HashEmbedder().embed_query("tax rate").tolist()
