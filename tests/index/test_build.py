import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.errors import DataFolderError, IndexDamagedError, IndexMissingError, IndexStaleError
from bot.index.build import BuildReport, LoadedIndex, build_index, load_index
from bot.index.dense import DenseIndex
from bot.types import Document, Language, PassageKind
from tests import factories
from tests.factories import document, fact, section
from tests.fakes import HashEmbedder
from tests.index.knowledge import small_knowledge


def _build(
    data_dir: Path, embedder: HashEmbedder | None = None, *, edited: str = "", rebuild: bool = False, count: int = 12
) -> BuildReport:
    knowledge = small_knowledge(count, edited=edited)
    return build_index(knowledge, data_dir, embedder or HashEmbedder(), rebuild=rebuild, progress=lambda *step: None)


def _contents(data_dir: Path) -> tuple[dict[str, bytes], dict[str, tuple[str, bytes]]]:
    files = {
        str(path.relative_to(data_dir)): path.read_bytes()
        for path in sorted(data_dir.rglob("*"))
        if path.is_file() and not any(part.startswith("vectors-") for part in path.parts) and path.name != ".lock"
    }
    vectors = DenseIndex(data_dir / "vectors-1").contents()
    return files, {name: (text, vector.tobytes()) for name, (text, vector) in vectors.items()}


def test_a_first_build_adds_every_document(tmp_path: Path) -> None:
    report = _build(tmp_path)
    assert (report.added, report.changed, report.unchanged, report.removed) == (24, 0, 0, 0)
    assert report.embedded == 48 + 12  # of the Chinese texts only the facts differ from the English ones


def test_a_second_build_embeds_nothing(tmp_path: Path) -> None:
    _build(tmp_path)
    embedder = HashEmbedder()
    report = _build(tmp_path, embedder)
    assert embedder.embedded == []
    assert report == BuildReport(added=0, changed=0, unchanged=24, removed=0, embedded=0)


def test_an_edit_embeds_only_the_edited_fact_and_drops_the_old_one(tmp_path: Path) -> None:
    _build(tmp_path)
    embedder = HashEmbedder()
    report = _build(tmp_path, embedder, edited="Scheme 0 pays nothing.")
    assert embedder.embedded == ["Scheme 0 pays nothing."]
    assert report.changed == 1
    texts = {text for text, _ in DenseIndex(tmp_path / "vectors-1").contents().values()}
    assert "Scheme 0 pays nothing." in texts
    assert "Scheme 0 pays 1 million." not in texts


def test_a_removed_sheet_leaves_the_index(tmp_path: Path) -> None:
    _build(tmp_path)
    assert _build(tmp_path, count=11).removed == 2
    assert len(load_index(tmp_path, "hash-64").knowledge.documents) == 22


def test_an_index_of_another_model_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    _build(tmp_path)
    with pytest.raises(IndexStaleError, match="ingest --rebuild"):
        _build(tmp_path, HashEmbedder("other"))
    with pytest.raises(IndexStaleError, match="embedding model hash-64, this is other"):
        load_index(tmp_path, "other")


def test_a_rebuild_replaces_an_index_of_another_model(tmp_path: Path) -> None:
    _build(tmp_path)
    _build(tmp_path, HashEmbedder("other"), rebuild=True)
    assert load_index(tmp_path, "other").manifest.embedder == "other"


def test_an_index_stays_readable_while_it_is_rebuilt(tmp_path: Path) -> None:
    _build(tmp_path)
    reader = load_index(tmp_path, "hash-64")
    embedder = HashEmbedder()
    reader.dense.search(embedder.embed(["Scheme 3"])[0], 1)
    _build(tmp_path, HashEmbedder("other"), rebuild=True)
    assert reader.dense.search(embedder.embed(["Scheme 4"])[0], 3)


def test_a_missing_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="goglobal ingest"):
        load_index(tmp_path / "nowhere", "hash-64")


@pytest.mark.parametrize("damage", ["manifest.json", "knowledge.json", "vocab.index.json", "data.csc.index.npy"])
def test_a_damaged_file_is_reported_and_a_rebuild_mends_it(tmp_path: Path, damage: str) -> None:
    _build(tmp_path)
    for path in list(tmp_path.rglob(damage)):
        path.write_bytes(b"\x00not what it was")
    with pytest.raises(IndexDamagedError, match="ingest --rebuild"):
        load_index(tmp_path, "hash-64")
    _build(tmp_path, rebuild=True)
    assert load_index(tmp_path, "hash-64").sparse


def test_a_second_builder_is_told_that_another_one_is_at_work(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD_LOCK, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        with pytest.raises(DataFolderError, match="Another process is building"):
            _build(tmp_path)
    finally:
        holder.communicate()
    assert _build(tmp_path).added == 24


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(DataFolderError, match="--data-dir"):
        _build(blocked / "data")


def test_a_build_killed_at_random_moments_ends_in_the_same_index_as_a_clean_one(tmp_path: Path) -> None:
    clean, broken = tmp_path / "clean", tmp_path / "broken"
    subprocess.run([sys.executable, "-c", _SLOW_BUILD, str(clean)], check=True, cwd=Path.cwd())
    moments = random.Random(20261122)
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", _SLOW_BUILD, str(broken)], cwd=Path.cwd())
        time.sleep(moments.uniform(0.6, 2.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run([sys.executable, "-c", _SLOW_BUILD, str(broken)], check=True, cwd=Path.cwd())
    assert _contents(broken) == _contents(clean)


def test_vectors_are_found_by_cosine(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    _build(tmp_path, embedder)
    query = embedder.embed(["Scheme 3 pays 4 million."])[0]
    found = DenseIndex(tmp_path / "vectors-1").search(query, 1)
    assert np.isclose(next(iter(found.values())), 1.0, atol=1e-5)


def _indexed(folder: Path, *documents: Document) -> LoadedIndex:
    build_index(factories.knowledge(*documents), folder, HashEmbedder(), rebuild=False, progress=lambda *step: None)
    return load_index(folder, "hash-64")


@pytest.mark.parametrize("language", list(Language))
def test_documents_of_one_language_alone_make_an_index(tmp_path: Path, language: Language) -> None:
    sheet = document(section(fact()), language=language)
    index = _indexed(tmp_path, sheet)

    assert index.knowledge == factories.knowledge(sheet)
    assert {indexed: len(passages) for indexed, passages in index.passages.items()} == {
        Language.EN: 0 if language.is_chinese else 2,
        Language.ZH_HANT: 2 if language.is_chinese else 0,
    }


def test_only_english_goes_through_the_model(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    sheets = factories.knowledge(*(document(section(fact()), language=language) for language in Language))

    report = build_index(sheets, tmp_path, embedder, rebuild=False, progress=lambda *step: None)

    assert report == BuildReport(added=3, changed=0, unchanged=0, removed=0, embedded=2)
    assert sorted(embedder.embedded) == ["The tax rate is 8.25%.", "What is the tax rate?"]


def test_simplified_documents_are_in_the_chinese_index(tmp_path: Path) -> None:
    simplified = document(section(fact(id="hans", text="税率为8.25%。")), language=Language.ZH_HANS, topic="a")
    traditional = document(section(fact(id="hant", text="稅率為8.25%。")), language=Language.ZH_HANT, topic="b")
    index = _indexed(tmp_path, simplified, traditional)

    assert [
        (passage.language, passage.text)
        for passage in index.passages[Language.ZH_HANT]
        if passage.kind is PassageKind.FACT
    ] == [(Language.ZH_HANS, "税率为8.25%。"), (Language.ZH_HANT, "稅率為8.25%。")]
    assert index.sparse[Language.ZH_HANT].size == len(index.passages[Language.ZH_HANT])


def test_every_passage_is_found_by_its_id(tmp_path: Path) -> None:
    sheets = [document(section(fact(), is_text=True), language=language) for language in Language]
    index = _indexed(tmp_path, *sheets)
    passages = [passage for found in index.passages.values() for passage in found]

    assert len(passages) == 9
    assert [index.passage(passage.id) for passage in passages] == passages


@pytest.mark.parametrize("name", ["", "en/treasury", "en/treasury#none", "fr/treasury#rate", "rate"])
def test_an_id_of_no_passage_finds_none(tmp_path: Path, name: str) -> None:
    assert _indexed(tmp_path, document(section(fact()))).passage(name) is None


_HOLD_LOCK = """
import sys
import threading
from filelock import FileLock
with FileLock(sys.argv[1] + "/.lock"):
    print("held", flush=True)
    sys.stdin.read()
"""
_SLOW_BUILD = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from bot.index.build import build_index
from tests.fakes import HashEmbedder
from tests.index.knowledge import small_knowledge

class Slow(HashEmbedder):
    def embed(self, texts):
        time.sleep(0.1)
        return super().embed(texts)

build_index(small_knowledge(60), Path(sys.argv[1]), Slow(), rebuild=False, progress=lambda *step: None)
"""


def test_many_threads_may_be_the_first_to_search(tmp_path: Path) -> None:
    _build(tmp_path)
    copy = tmp_path.with_name(f"{tmp_path.name}-copy")  # Chroma knows this folder from the build
    shutil.copytree(tmp_path, copy)
    index, together = load_index(copy, "hash-64"), threading.Barrier(8)

    def search(number: int) -> int:
        together.wait()
        return len(index.dense.search(HashEmbedder().embed(["rate"])[0], 1))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(search, range(8))) == [1] * 8
