"""The matcher: what it reads, that it computes what was trained, and what it adds to the ranking."""

from pathlib import Path

import numpy as np
import pytest
import torch

from bot.answer.corpus import FactView
from bot.answer.matcher import Matcher
from bot.answer.matcher_weights import load, save
from bot.answer.question import clean, read_question
from bot.answer.ranking import Ranker
from bot.app import Bot, build_retriever
from bot.encoder.encoder import NgramEncoder
from bot.errors import ModelError
from bot.settings import Settings
from bot.types import Language, Query
from tests.factories import corpus_of, fact
from tests.fit_matcher import Example, Network, batch, train
from tests.labelled import read_asked

_ASKED = "What tax does a treasury centre pay?"
_FACTS = (
    fact(id="tax", text="A corporate treasury centre pays profits tax at half the normal rate."),
    fact(id="port", text="Hong Kong is a free port for most goods."),
)
_NGRAMS = NgramEncoder()


def _views() -> list[FactView]:
    one = corpus_of(*_FACTS)
    return [one.view(each.id, Language.EN) for each in _FACTS]


def _example(matcher: Matcher, *, right: int) -> Example:
    readings = [matcher.reading(view) for view in _views()]
    answers = [place == right for place in range(len(readings))]
    return Example(matcher.words(_ASKED), readings, [0.0] * len(readings), answers)


def test_a_fact_about_what_is_asked_gains_on_another() -> None:
    about, other = Matcher(_NGRAMS)(_ASKED, _views())

    assert about > other + 1


@pytest.mark.parametrize("text", ["", "？？", "zzzzqx"])
def test_a_question_of_no_known_word_adds_nothing(text: str) -> None:
    assert Matcher(_NGRAMS)(text, _views()).tolist() == [0.0, 0.0]


def test_nothing_is_read_where_there_is_no_fact() -> None:
    assert Matcher(_NGRAMS)(_ASKED, []).shape == (0,)


def test_both_scripts_are_read_alike() -> None:
    matcher = Matcher(_NGRAMS)

    assert matcher("財資中心交幾多稅？", _views()).tolist() == matcher("财资中心交几多税？", _views()).tolist()


def test_the_ways_to_ask_for_a_fact_are_read_after_its_own_text() -> None:
    view = corpus_of(fact(text="It is 8.25%.", phrasings=("treasury levy",))).view("rate", Language.EN)

    read = Matcher(_NGRAMS).reading(view)

    own = _NGRAMS.places(["it", "is", "8.25"])
    assert read.words[: len(own[own >= 0])].tolist() == own[own >= 0].tolist()
    assert _NGRAMS.places(["levy"])[0] in read.words[read.segments == 1]


def test_it_computes_what_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = Network().eval()
    save(network.arrays(), tmp_path / "matcher.npz")
    matcher = Matcher(_NGRAMS, tmp_path / "matcher.npz")

    with torch.no_grad():
        wanted = network(batch([_example(matcher, right=0)], _NGRAMS))[0].numpy()

    assert matcher(_ASKED, _views()) == pytest.approx(wanted, abs=0.02)  # weights are kept in half precision


def test_training_learns_which_fact_answers() -> None:
    torch.manual_seed(1)
    network, matcher = Network(), Matcher(_NGRAMS)
    examples = [_example(matcher, right=1)] * 64

    train(network, examples, _NGRAMS, passes=10)

    network.eval()
    with torch.no_grad():
        of_tax, of_port = network(batch(examples[:1], _NGRAMS))[0]
    assert of_port > of_tax + 1


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_weights_that_cannot_be_read_are_told_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "matcher.npz"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ModelError, match=r"matcher\.npz cannot be read .*Reinstall"):
        load(path)


def test_weights_of_another_shape_are_told_with_the_shape_that_is_wanted(tmp_path: Path) -> None:
    arrays = Network().arrays() | {"segments": np.zeros((3, 96), dtype=np.float32)}
    save(arrays, tmp_path / "matcher.npz")

    with pytest.raises(ModelError, match=r"segments of shape \(3, 96\), wanted \(2, 96\)"):
        load(tmp_path / "matcher.npz")


def test_reading_brings_more_right_facts_first(bot: Bot, indexed: Settings) -> None:
    retriever, index = build_retriever(indexed), bot.index
    with_reading, without = bot.advisor.ranker, Ranker(bot.advisor.corpus, index.sparse)
    firsts = {True: 0, False: 0}
    for one in read_asked()[::4]:
        query = Query(text=clean(one.text), language=one.language)
        found = retriever.retrieve(query, retriever.embed(query), 40)
        for is_read, ranker in ((True, with_reading), (False, without)):
            firsts[is_read] += ranker(read_question(query.text, query.language), found)[0].view.fact.id in one.facts

    assert firsts[True] > firsts[False]
