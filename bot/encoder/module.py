"""The encoder as a module of sentence-transformers, for who wants it alone; needs torch, which answering does not."""

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder.encoder import WEIGHTS
from bot.encoder.features import features
from bot.encoder.weights import DIMENSIONS, load, quantise, save
from bot.errors import ModelError, UsageError

_ATTRIBUTION = WEIGHTS.with_name("ATTRIBUTION.md")


class NgramModule(InputModule):
    """Goes into `SentenceTransformer(modules=[NgramModule()])` and gives the vectors of `NgramEncoder`.

    Its numbers are ordinary parameters, on any device and open to further training; `save` writes the file that
    `NgramEncoder` reads. To load a saved model is to import this class, which sentence-transformers asks to be trusted:
    `SentenceTransformer(folder, trust_remote_code=True, local_files_only=True)`.
    """

    def __init__(self, path: Path = WEIGHTS) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        weights = load(path)
        self._vocabulary, self._places, self._about = weights.vocabulary, weights.places, weights.about
        rows = torch.from_numpy(weights.rows * weights.scales[:, None])
        self.ngrams = nn.EmbeddingBag.from_pretrained(rows, freeze=False, mode="sum")

    def preprocess(self, inputs: Sequence[object], prompt: str | None = None, **kwargs: object) -> dict[str, Tensor]:
        """The known n-grams of each text and how often they occur, padded with n-gram 0 that occurs 0 times."""
        bags = [self._count(text, prompt or "") for text in inputs]
        places, counts = torch.zeros((2, len(bags), max([1, *map(len, bags)])), dtype=torch.long)
        for row, bag in enumerate(bags):
            places[row, : len(bag)] = torch.tensor(list(bag), dtype=torch.long)
            counts[row, : len(bag)] = torch.tensor(list(bag.values()), dtype=torch.long)
        return {"input_ids": places, "counts": counts}

    def forward(self, features: dict[str, Tensor], **kwargs: object) -> dict[str, Tensor]:
        """The same features with a unit vector for each text, or zeros where nothing is known."""
        # Shares and not counts, normalised in full precision: half precision would overflow and divide by zero.
        shares = features["counts"] / features["counts"].sum(dim=1, keepdim=True).clamp(min=1)
        mean = self.ngrams(features["input_ids"], per_sample_weights=shares.to(self.ngrams.weight.dtype))
        return {**features, "sentence_embedding": functional.normalize(mean.float(), dim=1).to(mean.dtype)}

    def get_embedding_dimension(self) -> int:
        """The length of a vector."""
        return DIMENSIONS

    def save(self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object) -> None:
        """Write the weights into a folder, one byte a number as they are shipped, and whose work they are."""
        vectors = self.ngrams.weight.detach().float().cpu().numpy()
        save(quantise(self._vocabulary, vectors, self._about), Path(output_path) / WEIGHTS.name)
        shutil.copy(_ATTRIBUTION, output_path)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: object, **kwargs: object) -> "NgramModule":
        """Read what `save` wrote into a local folder; raises `ModelError`."""
        folder = Path(model_name_or_path, subfolder)
        if not folder.is_dir():
            raise ModelError(f"{folder} is no folder. Give one that was saved on this machine.")
        return cls(folder / WEIGHTS.name)

    def _count(self, text: object, prompt: str) -> Counter[int]:
        if not isinstance(text, str):
            raise UsageError(f"Cannot encode {type(text).__name__}: the encoder reads single texts only.")
        found = (self._places.get(gram) for gram in features(prompt + text))
        return Counter(place for place in found if place is not None)
