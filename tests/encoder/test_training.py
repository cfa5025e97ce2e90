"""Training on a handful of pairs: the real code with a small teacher."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.encoder import NgramEncoder
from bot.encoder.training.data import OWN_PAIRS, _entries, read_questions, read_sentences
from bot.encoder.training.fit import Recipe, choose_vocabulary, fit
from bot.encoder.weights import quantise, save
from bot.errors import UsageError
from bot.protocols import Vectors
from bot.settings import Settings

_SENTENCES = [("the tax rate", "税率是多少"), ("the head office", "总部在哪里"), ("the export volume", "出口量有多大")]
_WORDS = [("tax", "税"), ("office", "总部"), ("export", "出口")]
_QUESTIONS = [("the tax rate", "要交几成"), ("the head office", "大本营设在哪")]
_RECIPE = replace(Recipe(), epochs=60, dropout=0.0)


def _teacher(texts: Sequence[str]) -> Vectors:
    rows = [np.random.default_rng(sum(text.encode())).normal(size=384) for text in texts]
    return np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32)


def _fitted(losses: list[float]) -> tuple[tuple[str, ...], Vectors]:
    def report(epoch: int, loss: float, encode: Callable[[Sequence[str]], Vectors]) -> None:
        assert encode(["税率"]).shape == (1, 384)
        losses.append(loss)

    return fit(_SENTENCES, _WORDS, _QUESTIONS, _teacher, _RECIPE, report)


def test_training_brings_sentences_and_questions_to_their_translations_and_answers(tmp_path: Path) -> None:
    losses: list[float] = []
    vocabulary, vectors = _fitted(losses)
    save(quantise(vocabulary, vectors, {}), tmp_path / "w.npz")
    encoder = NgramEncoder(tmp_path / "w.npz")

    assert losses[-1] < losses[0]
    targets = _teacher([english for english, _ in _SENTENCES])
    assert list((encoder.embed([zh for _, zh in _SENTENCES]) @ targets.T).argmax(axis=1)) == [0, 1, 2]
    assert list((encoder.embed([zh for _, zh in _QUESTIONS]) @ targets.T).argmax(axis=1)) == [0, 1]


def test_the_same_seed_gives_the_same_vectors() -> None:
    first, second = _fitted([]), _fitted([])
    assert first[0] == second[0]
    np.testing.assert_allclose(first[1], second[1], atol=1e-6)


def test_the_vocabulary_is_characters_words_and_what_occurs_twice() -> None:
    chosen = choose_vocabulary(["税率高", "税率低", "once twice", "twice"], ["汇率"], 100)
    assert {"税率", "汇率", "高", "twice"} <= set(chosen)
    assert not {"率高", "once", "税率高"} & set(chosen)


def test_a_dictionary_entry_gives_its_senses_and_its_first_sense() -> None:
    lines = [
        "# a comment",
        "稅率 税率 [shui4 lu:4] /tax rate/rate of duty/CL:個|个[ge4]/",
        "率 率 [lu:4] /rate (of sth)/",
    ]
    assert list(_entries(lines)) == [("tax rate, rate of duty", "税率"), ("tax rate", "税率"), ("rate", "率")]


def test_our_own_pairs_are_whole() -> None:
    for path in OWN_PAIRS.glob("*.tsv"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert len(line.split("\t")) in {2, 3}, f"{path.name}:{number}"


def test_training_questions_are_asked_of_facts_that_there_are(indexed: Settings) -> None:
    questions = read_questions(indexed.knowledge_dir).pairs
    assert len(questions) > 10_000
    assert all(fact and question for fact, question in questions)


def test_no_question_of_the_collection_is_trained_on(indexed: Settings) -> None:
    trained = {question for _, question in read_questions(indexed.knowledge_dir).pairs}
    collection = Path(__file__).parents[1] / "collection"
    held_out = {line.split("\t")[2] for line in (collection / "asked.tsv").read_text(encoding="utf-8").splitlines()}
    assert len(held_out) > 700
    assert not held_out & trained


def test_a_missing_folder_of_pairs_is_reported(tmp_path: Path, indexed: Settings) -> None:
    with pytest.raises(UsageError, match=r"tatoeba-eng-cmn\.tsv.*--parallel"):
        read_sentences(tmp_path, indexed.knowledge_dir)
