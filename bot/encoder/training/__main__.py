"""`python -m bot.encoder.training --parallel DIR`: trains the weights and says how well they do on held-out lines."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from bot.encoder.encoder import WEIGHTS
from bot.encoder.training.data import Corpus, Pair, read_dictionary, read_questions, read_sentences
from bot.encoder.training.fit import Recipe, fit
from bot.encoder.weights import quantise, save
from bot.index.bilingual import Half
from bot.index.minilm import NAME, MiniLmEmbedder
from bot.protocols import Vectors
from bot.settings import load_settings

_HELD_OUT = 200  # lines of each NTREX translation, kept to choose the recipe on
_AT_ONCE = 256


def main(
    parallel: Annotated[Path, typer.Option(help="Folder with the Tatoeba and NTREX-128 pairs.")],
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps the teacher's vectors between runs.")] = None,
) -> None:
    """Train the Chinese encoder: ten minutes for the teacher's vectors the first time, one for the training."""
    settings, recipe = load_settings(), Recipe()
    corpora, dictionary = read_sentences(parallel, settings.knowledge_dir), read_dictionary()
    questions = read_questions(settings.knowledge_dir)
    pairs, held_out = _parted(corpora)
    pairs += [(english, english) for english in dict.fromkeys(english for english, _ in pairs)]
    teacher = _remembering(MiniLmEmbedder(settings.model_dir), cache)
    targets = teacher([english for english, _ in held_out])

    def report(epoch: int, loss: float, encode: Callable[[Sequence[str]], Vectors]) -> None:
        near = encode([chinese for _, chinese in held_out]) @ targets.T
        found = float((near.argmax(axis=1) % _HELD_OUT == np.arange(len(held_out)) % _HELD_OUT).mean())
        typer.echo(f"epoch {epoch}  loss {loss:.3f}  right translation first among {_HELD_OUT}: {found:.3f}")

    vocabulary, vectors = fit(pairs, dictionary.pairs, questions.pairs, teacher, recipe, report)
    used = (*corpora, dictionary, questions)
    about = {
        "teacher": NAME,
        "recipe": asdict(recipe),
        "data": {corpus.name: {"pairs": len(corpus.pairs), "sha256": corpus.digest} for corpus in used},
        "licence": "CC BY-SA 4.0; see ATTRIBUTION.md",
    }
    save(quantise(vocabulary, vectors, about), out)
    typer.echo(f"{out}: {len(vocabulary)} n-grams, {out.stat().st_size / 1e6:.1f} MB")


def _parted(corpora: Sequence[Corpus]) -> tuple[list[Pair], list[Pair]]:
    """All pairs but the last lines of each NTREX translation, and those."""
    pairs: list[Pair] = []
    held_out: list[Pair] = []
    for corpus in corpora:
        if corpus.name != "ntrex":
            pairs += corpus.pairs
            continue
        size = len(corpus.pairs) // 3
        for start in range(0, len(corpus.pairs), size):
            pairs += corpus.pairs[start : start + size - _HELD_OUT]
            held_out += corpus.pairs[start + size - _HELD_OUT : start + size]
    return pairs, held_out


def _remembering(embedder: Half, cache: Path | None) -> Callable[[Sequence[str]], Vectors]:
    """The teacher, its vectors kept in `cache` under the digest of the texts."""

    def embed(texts: Sequence[str]) -> Vectors:
        unique = sorted(set(texts), key=lambda text: (len(text), text))
        digest = hashlib.sha256("\n".join(unique).encode()).hexdigest()[:16]
        path = cache / f"{digest}.npy" if cache else None
        if path and path.is_file():
            vectors: Vectors = np.load(path)
        else:
            vectors = np.concatenate(
                [embedder.embed(unique[start : start + _AT_ONCE]) for start in range(0, len(unique), _AT_ONCE)]
            )
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                np.save(path, vectors)
        places = {text: place for place, text in enumerate(unique)}
        return vectors[[places[text] for text in texts]]

    return embed


if __name__ == "__main__":
    typer.run(main)
