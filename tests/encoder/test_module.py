import copy
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from bot.encoder.encoder import WEIGHTS, NgramEncoder
from bot.encoder.module import NgramModule
from bot.errors import ModelError, UsageError

_TEXTS = [
    "企业财资中心的利得税率是多少",
    "幾多稅？",
    "tax rate 8.25%",
    "CTC税率🎉 Привет",
    "税上加税，税率",
    "",
    "🎉",
    "㐀㐁",
    "مرحبا",
    "税\ud800率",
]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(modules=[NgramModule()], device="cpu")


def _load(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), trust_remote_code=True, local_files_only=True, device="cpu")


def test_the_model_gives_the_vectors_of_the_encoder(model: SentenceTransformer) -> None:
    vectors = model.encode(_TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, NgramEncoder().embed(_TEXTS), atol=1e-6)


def test_a_long_text_does_too(model: SentenceTransformer) -> None:
    text = "香港" * 50_000
    np.testing.assert_allclose(model.encode(text), NgramEncoder().embed([text])[0], atol=1e-4)


def test_a_text_has_the_same_vector_alone_as_query_and_as_document(model: SentenceTransformer) -> None:
    expected = NgramEncoder().embed(["税率"])[0]
    for vector in (model.encode("税率"), model.encode_query("税率"), model.encode_document("税率")):
        np.testing.assert_allclose(vector, expected, atol=1e-6)


@pytest.mark.parametrize("normalized", [True, False])
def test_a_tensor_holds_the_same_vectors_normalised_or_not(model: SentenceTransformer, *, normalized: bool) -> None:
    vectors = model.encode(_TEXTS, convert_to_tensor=True, normalize_embeddings=normalized)
    np.testing.assert_allclose(vectors.numpy(), NgramEncoder().embed(_TEXTS), atol=1e-6)


def test_no_texts_give_what_every_model_of_sentence_transformers_gives(model: SentenceTransformer) -> None:
    assert model.encode([]).shape == (0,)


def test_similarity_is_the_cosine_and_nothing_is_similar_to_an_unknown_text(model: SentenceTransformer) -> None:
    similarities = model.similarity(model.encode(["税率"]), model.encode(["稅率", "天气", ""]))[0].tolist()
    assert similarities[0] == pytest.approx(1.0, abs=1e-5)
    assert similarities[1] < 0.9
    assert similarities[2] == 0.0


def test_a_prompt_is_read_before_the_text(tmp_path: Path) -> None:
    SentenceTransformer(modules=[NgramModule()], prompts={"query": "香港"}, device="cpu").save(str(tmp_path))
    prompted = _load(tmp_path)
    np.testing.assert_allclose(prompted.encode_query("税率"), NgramEncoder().embed(["香港税率"])[0], atol=1e-6)
    np.testing.assert_allclose(prompted.encode("税率"), NgramEncoder().embed(["税率"])[0], atol=1e-6)


def test_what_is_not_text_is_refused(model: SentenceTransformer) -> None:
    with pytest.raises(UsageError, match="Cannot encode tuple"):
        model.encode([("税率", "总部")])


def test_a_saved_model_gives_the_same_vectors_here_and_in_the_encoder(
    model: SentenceTransformer, tmp_path: Path
) -> None:
    model.save(str(tmp_path))
    np.testing.assert_array_equal(_load(tmp_path).encode(_TEXTS), model.encode(_TEXTS))
    np.testing.assert_array_equal(NgramEncoder(tmp_path / WEIGHTS.name).embed(_TEXTS), NgramEncoder().embed(_TEXTS))
    assert json.loads((tmp_path / "modules.json").read_text())[0]["type"] == "bot.encoder.module.NgramModule"
    assert "CC BY-SA 4.0" in (tmp_path / "ATTRIBUTION.md").read_text(encoding="utf-8")


def test_a_saved_model_cut_short_is_reported(model: SentenceTransformer, tmp_path: Path) -> None:
    model.save(str(tmp_path))
    (tmp_path / WEIGHTS.name).write_bytes(WEIGHTS.read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot be read"):
        _load(tmp_path)


def test_a_name_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is no folder"):
        NgramModule.load(str(tmp_path / "none"))


def test_a_further_trained_module_is_saved_as_it_is(tmp_path: Path) -> None:
    module = NgramModule()
    before = module(module.preprocess(["税率"]))["sentence_embedding"]
    before[0, 0].backward()
    torch.optim.SGD(module.parameters(), lr=1.0).step()
    after = module(module.preprocess(["税率"]))["sentence_embedding"].detach().numpy()
    module.save(str(tmp_path))

    assert after[0, 0] < before[0, 0].item() - 0.1
    np.testing.assert_allclose(NgramEncoder(tmp_path / WEIGHTS.name).embed(["税率"]), after, atol=0.01)


def test_half_precision_gives_near_vectors_and_zeros_for_nothing(model: SentenceTransformer) -> None:
    texts = [*_TEXTS, "香港" * 50_000]
    vectors = copy.deepcopy(model).half().encode(texts)
    np.testing.assert_allclose(vectors, NgramEncoder().embed(texts), atol=5e-3)
