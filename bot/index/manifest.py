"""The manifest: what an index was made of; written last, so that an index without it does not count as one."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import DataFolderError, IndexDamagedError, IndexMissingError, IndexStaleError
from bot.files import write_atomically
from bot.languages.tokens import ANALYSER

FORMAT = 7  # raise it when the corpus file or the collection changes shape
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Format version, model, analyser, and the digest of each document that the index holds."""

    format: int
    embedder: str
    analyser: str
    corpus_version: str
    corpus: str
    vectors: str
    """Names of the folders with the corpus and the vectors: a rebuild makes new ones beside the old."""
    documents: dict[str, str]


def read_manifest(data_dir: Path) -> Manifest:
    """The manifest of a data folder; raises `IndexMissingError` or `IndexDamagedError`."""
    path = data_dir / _NAME
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        if entries["format"] != FORMAT:
            raise _stale("format", entries["format"], FORMAT)
        return Manifest(**entries)
    except NotADirectoryError as error:
        raise DataFolderError(f"{data_dir} is not a folder. Choose another with --data-dir.") from error
    except FileNotFoundError as error:
        raise IndexMissingError(f"No index in {data_dir}. Run: goglobal ingest --data-dir {data_dir}") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error}). Run: goglobal ingest --rebuild") from error


def write_manifest(manifest: Manifest, data_dir: Path) -> None:
    """Replace the manifest in one step."""
    write_atomically(data_dir / _NAME, json.dumps(asdict(manifest), indent=1, sort_keys=True))


def check_manifest(manifest: Manifest, embedder: str) -> None:
    """Raise `IndexStaleError` unless the index was made by this analyser and model."""
    if manifest.analyser != ANALYSER:
        raise _stale("analyser", manifest.analyser, ANALYSER)
    if manifest.embedder != embedder:
        raise _stale("embedding model", manifest.embedder, embedder)


def _stale(what: str, found: object, wanted: object) -> IndexStaleError:
    return IndexStaleError(f"The index was made with {what} {found}, this is {wanted}. Run: goglobal ingest --rebuild")
