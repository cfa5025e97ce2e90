"""Trains `bot/answer/matcher.npz` on questions labelled with the facts that answer them: `python -m tests.fit_matcher`.

It learns what the ranking misses: the likeliest facts by the ranking alone are read, and its log-odds are added. None
of the questions may have been seen by the encoder, which knows those that it was trained on too well. Prints how often
the right fact is first, in the first two and four, before and after, on `asked.tsv` and on `fresh.tsv`; neither is
fitted on. Run `python -m tests.fit_confidence` after it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from bot.answer.matcher import SPREAD, WEIGHTS, Matcher, Reading
from bot.answer.matcher_weights import COMPARED, HIDDEN, WEIGHED, save
from bot.answer.question import clean, read_question
from bot.answer.ranking import Ranker
from bot.app import build_bot, build_retriever
from bot.encoder.encoder import NgramEncoder, Places
from bot.encoder.weights import DIMENSIONS
from bot.settings import go_offline, load_settings
from bot.types import Query
from tests.labelled import Labelled, read_asked, read_labelled

_CANDIDATES, _READ = 40, 8  # retrieved, and read of those
_BATCH, _PASSES, _RATE, _DECAY, _DROPPED = 32, 2, 1.5e-3, 0.05, 0.25
_NONE = -1e4  # log-odds of what is not there


@dataclass(frozen=True, slots=True)
class Example:
    """The words of a question and of the facts read for it, the ranking's log-odds, and which facts answer."""

    words: Places
    readings: Sequence[Reading]
    odds: Sequence[float]
    answers: Sequence[bool]


def main() -> None:
    """Train on `matched.tsv` and `users.tsv`, write the weights, and measure."""
    go_offline()
    torch.manual_seed(0)
    settings = load_settings()
    bot, retriever, ngrams = build_bot(settings), build_retriever(settings), NgramEncoder()
    ranker, matcher = Ranker(bot.advisor.corpus, bot.index.sparse), Matcher(ngrams)

    def examples(questions: Sequence[Labelled]) -> list[Example]:
        found = []
        for one in questions:
            query = Query(text=clean(one.text), language=one.language)
            asked = read_question(query.text, query.language)
            near = ranker(asked, retriever.retrieve(query, retriever.embed(query), _CANDIDATES))[:_READ]
            answers = [choice.view.fact.id in one.facts for choice in near]
            words = matcher.words(asked.text)
            if any(answers) and len(words):
                readings = [matcher.reading(choice.view) for choice in near]
                found.append(Example(words, readings, [choice.score for choice in near], answers))
        return found

    network = Network()
    taught = examples([*read_asked("matched.tsv"), *read_labelled("users.tsv")])
    train(network, taught, ngrams)
    save(network.arrays(), WEIGHTS)
    for name, questions in (("asked.tsv", read_asked()), ("fresh.tsv", read_labelled("fresh.tsv"))):
        for chinese in (False, True):
            found = examples([one for one in questions if one.language.is_chinese is chinese])
            sys.stdout.write(f"{name}, {'Chinese' if chinese else 'English'}: {_report(network, found, ngrams)}\n")


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples; words are rows of `vectors`, of which the first is of nothing and stands for padding."""

    vectors: torch.Tensor
    lengths: torch.Tensor
    asked: torch.Tensor
    facts: torch.Tensor
    segments: torch.Tensor
    odds: torch.Tensor
    answers: torch.Tensor


class Network(nn.Module):
    """The layers of `Matcher`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.attend, self.project = nn.Linear(DIMENSIONS, COMPARED), nn.Linear(DIMENSIONS, COMPARED)
        self.compare, self.judge = nn.Linear(4 * COMPARED + 2, HIDDEN), nn.Linear(HIDDEN, 1)
        self.weigh, self.matter = nn.Linear(DIMENSIONS + 1, WEIGHED), nn.Linear(WEIGHED, 1)
        self.segments = nn.Parameter(torch.zeros(2, COMPARED))
        self.sharpness, self.prior = nn.Parameter(torch.tensor(4.0)), nn.Parameter(torch.tensor(0.8))
        self._drop = nn.Dropout(_DROPPED)

    def forward(self, one: Batch) -> torch.Tensor:
        """Log-odds, shape (examples, facts)."""
        attending, projected = nn.functional.normalize(self.attend(one.vectors), dim=-1), self.project(one.vectors)
        is_asked, is_read = one.asked > 0, (one.facts > 0)[:, None]
        cosines = _pairwise(one.vectors, one)
        likeness = (self.sharpness * (_pairwise(attending, one) + cosines)).masked_fill(~is_read, _NONE)
        found = projected[one.facts] + self.segments[one.segments]
        aligned = torch.einsum("eqfw,efwd->efqd", likeness.softmax(-1), found)
        own = projected[one.asked][:, None].expand_as(aligned)
        nearest = cosines.masked_fill(~is_read, 0).amax(-1).transpose(1, 2)[..., None]
        lengths = one.lengths[one.asked][:, None, :, None].expand_as(nearest)
        pairs = torch.cat([own, aligned, own * aligned, (own - aligned).abs(), nearest, lengths], dim=-1)
        judged = self.judge(self._drop(self.compare(self._drop(pairs)).relu()))[..., 0]
        words = torch.cat([one.vectors, one.lengths[:, None]], dim=-1)[one.asked]
        matters = self.matter(self.weigh(words).tanh())[..., 0].masked_fill(~is_asked, _NONE).softmax(-1)
        return self.prior * one.odds + float(SPREAD) * torch.einsum("efq,eq->ef", judged, matters)

    def arrays(self) -> dict[str, npt.NDArray[np.float32]]:
        """The weights as `bot.answer.matcher_weights` keeps them, each layer's with its inputs first."""
        found = {}
        for name, tensor in self.named_parameters():
            kept = tensor.detach().numpy().astype(np.float32)
            found[name.replace(".", "_")] = kept.T if name.endswith("weight") else kept
        return found


def _pairwise(rows: torch.Tensor, one: Batch) -> torch.Tensor:
    """Products of the rows of asked words with those of facts, shape (examples, asked, facts, words)."""
    among, where = torch.unique(one.asked, return_inverse=True)
    products = rows[among] @ rows.T
    return products[where[:, :, None, None], one.facts[:, None]]


def batch(examples: Sequence[Example], ngrams: NgramEncoder) -> Batch:
    words = [one.words for one in examples] + [reading.words for one in examples for reading in one.readings]
    known = np.unique(np.concatenate(words))
    place = {word: number for number, word in enumerate(known, start=1)}

    def padded(rows: Sequence[Places]) -> torch.Tensor:
        table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        for number, row in enumerate(rows):
            table[number, : len(row)] = row
        return torch.from_numpy(table)

    def read(rows: Sequence[Places]) -> torch.Tensor:
        table = padded(rows)
        return table.reshape(len(examples), -1, table.shape[1])

    facts = [reading for one in examples for reading in one.readings]
    vectors = np.vstack([np.zeros((1, DIMENSIONS), dtype=np.float32), ngrams.vectors(known)])
    return Batch(
        vectors=torch.from_numpy(vectors),
        lengths=torch.from_numpy(np.append(np.float32(0), np.log(np.maximum(ngrams.lengths(known), 1e-6)))),
        asked=padded([np.array([place[word] for word in one.words]) for one in examples]),
        facts=read([np.array([place[word] for word in one.words], dtype=np.int64) for one in facts]),
        segments=read([one.segments for one in facts]),
        odds=torch.tensor([one.odds for one in examples], dtype=torch.float32),
        answers=torch.tensor([one.answers for one in examples]),
    )


def train(network: Network, examples: Sequence[Example], ngrams: NgramEncoder, passes: int = _PASSES) -> None:
    """Least cross-entropy of the facts that answer, by AdamW with a rate that falls to nothing."""
    steps = passes * (len(examples) // _BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, start_factor=1.0, end_factor=0.0, total_iters=steps)
    order = [number for _ in range(passes) for number in torch.randperm(len(examples)).tolist()]
    for step in range(steps):
        one = batch([examples[number] for number in order[step * _BATCH : (step + 1) * _BATCH]], ngrams)
        loss = _surprise(network(one), one.answers)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            sys.stderr.write(f"step {step} of {steps}: {loss.item():.3f}\n")


def _surprise(odds: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    return (odds.logsumexp(1) - odds.masked_fill(~answers, _NONE).logsumexp(1)).mean()


def _report(network: Network, examples: Sequence[Example], ngrams: NgramEncoder) -> str:
    network.eval()
    batches = [batch(examples[start : start + _BATCH], ngrams) for start in range(0, len(examples), _BATCH)]
    with torch.no_grad():
        read = torch.cat([network(one) for one in batches])
    before, answers = torch.cat([one.odds for one in batches]), torch.cat([one.answers for one in batches])

    def first(odds: torch.Tensor) -> str:
        held = answers.gather(1, odds.argsort(dim=1, descending=True, stable=True))
        shares = " ".join(f"R@{depth} {held[:, :depth].any(1).float().mean():.3f}" for depth in (1, 2, 4))
        return f"{shares} nll {_surprise(odds, answers):.3f}"

    return f"n {len(examples)}: {first(before)}; read {first(read)}"


if __name__ == "__main__":
    main()
