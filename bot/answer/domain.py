"""How near a question is to what the sheets are about at all, whichever of their facts it finds.

Who tells a case in words of their own shares few with any fact, and still speaks of companies, goods and courts; a
question about a recipe does not. A logistic model over the n-gram encoder's vector, one for all scripts, tells them
apart by that.
"""

import threading
import zipfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder.encoder import NgramEncoder
from bot.encoder.weights import DIMENSIONS
from bot.errors import ModelError

WEIGHTS = Path(__file__).parent / "domain.npz"
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)

_Weights = npt.NDArray[np.float32]


class Domain:
    """What the subject of a question speaks for; loads its weights on first use, safe to share between threads."""

    def __init__(self, ngrams: NgramEncoder, path: Path = WEIGHTS) -> None:
        self._ngrams, self._path = ngrams, path
        self._weights: _Weights | None = None
        self._loading = threading.Lock()

    def __call__(self, question: str) -> float:
        """What to add to the log-odds that the ranking gives a fact, in their unit; 0 where no word is known."""
        vector = self._ngrams.embed([question])[0]
        if not vector.any():
            return 0.0
        weights = self._load()
        return float(vector @ weights[:-1] + weights[-1])

    def _load(self) -> _Weights:
        with self._loading:
            if self._weights is None:
                self._weights = load(self._path)
            return self._weights


def no_domain(question: str) -> float:
    """Nothing speaks for or against any question: for texts of which nobody has told what is asked about them."""
    return 0.0


def save(weights: _Weights, path: Path) -> None:
    """Write fitted weights, the bias last."""
    with path.open("wb") as file:
        np.savez_compressed(file, weights=weights)


def load(path: Path) -> _Weights:
    """Read what `save` wrote; raises `ModelError` for a file that is missing, damaged or of another shape."""
    try:
        with path.open("rb") as file, np.load(file) as kept:
            weights: _Weights = kept["weights"].astype(np.float32)
    except _UNREADABLE as error:
        raise ModelError(
            f"The weights of a question's subject in {path} cannot be read ({error}). Reinstall the package."
        ) from error
    if weights.shape != (DIMENSIONS + 1,):
        raise ModelError(
            f"{path} holds weights of shape {weights.shape}, wanted {(DIMENSIONS + 1,)}. Reinstall the package."
        )
    return weights
