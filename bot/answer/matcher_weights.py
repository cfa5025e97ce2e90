"""The trained weights of the matcher, as they are kept: half precision, one array for each part of each layer."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.encoder.weights import DIMENSIONS
from bot.errors import ModelError

Array = npt.NDArray[np.float32]

COMPARED, HIDDEN, WEIGHED = 96, 64, 32
_LAYERS = {
    "attend": (DIMENSIONS, COMPARED),
    "project": (DIMENSIONS, COMPARED),
    "compare": (4 * COMPARED + 2, HIDDEN),
    "judge": (HIDDEN, 1),
    "weigh": (DIMENSIONS + 1, WEIGHED),
    "matter": (WEIGHED, 1),
}
_SHAPES = {
    **{f"{name}_weight": shape for name, shape in _LAYERS.items()},
    **{f"{name}_bias": shape[1:] for name, shape in _LAYERS.items()},
    "segments": (2, COMPARED),
    "sharpness": (),
    "prior": (),
}
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Layer:
    """An affine map."""

    weight: Array
    bias: Array

    def __call__(self, rows: Array) -> Array:
        """Rows of shape (n, inputs) to rows of shape (n, outputs)."""
        mapped: Array = rows @ self.weight + self.bias
        return mapped


@dataclass(frozen=True, slots=True, kw_only=True)
class MatcherWeights:
    """What training found (`python -m tests.fit_matcher`); the layers are described where they are used."""

    layers: Mapping[str, Layer]
    segments: Array
    """What is added to a word of a fact's own text, and to one of a way to ask for it; shape (2, 96)."""
    sharpness: float
    """How much nearness tells where words are aligned."""
    prior: float
    """What the log-odds of the ranking count beside the matcher's."""


def save(arrays: Mapping[str, Array], path: Path) -> None:
    """Write the arrays of a trained matcher, named as `load` reads them."""
    with path.open("wb") as file:
        kept: dict[str, Any] = {name: np.asarray(arrays[name], dtype=np.float16) for name in _SHAPES}
        np.savez_compressed(file, **kept)


def load(path: Path) -> MatcherWeights:
    """Read what `save` wrote; raises `ModelError` for a file that is missing, damaged or of other shapes."""
    try:
        with path.open("rb") as file, np.load(file) as kept:
            arrays = {name: kept[name].astype(np.float32) for name in _SHAPES}
    except _UNREADABLE as error:
        raise ModelError(f"The matcher's weights in {path} cannot be read ({error}). Reinstall the package.") from error
    wrong = [name for name, shape in _SHAPES.items() if arrays[name].shape != shape]
    if wrong:
        raise ModelError(
            f"{path} holds {wrong[0]} of shape {arrays[wrong[0]].shape}, wanted {_SHAPES[wrong[0]]}. "
            "Reinstall the package."
        )
    return MatcherWeights(
        layers={name: Layer(arrays[f"{name}_weight"], arrays[f"{name}_bias"]) for name in _LAYERS},
        segments=arrays["segments"],
        sharpness=float(arrays["sharpness"]),
        prior=float(arrays["prior"]),
    )
