"""How often the API is used: asked by each address or client with a key, and asked and read by all together."""

import ipaddress
import logging
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import ConfigurationError, StorageError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import UsageError
from bot.interfaces.http.keys import Keys
from bot.interfaces.http.problems import ApiError, refuse

log = logging.getLogger(__name__)

_LIMITED = ("/api/", "/v1/", "/mcp", "/exports")
_EVERYBODY = "everybody"
_LONG, _CUSTOMER_BITS = 6, 64


class OftenError(ApiError):
    """More requests than are served."""

    status, title = 429, "Too many requests"

    def __init__(self, per_minute: int, seconds: int) -> None:
        super().__init__(f"{per_minute} requests a minute are served. Try again in {seconds} seconds.")
        self.retry_after = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Requests a minute: what one address may ask (POST), and all that is asked and read; 0 for any number."""

    each: int
    in_all: int


class Limits:
    """ASGI middleware that names the client of a request to the API, and counts it."""

    def __init__(self, app: ASGIApp, keys: Keys, allowance: Allowance, storage: Storage) -> None:
        self._app, self._keys, self._allowance = app, keys, allowance
        self._limiter = SlidingWindowCounterRateLimiter(storage)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or say when to come back."""
        if scope["type"] != "http" or not scope["path"].startswith(_LIMITED) or scope["method"] == "OPTIONS":
            return await self._app(scope, receive, send)
        try:
            await self._count(scope)
        except ApiError as error:
            return await refuse(scope, error)(scope, receive, send)
        await self._app(scope, receive, send)

    async def _count(self, scope: Scope) -> None:
        client = self._keys.client(Headers(scope=scope).get("authorization", ""))
        if client:
            scope.setdefault("state", {})["client"] = client.name
            own = (client.per_minute, f"key:{client.name}")
        else:
            own = (self._allowance.each, f"address:{_network(scope)}")
        counted = [own] if scope["method"] == "POST" else []
        try:
            for per_minute, whose in (*counted, (self._allowance.in_all, _EVERYBODY)):
                if per_minute:
                    await self._hit(RateLimitItemPerMinute(per_minute), whose)
        except StorageError as error:  # what counts is out of order: better to serve than to shut the door
            log.warning("Requests are not counted. %s", error.storage_error)

    async def _hit(self, limit: RateLimitItem, whose: str) -> None:
        if not await self._limiter.hit(limit, whose):
            free_at = (await self._limiter.get_window_stats(limit, whose)).reset_time
            raise OftenError(limit.amount, max(1, math.ceil(free_at - time.time())))


def open_storage(url: str) -> Storage:
    """Where requests are counted: memory without an address, else Redis; raises `UsageError`."""
    if not url:
        return MemoryStorage()
    if not url.startswith(("redis://", "rediss://", "redis+unix://")):
        raise UsageError("GOGLOBAL_LIMITS_URL is no address of a Redis server; wanted redis://host:port/0.")
    try:
        return RedisStorage(f"async+{url}", implementation="redispy", wrap_exceptions=True)
    except ConfigurationError as error:
        install = 'pip install "goglobal-advisor[redis]"'
        raise UsageError(f"GOGLOBAL_LIMITS_URL needs a driver that is missing. Run: {install}") from error


def _network(scope: Scope) -> str:
    """The caller's address; of an IPv6 address the part that names a customer, who has all that begin so."""
    address = str((scope.get("client") or ("", 0))[0])
    try:
        is_long = ipaddress.ip_address(address).version == _LONG
    except ValueError:  # a name, as of a socket file
        return address
    return str(ipaddress.ip_network((address, _CUSTOMER_BITS), strict=False)) if is_long else address
