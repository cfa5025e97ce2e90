import hashlib
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.interfaces.http.keys import KeyUnknownError, read_keys

_DIGEST = hashlib.sha256(b"key").hexdigest()
_OTHER = hashlib.sha256(b"other").hexdigest()


def test_clients_are_read_from_a_list() -> None:
    keys = read_keys(f"bank:{_DIGEST}:600, law-firm:{_OTHER}:0")
    bank, firm = (keys.client(f"Bearer {key}") for key in ("key", "other"))
    assert bank
    assert firm
    assert [(one.name, one.per_minute) for one in (bank, firm)] == [("bank", 600), ("law-firm", 0)]


def test_clients_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(f'[bank]\nsha256 = "{_DIGEST}"\nper_minute = 600\n', encoding="utf-8")
    bank = read_keys(str(path)).client("Bearer key")
    assert bank
    assert (bank.name, bank.per_minute) == ("bank", 600)


def test_a_key_is_sought_among_all_clients_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def compare(one: str, other: str) -> bool:
        compared.append(one)
        return one == other

    monkeypatch.setattr("bot.interfaces.http.keys.hmac.compare_digest", compare)
    keys = read_keys(f"bank:{_DIGEST}:1,firm:{_OTHER}:1")
    keys.client("Bearer key")
    with pytest.raises(KeyUnknownError):
        keys.client("Bearer none")
    assert compared == [_DIGEST, _OTHER] * 2


def test_no_header_is_no_client() -> None:
    assert read_keys(f"bank:{_DIGEST}:1").client("") is None
    assert read_keys("").client("Bearer anything") is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("bank", "entry 1 cannot be read"),
        (f"bank:{_DIGEST}:1,firm:secret", "entry 2 cannot be read"),
        (f"bank:{_DIGEST}:many", "entry 1 cannot be read"),
        ("bank:abc:1", "the digest of bank cannot be read"),
        (f"the bank:{_DIGEST}:1", "'the bank' is no name"),
        (f"bank:{_DIGEST}:1,bank:{_OTHER}:1", "names bank twice"),
        ("none.toml", "none.toml cannot be read"),
    ],
)
def test_a_bad_setting_says_what_is_wanted_and_repeats_no_secret(value: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as raised:
        read_keys(value)
    assert _DIGEST not in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[bank", "cannot be read"),
        ("bank = 1", r"\[bank\] in .* must have sha256 and per_minute"),
        (f'[bank]\nsha256 = "{_DIGEST}"', "must have sha256 and per_minute"),
        (f'[bank]\nsha256 = "{_DIGEST}"\nper_minute = true', "bank may send True"),
        ("[bank]\nsha256 = 1\nper_minute = 1", "the digest of bank cannot be read"),
    ],
)
def test_a_bad_file_says_what_is_wanted(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read_keys(str(path))
