"""Builds the index: only what changed, in an order in which a kill at any moment leaves a usable state.

New vectors are added, then the new corpus is written beside the old, then the manifest switches to it, and only then is
what nobody refers to removed. Readers hold one corpus version from start to end.
"""

import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from bot.errors import DataFolderError, IndexDamagedError, IndexMissingError
from bot.index.dense import DenseIndex, vector_id
from bot.index.manifest import FORMAT, Manifest, check_manifest, read_manifest, write_manifest
from bot.index.sparse import SparseIndex, build_sparse, load_sparse, save_sparse
from bot.languages.tokens import ANALYSER
from bot.passages import embedded_text, split
from bot.protocols import Embedder, Progress
from bot.types import Document, Knowledge, Language, Passage

log = logging.getLogger(__name__)

INDEXED_LANGUAGES = (Language.EN, Language.ZH_HANT)
_VECTORS = "vectors-"
_EMBED_AT_ONCE = 32
_CORPUS = TypeAdapter(Knowledge)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did, in documents; `embedded` counts texts that went through the model."""

    added: int
    changed: int
    unchanged: int
    removed: int
    embedded: int


@dataclass(frozen=True, kw_only=True)
class LoadedIndex:
    """An index opened for reading: the corpus, its passages and both ways to search them."""

    manifest: Manifest
    knowledge: Knowledge
    passages: dict[Language, tuple[Passage, ...]]
    sparse: dict[Language, SparseIndex]
    dense: DenseIndex

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._by_id.get(passage_id)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passages in self.passages.values() for passage in passages}


def build_index(
    knowledge: Knowledge, data_dir: Path, embedder: Embedder, *, rebuild: bool, progress: Progress
) -> BuildReport:
    """Bring the index in `data_dir` to `knowledge`; raises `IndexStaleError` for another model's, unless `rebuild`."""
    with _locked(data_dir):
        old = None if rebuild else _current(data_dir, embedder)
        vectors = old.vectors if old else _vectors_folder(data_dir, fresh=rebuild)
        digests = {f"{d.language}/{d.topic}": _digest(TypeAdapter(Document).dump_json(d)) for d in knowledge.documents}
        corpus = _CORPUS.dump_json(knowledge)
        passages = chain.from_iterable(split(knowledge.documents, language) for language in INDEXED_LANGUAGES)
        dense = DenseIndex(data_dir / vectors)
        texts = map(embedded_text, passages)
        wanted = {vector_id(embedder.name, text): text for text in texts}
        embedded = _embed_missing(wanted, dense, embedder, progress)
        version = _digest(corpus)
        folder = _corpus_folder(data_dir / "corpus", version, fresh=rebuild)
        _write_corpus(knowledge, corpus, folder, progress)
        manifest = Manifest(
            format=FORMAT,
            embedder=embedder.name,
            analyser=ANALYSER,
            corpus_version=version,
            corpus=folder.name,
            vectors=vectors,
            documents=digests,
        )
        write_manifest(manifest, data_dir)
        dense.delete(dense.ids() - wanted.keys())
        _remove_others(data_dir, f"{_VECTORS}*", keep=vectors)
        _remove_others(data_dir / "corpus", "*", keep=folder.name)
        return _report(old.documents if old else {}, digests, embedded)


def load_index(data_dir: Path, embedder_name: str) -> LoadedIndex:
    """Open the index in `data_dir`; raises an `IndexMissingError`, `IndexStaleError` or `IndexDamagedError`."""
    manifest = read_manifest(data_dir)
    check_manifest(manifest, embedder_name)
    folder = data_dir / "corpus" / manifest.corpus
    try:
        knowledge = _CORPUS.validate_json((folder / "knowledge.json").read_bytes())
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{folder} cannot be read. Run: goglobal ingest --rebuild") from error
    return LoadedIndex(
        manifest=manifest,
        knowledge=knowledge,
        passages={language: split(knowledge.documents, language) for language in INDEXED_LANGUAGES},
        sparse={language: load_sparse(folder / language.value) for language in INDEXED_LANGUAGES},
        dense=DenseIndex(data_dir / manifest.vectors),
    )


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    lock = FileLock(data_dir / ".lock")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DataFolderError(
            f"Another process is building the index in {data_dir}. Wait for it, or choose another with --data-dir."
        ) from error
    except OSError as error:
        raise DataFolderError(
            f"Cannot write to {data_dir} ({error.strerror}). Choose another with --data-dir."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _current(data_dir: Path, embedder: Embedder) -> Manifest | None:
    try:
        manifest = read_manifest(data_dir)
    except IndexMissingError:
        return None
    check_manifest(manifest, embedder.name)
    return manifest


def _vectors_folder(data_dir: Path, *, fresh: bool) -> str:
    """Where to put vectors when no manifest says: what a killed first build left, or a new folder."""
    numbers = [int(name) for path in data_dir.glob(f"{_VECTORS}*") if (name := path.name[len(_VECTORS) :]).isdigit()]
    newest = max(numbers, default=0)
    return f"{_VECTORS}{newest + 1 if fresh or not newest else newest}"


def _corpus_folder(parent: Path, version: str, *, fresh: bool) -> Path:
    """A folder is complete if it is there at all; only a rebuild, which trusts nothing, takes another name."""
    names = chain((version,), (f"{version}-{number}" for number in count(2)))
    return next(parent / name for name in names if not (fresh and (parent / name).exists()))


def _embed_missing(wanted: dict[str, str], dense: DenseIndex, embedder: Embedder, progress: Progress) -> int:
    missing = sorted(wanted.keys() - dense.ids())
    for start in range(0, len(missing), _EMBED_AT_ONCE):
        progress("embed", start, len(missing))
        batch = missing[start : start + _EMBED_AT_ONCE]
        texts = [wanted[name] for name in batch]
        dense.add(batch, texts, embedder.embed(texts))
    progress("embed", len(missing), len(missing))
    return len(missing)


def _write_corpus(knowledge: Knowledge, corpus: bytes, folder: Path, progress: Progress) -> None:
    if (folder / "knowledge.json").is_file():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    for done, language in enumerate(INDEXED_LANGUAGES):
        progress("index", done, len(INDEXED_LANGUAGES))
        save_sparse(build_sparse(_texts(split(knowledge.documents, language))), scratch / language.value)
    (scratch / "knowledge.json").write_bytes(corpus)
    scratch.chmod(0o755)
    os.replace(scratch, folder)
    progress("index", len(INDEXED_LANGUAGES), len(INDEXED_LANGUAGES))


def _texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.text for passage in passages] or [""]  # bm25s cannot index nothing


def _remove_others(folder: Path, pattern: str, *, keep: str) -> None:
    for other in folder.glob(pattern):
        if other.name != keep:
            shutil.rmtree(other, ignore_errors=True)


def _report(old: dict[str, str], new: dict[str, str], embedded: int) -> BuildReport:
    common = old.keys() & new.keys()
    unchanged = sum(old[name] == new[name] for name in common)
    return BuildReport(
        added=len(new) - len(common),
        changed=len(common) - unchanged,
        unchanged=unchanged,
        removed=len(old) - len(common),
        embedded=embedded,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
