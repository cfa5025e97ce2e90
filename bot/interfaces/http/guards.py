"""What stands before every route, in order: who calls, what is noted, headers, other sites' pages, bounds, limits."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.interfaces.http.bounds import Bounds
from bot.interfaces.http.failures import Failures
from bot.interfaces.http.headers import SecurityHeaders
from bot.interfaces.http.keys import read_keys
from bot.interfaces.http.limits import Allowance, Limits, open_storage
from bot.interfaces.http.metrics import Metrics
from bot.interfaces.http.watching import Watching
from bot.settings import Settings, listed


def add_guards(api: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Put the guards before a server's routes; raises `UsageError` for settings that cannot be used."""
    allowance = Allowance(each=settings.api_per_minute, in_all=settings.api_per_minute_in_all)
    storage = open_storage(settings.limits_url.get_secret_value())
    keys = read_keys(settings.api_keys.get_secret_value())
    # The one that is added last is asked first.
    api.add_middleware(Failures)
    api.add_middleware(Limits, keys=keys, allowance=allowance, storage=storage)
    api.add_middleware(Bounds, most_bytes=settings.request_max_bytes, seconds=settings.request_seconds)
    if settings.allowed_origins:
        api.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type", "Idempotency-Key", "Mcp-Protocol-Version"),
            expose_headers=("Retry-After",),
        )
    api.add_middleware(SecurityHeaders)
    api.add_middleware(Watching, metrics=metrics)
    if proxies := listed(settings.trusted_proxies):
        api.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(proxies))
