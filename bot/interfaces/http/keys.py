"""Clients that are known by a key; the server knows the digests of keys, never the keys."""

import hashlib
import hmac
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from bot.errors import UsageError
from bot.interfaces.http.problems import ApiError
from bot.settings import listed

_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)
_ENTRY = re.compile(r"(?P<name>[^:]+):(?P<digest>[^:]+):(?P<per_minute>[0-9]{1,9})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WANTED = "wanted name:sha256:requests a minute, the digest in 64 hexadecimal digits"


class KeyUnknownError(ApiError):
    """A key that is not one of this server's."""

    status, title = 401, "Key not known"
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Somebody with a key: a name for the log, the SHA-256 of the key, and what may be sent in a minute (0: any)."""

    name: str
    digest: str
    per_minute: int


class Keys:
    """Finds clients by their keys."""

    def __init__(self, clients: tuple[Client, ...]) -> None:
        self._clients = clients

    def client(self, authorization: str) -> Client | None:
        """The client of an `Authorization` header; None without one, or where there are no keys to know.

        Raises `KeyUnknownError`. It takes as long whichever key it is, and whichever it is not.
        """
        if not authorization or not self._clients:
            return None
        kind, _, key = authorization.partition(" ")
        digest = hashlib.sha256(key.strip().encode("utf-8", "surrogatepass")).hexdigest()
        found = [client for client in self._clients if hmac.compare_digest(client.digest, digest)]
        if kind.lower() != "bearer" or not found:
            raise KeyUnknownError("The key in Authorization is not one of this server's. Send a known one, or none.")
        return found[0]


def read_keys(value: str) -> Keys:
    """The clients of `GOGLOBAL_API_KEYS`, a list or a TOML file; raises `UsageError`, which repeats no digest."""
    entries = _from_file(Path(value)) if value.endswith(".toml") else _from_list(value)
    clients = tuple(_client(*entry) for entry in entries)
    names = [client.name for client in clients]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"GOGLOBAL_API_KEYS names {min(twice)} twice. Each client has one key.")
    return Keys(clients)


def _from_list(value: str) -> list[tuple[str, object, object]]:
    entries: list[tuple[str, object, object]] = []
    for place, one in enumerate(listed(value), start=1):
        match = _ENTRY.fullmatch(one)
        if not match:
            raise UsageError(f"GOGLOBAL_API_KEYS: entry {place} cannot be read; {_WANTED}.")
        entries.append((match["name"], match["digest"], int(match["per_minute"])))
    return entries


def _from_file(path: Path) -> list[tuple[str, object, object]]:
    try:
        tables: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"GOGLOBAL_API_KEYS: {path} cannot be read ({error}).") from error
    for name, table in tables.items():
        if not isinstance(table, dict) or table.keys() != {"sha256", "per_minute"}:
            raise UsageError(f"GOGLOBAL_API_KEYS: [{name}] in {path} must have sha256 and per_minute, and no more.")
    return [(name, table["sha256"], table["per_minute"]) for name, table in tables.items()]


def _client(name: str, digest: object, per_minute: object) -> Client:
    if not _NAME.fullmatch(name):
        raise UsageError(f"GOGLOBAL_API_KEYS: {name!r} is no name of a client; wanted letters, digits, . _ and -.")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise UsageError(f"GOGLOBAL_API_KEYS: the digest of {name} cannot be read; {_WANTED}.")
    if type(per_minute) is not int or per_minute < 0:
        raise UsageError(f"GOGLOBAL_API_KEYS: {name} may send {per_minute!r}; wanted a number from 0 (no limit).")
    return Client(name=name, digest=digest, per_minute=per_minute)
