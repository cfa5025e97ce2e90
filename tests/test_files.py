import os
import stat
from pathlib import Path

import pytest

from bot.errors import DataFolderError
from bot.files import write_atomically


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("text", ["", "One\r\ntwo\n", "稅率为8.25%"])
def test_a_file_is_written_as_it_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"

    write_atomically(path, text)

    assert path.read_bytes() == text.encode()
    assert _names(tmp_path) == ["run.json"]


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_others_may_read_a_file_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "run.json"
    before = os.umask(mask)
    try:
        write_atomically(path, "{}")
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_reader_of_the_old_file_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old and longer", encoding="utf-8")

    with path.open(encoding="utf-8") as reader:
        write_atomically(path, "new")

        assert (reader.read(), path.read_text(encoding="utf-8")) == ("old and longer", "new")
    assert _names(tmp_path) == ["run.json"]


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half\ud800")

    assert (path.read_text(encoding="utf-8"), _names(tmp_path)) == ("old", ["run.json"])


def test_a_stop_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.json"
    path.write_text("old", encoding="utf-8")

    def stop(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")

    assert (path.read_text(encoding="utf-8"), _names(tmp_path)) == ("old", ["run.json"])


@pytest.mark.parametrize("options", [{}, {"option": "--out"}])
def test_a_folder_in_place_of_the_file_is_named_with_the_option(tmp_path: Path, options: dict[str, str]) -> None:
    path = tmp_path / "run.json"
    path.mkdir()

    with pytest.raises(DataFolderError) as caught:
        write_atomically(path, "{}", **options)

    wanted = options.get("option", "--data-dir")
    assert str(caught.value) == f"Cannot write {path} (Is a directory). Choose another with {wanted}."
    assert _names(tmp_path) == ["run.json"]


@pytest.mark.parametrize(("parent", "reason"), [("nowhere", "No such file or directory"), ("file", "Not a directory")])
def test_a_folder_that_cannot_be_written_to_is_named_with_the_option(tmp_path: Path, parent: str, reason: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    path = tmp_path / parent / "run.json"

    with pytest.raises(DataFolderError) as caught:
        write_atomically(path, "{}", option="--out")

    assert str(caught.value) == f"Cannot write {path} ({reason}). Choose another with --out."
