"""Fitting the n-gram vectors: a contrastive loss against the teacher's vectors of the translations."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder.features import LONGEST, features
from bot.encoder.training.data import Pair
from bot.protocols import Vectors

Bag = npt.NDArray[np.int64]
_LONGEST_FREE = 2  # characters of an n-gram that need not be a word
_SHORT = 3  # features of a text from which none is left out
_SAME = 0.97  # cosine from which two translations count as one, and neither as the other's negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of a training; chosen on held-out NTREX lines."""

    seed: int = 0
    vocabulary: int = 37_000
    epochs: int = 4
    batch: int = 1024
    dictionary_batch: int = 2048
    dictionary_weight: float = 0.5
    learning_rate: float = 0.005
    temperature: float = 0.08
    cosine_weight: float = 3.0
    question_weight: float = 1.0
    question_temperature: float = 0.05
    dropout: float = 0.15
    """Share of a sentence's n-grams left out at each step, so that no phrase is known by one of them alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """Sentences or words as rows of the vocabulary, each with the teacher's vector of its translation."""

    bags: list[Bag]
    targets: Tensor
    batch: int
    weight: float
    temperature: float
    cosine_weight: float


def choose_vocabulary(sentences: Iterable[str], words: Iterable[str], size: int) -> tuple[str, ...]:
    """The n-grams worth a vector: frequent in sentences (two characters at most) or words of the dictionary."""
    entries = frozenset(word for word in words if len(word) <= LONGEST)
    in_sentences = Counter(gram for text in sentences for gram in set(features(text)))
    in_words = Counter(gram for word in entries for gram in set(features(word)))
    worth: dict[str, float] = {}
    for gram, count in in_sentences.items():
        if gram in entries or len(gram) == 1 or (count > 1 and (len(gram) <= _LONGEST_FREE or gram.isascii())):
            worth[gram] = count + (3 if gram in entries else 0)
    for gram, count in in_words.items():
        if gram in entries or len(gram) == 1:
            worth[gram] = worth.get(gram, 0) + min(count, 20) / 4
    return tuple(sorted(worth, key=lambda gram: (-worth[gram], gram))[:size])


def fit(
    sentences: Sequence[Pair],
    dictionary: Sequence[Pair],
    questions: Sequence[Pair],
    teacher: Callable[[Sequence[str]], Vectors],
    recipe: Recipe,
    report: Callable[[int, float, Callable[[Sequence[str]], Vectors]], None],
) -> tuple[tuple[str, ...], Vectors]:
    """The vocabulary and its vectors, shape (n-grams, 384); `report` is told epoch, loss and the encoder so far."""
    torch.manual_seed(recipe.seed)
    texts = chain((text for _, text in sentences), (question for _, question in questions))
    vocabulary = choose_vocabulary(texts, (word for _, word in dictionary), recipe.vocabulary)
    places = {gram: place for place, gram in enumerate(vocabulary)}

    def bag(text: str) -> Bag:
        return np.array([places[gram] for gram in features(text) if gram in places], dtype=np.int64)

    def prepared(pairs: Sequence[Pair], batch: int, weight: float, temperature: float, cosine: float) -> _Set:
        return _Set(
            bags=[bag(text) for _, text in pairs],
            targets=torch.from_numpy(teacher([english for english, _ in pairs])),
            batch=min(batch, len(pairs)),
            weight=weight,
            temperature=temperature,
            cosine_weight=cosine,
        )

    same = recipe.temperature, recipe.cosine_weight
    sets = [
        prepared(sentences, recipe.batch, 1.0, *same),
        prepared(dictionary, recipe.dictionary_batch, recipe.dictionary_weight, *same),
        # A question need not lie where its answer lies, only nearer to it than to other answers.
        prepared(questions, recipe.batch, recipe.question_weight, recipe.question_temperature, 0.0),
    ]
    table = nn.EmbeddingBag(len(vocabulary), sets[0].targets.shape[1], mode="sum", sparse=True)
    _start_from_averages(table, sets)

    def encode(texts: Sequence[str]) -> Vectors:
        with torch.no_grad():
            vectors: Vectors = _encode(table, [bag(text) for text in texts]).numpy()
        return vectors

    for epoch, loss in enumerate(_epochs(table, sets, recipe), 1):
        report(epoch, loss, encode)
    return vocabulary, table.weight.detach().numpy()


def _start_from_averages(table: nn.EmbeddingBag, sets: Sequence[_Set]) -> None:
    """An n-gram starts where the translations of its texts lie, less what all translations share."""
    centre = sets[0].targets.mean(dim=0)
    total, count = torch.zeros_like(table.weight), torch.zeros(len(table.weight))
    for data in sets:
        for bag, target in zip(data.bags, data.targets, strict=True):
            known = torch.from_numpy(np.unique(bag))
            if len(known):
                total[known] += (target - centre) / len(known) ** 0.5
                count[known] += 1
    with torch.no_grad():
        table.weight.copy_(0.5 * total / count.clamp(min=1)[:, None])


def _epochs(table: nn.EmbeddingBag, sets: Sequence[_Set], recipe: Recipe) -> Iterable[float]:
    """Passes over the sentences, each step with a batch of the dictionary beside it; yields the mean loss."""
    random = np.random.default_rng(recipe.seed)
    optimiser = torch.optim.SparseAdam(list(table.parameters()), lr=recipe.learning_rate)
    steps_each = max(1, len(sets[0].bags) // sets[0].batch)
    step = 0
    for _ in range(recipe.epochs):
        orders = [random.permutation(len(data.bags)) for data in sets]
        total = 0.0
        for number in range(steps_each):
            for group in optimiser.param_groups:
                group["lr"] = recipe.learning_rate * (1 - step / (recipe.epochs * steps_each))
            step += 1
            loss = torch.zeros(())
            for data, order in zip(sets, orders, strict=True):
                chosen = np.take(order, range(number * data.batch, (number + 1) * data.batch), mode="wrap")
                bags = [_thinned(data.bags[row], recipe.dropout, random) for row in chosen]
                loss = loss + data.weight * _loss(_encode(table, bags), data.targets[chosen], data)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()  # type: ignore[no-untyped-call]
            total += loss.item()
        yield total / steps_each


def _thinned(bag: Bag, dropout: float, random: np.random.Generator) -> Bag:
    return bag[random.random(len(bag)) > dropout] if len(bag) > _SHORT else bag


def _encode(table: nn.EmbeddingBag, bags: Sequence[Bag]) -> Tensor:
    starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
    flat = np.concatenate(bags) if bags else np.zeros(0, dtype=np.int64)
    return functional.normalize(table(torch.from_numpy(flat), torch.from_numpy(starts)), dim=1, eps=1e-6)


def _loss(vectors: Tensor, targets: Tensor, data: _Set) -> Tensor:
    """InfoNCE both ways (van den Oord et al., 2018) and the distance to the translation's own vector."""
    same = (targets @ targets.T > _SAME) & ~torch.eye(len(targets), dtype=torch.bool)
    near = (vectors @ targets.T / data.temperature).masked_fill(same, -1e4)
    own = torch.arange(len(targets))
    contrast = functional.cross_entropy(near, own) + functional.cross_entropy(near.T, own)
    return contrast + data.cosine_weight * (1 - (vectors * targets).sum(dim=1)).mean()
