"""The shipped weights, and what the encoder does with any text."""

import contextlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.encoder import WEIGHTS, NgramEncoder
from bot.encoder.features import features
from bot.encoder.weights import Weights, load, quantise, save
from bot.errors import ModelError
from bot.index.minilm import MiniLmEmbedder
from bot.settings import Settings

# Written for this test, on nothing that the encoder was trained on.
_TRANSLATIONS = [
    ("雨下了整整三天，河水漫过了小桥。", "It rained for three whole days and the river rose over the little bridge."),
    ("他把旧钢琴卖给了隔壁的音乐老师。", "He sold the old piano to the music teacher next door."),
    (
        "这家面馆的老板娘每天凌晨四点起床和面。",
        "The owner of this noodle shop gets up at four every morning to knead dough.",
    ),
    ("火山喷发后，机场关闭了两周。", "The airport was closed for two weeks after the volcano erupted."),
    (
        "公司拒绝退款，顾客于是投诉到消委会。",
        "The company refused a refund, so the customer complained to the consumer council.",
    ),
    ("这位护士在乡村医院工作了三十年。", "The nurse worked at a village hospital for thirty years."),
    ("工程师发现桥梁的钢缆有裂缝。", "Engineers found cracks in the steel cables of the bridge."),
    ("孩子们在沙滩上捡贝壳。", "The children are picking up shells on the beach."),
]


@pytest.fixture(scope="module")
def encoder() -> NgramEncoder:
    return NgramEncoder()


def test_a_sentence_is_nearest_to_its_translation(encoder: NgramEncoder, indexed: Settings) -> None:
    chinese = encoder.embed([zh for zh, _ in _TRANSLATIONS])
    english = MiniLmEmbedder(indexed.model_dir).embed([en for _, en in _TRANSLATIONS])
    assert list((chinese @ english.T).argmax(axis=1)) == list(range(len(_TRANSLATIONS)))


@pytest.mark.parametrize(
    "forms",
    [
        ("企业财资中心的利得税税率是多少", "企業財資中心的利得稅稅率是多少"),
        ("谁牵头出海专班", "誰牽頭出海專班"),
        ("香港上市要几多钱", "香港上市要幾多錢", "香港上市要多少钱"),
        ("ＣＴＣ税率", "ctc稅率"),
    ],
)
def test_the_forms_of_one_question_have_one_vector(encoder: NgramEncoder, forms: tuple[str, ...]) -> None:
    vectors = encoder.embed(forms)
    assert all(np.array_equal(vectors[0], vector) for vector in vectors)


@pytest.mark.parametrize("text", ["", "🎉🎉🎉", "\u3131\u3132", "㐀㐁", "؟؟", "مرحبا", "\ud800", "  \n"])
def test_a_text_in_which_nothing_is_known_has_a_vector_of_zeros(encoder: NgramEncoder, text: str) -> None:
    assert not encoder.embed([text]).any()


@pytest.mark.parametrize(
    "text", ["treasury centre", "税", "CTC税率🎉", "Ставка 税", "税\ud800率", "tax " * 25_000, "香港" * 50_000]
)
def test_any_other_text_has_a_unit_vector(encoder: NgramEncoder, text: str) -> None:
    np.testing.assert_allclose(np.linalg.norm(encoder.embed([text])), 1.0, rtol=1e-5)


def test_no_texts_have_no_vectors(encoder: NgramEncoder) -> None:
    assert encoder.embed([]).shape == (0, 384)


def test_features_are_ngrams_words_and_numbers() -> None:
    assert list(features("上市A+H 8.25%")) == ["上", "市", "上市", "a", "h", "8.25"]


def test_the_weights_are_small_and_say_how_they_were_made() -> None:
    about = load(WEIGHTS).about
    assert WEIGHTS.stat().st_size <= 15_000_000
    assert {"teacher", "recipe", "data", "licence"} <= about.keys()


def test_half_a_surrogate_pair_is_read_as_a_break(encoder: NgramEncoder) -> None:
    assert np.array_equal(*encoder.embed(["税\ud800率", "税 率"]))


def test_encoding_needs_no_torch() -> None:
    code = (
        "import sys; import bot.app, bot.langchain; from bot.encoder.encoder import NgramEncoder; "
        "NgramEncoder().embed(['税率']); print({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


def _small() -> Weights:
    return quantise(("税", "率"), np.eye(2, 384, dtype=np.float32), {})


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save(_small(), tmp_path / "w.npz")
    read = load(tmp_path / "w.npz")
    assert read.vocabulary == ("税", "率")
    np.testing.assert_allclose(read.rows * read.scales[:, None], np.eye(2, 384), atol=1e-6)


def test_a_file_cut_short_is_reported(tmp_path: Path) -> None:
    save(_small(), tmp_path / "w.npz")
    whole = (tmp_path / "w.npz").read_bytes()
    for size in (0, 40, len(whole) // 2, len(whole) - 30):
        (tmp_path / "w.npz").write_bytes(whole[:size])
        with pytest.raises(ModelError, match=r"cannot be read .* Reinstall"):
            NgramEncoder(tmp_path / "w.npz").embed(["税"])


def test_a_file_with_a_wrong_byte_in_its_directory_is_read_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    save(_small(), path)
    whole = path.read_bytes()
    for place in range(whole.index(b"PK\x01\x02"), len(whole)):
        for bits in (1, 8, 255):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ bits]) + whole[place + 1 :])
            with contextlib.suppress(ModelError):
                assert load(path).vocabulary == ("税", "率")


def test_compressed_weights_that_are_damaged_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    np.savez_compressed(path, about=np.arange(2000, dtype=np.uint8))
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + b"\xff" * 20 + whole[80:])
    with pytest.raises(ModelError, match="while decompressing"):
        load(path)


def test_a_single_array_is_no_file_of_weights(tmp_path: Path) -> None:
    np.save(tmp_path / "w.npy", np.ones(3))
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "w.npy")


def test_weights_that_do_not_say_what_they_are_are_reported(tmp_path: Path) -> None:
    small = _small()
    said = np.frombuffer(b"[]", dtype=np.uint8)
    np.savez(tmp_path / "w.npz", rows=small.rows, scales=small.scales, vocabulary=said, about=said)
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "w.npz")


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "none.npz")


def test_another_format_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.encoder.weights.FORMAT", 9)
    save(_small(), tmp_path / "w.npz")
    monkeypatch.undo()
    with pytest.raises(ModelError, match="is of format 9, wanted 1"):
        load(tmp_path / "w.npz")


def test_vectors_of_another_shape_are_reported(tmp_path: Path) -> None:
    save(quantise(("税",), np.ones((1, 8), dtype=np.float32), {}), tmp_path / "w.npz")
    with pytest.raises(ModelError, match=r"vectors of shape \(1, 8\), wanted \(1, 384\)"):
        load(tmp_path / "w.npz")


def test_the_vector_of_an_ngram_is_that_of_a_text_of_it_alone(encoder: NgramEncoder) -> None:
    places = encoder.places(["ship", "nosuchword"])

    ship, unknown = encoder.vectors(places)

    assert places[1] == -1
    assert ship == pytest.approx(encoder.embed(["ship"])[0], abs=1e-6)
    assert not unknown.any()
