"""Text to vectors of all-MiniLM-L6-v2's space, by its n-grams."""

import hashlib
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder.features import features
from bot.encoder.weights import DIMENSIONS, Weights, load
from bot.protocols import Vectors

WEIGHTS = Path(__file__).parent / "zh-minilm.npz"

Places = npt.NDArray[np.int64]


class NgramEncoder:
    """Sums the vectors of a text's n-grams: a linear model, after the bag-of-n-grams encoders of Wieting et al. (2016).

    It was trained so that a Chinese sentence lands where all-MiniLM-L6-v2 puts its English translation, and a question
    in either language near the facts that answer such questions; cosines with vectors of that model therefore mean
    similarity across the languages. Loads on first use.
    """

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path
        self._weights: Weights | None = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """File name and digest of the weights."""
        return f"{self._path.stem}@{_digest(self._path)}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); a text in which nothing is known gets a vector of zeros."""
        weights = self._load()
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            places = [place for gram in features(text) if (place := weights.places.get(gram)) is not None]
            if places:
                total = weights.scales[places] @ weights.rows[places].astype(np.float32)
                vectors[row] = total / max(float(np.linalg.norm(total)), 1e-12)
        return vectors

    def places(self, grams: Iterable[str]) -> Places:
        """Where each known n-gram's vector is, -1 for one that is not known; n-grams as `features` yields them."""
        known = self._load().places
        return np.fromiter((known.get(gram, -1) for gram in grams), dtype=np.int64)

    def vectors(self, places: Places) -> Vectors:
        """The unit vectors of n-grams, shape (len(places), 384); zeros for -1."""
        rows: Vectors = self._load().rows[places].astype(np.float32)
        rows[places < 0] = 0
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12))
        return rows

    def lengths(self, places: Places) -> Vectors:
        """The lengths of the vectors of n-grams, shape (len(places),); a longer one says more in a sum."""
        weights = self._load()
        norms: Vectors = np.linalg.norm(weights.rows[places].astype(np.float32), axis=1) * weights.scales[places]
        return norms

    def _load(self) -> Weights:
        with self._loading:
            if self._weights is None:
                self._weights = load(self._path)
            return self._weights


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "missing"
