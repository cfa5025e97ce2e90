"""The trained vectors as they are kept: one byte a number, with a scale for each n-gram."""

import json
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.errors import ModelError
from bot.types import JsonObject

FORMAT = 1
DIMENSIONS = 384
_LEVELS = 127
# What numpy, zipfile and json raise for a damaged file, or for one that holds something else.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """An n-gram's vector is its row times its scale; `about` says how they were trained."""

    vocabulary: tuple[str, ...]
    rows: npt.NDArray[np.int8]
    """Shape (n-grams, 384)."""
    scales: npt.NDArray[np.float32]
    about: JsonObject

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each n-gram."""
        return {gram: place for place, gram in enumerate(self.vocabulary)}


def quantise(vocabulary: tuple[str, ...], vectors: npt.NDArray[np.float32], about: JsonObject) -> Weights:
    """Weights of full-precision vectors, shape (len(vocabulary), 384), each row scaled to its largest number."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / _LEVELS
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    return Weights(vocabulary=vocabulary, rows=rows, scales=scales, about=about)


def save(weights: Weights, path: Path) -> None:
    """Write weights to one file."""
    with path.open("wb") as file:
        np.savez(
            file,
            rows=weights.rows,
            scales=weights.scales,
            vocabulary=_bytes("\n".join(weights.vocabulary)),
            about=_bytes(json.dumps({"format": FORMAT, **weights.about}, ensure_ascii=False)),
        )


def load(path: Path) -> Weights:
    """Read what `save` wrote; raises `ModelError` for a file that is missing, cut short or of another format."""
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            about = json.loads(arrays["about"].tobytes())
            if about["format"] != FORMAT:
                raise ModelError(
                    f"{path} is of format {about['format']}, wanted {FORMAT}. Take the one of this version."
                )
            rows, scales = arrays["rows"], arrays["scales"]
            vocabulary = tuple(arrays["vocabulary"].tobytes().decode().split("\n"))
    except _UNREADABLE as error:
        raise ModelError(f"The encoder's weights in {path} cannot be read ({error}). Reinstall the package.") from error
    if rows.shape != (len(vocabulary), DIMENSIONS) or rows.dtype != np.int8 or scales.shape != (len(vocabulary),):
        raise ModelError(
            f"{path} holds {len(vocabulary)} n-grams and vectors of shape {rows.shape}, wanted "
            f"({len(vocabulary)}, {DIMENSIONS}). Reinstall the package."
        )
    return Weights(vocabulary=vocabulary, rows=rows, scales=scales, about=about)


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
