"""Exports a sentence encoder with mean pooling and normalisation to one ONNX file, so that answering needs no torch."""

import contextlib
import io
import logging
import warnings
from pathlib import Path
from typing import Any

import torch
import transformers
from torch import Tensor, nn
from transformers import AutoModel


class _SentenceEncoder(nn.Module):
    """Token vectors, averaged over the attention mask and normalised (Reimers and Gurevych, EMNLP 2019)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager").eval()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        tokens = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
        return nn.functional.normalize(mean, dim=1)


def export_sentence_encoder(folder: Path, target: Path) -> None:
    """Write `target` (inputs input_ids and attention_mask, output sentence_embedding), dynamic in batch and length."""
    # Two tensors, not one passed twice: the exporter would take them for one input.
    example = (torch.full((2, 8), 101, dtype=torch.int64), torch.ones((2, 8), dtype=torch.int64))
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
    progress: Any = transformers.utils.logging
    progress.disable_progress_bar()  # the export has no stage that a user would watch
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # the exporter's notes on its own internals
        torch.onnx.export(
            _SentenceEncoder(folder),
            example,
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
