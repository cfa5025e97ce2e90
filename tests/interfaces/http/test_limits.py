import asyncio

import pytest
from limits.aio.storage import MemoryStorage
from limits.errors import StorageError
from starlette.types import Message, Receive, Scope, Send

from bot.errors import UsageError
from bot.interfaces.http.keys import read_keys
from bot.interfaces.http.limits import Allowance, Limits, open_storage

_SCOPE = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [], "client": ("192.0.2.1", 1)}


class _Broken(MemoryStorage):
    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        raise StorageError(ConnectionError("no Redis"))


def test_where_counting_fails_requests_are_served_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    served = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        served.append(scope["path"])

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        served.append(str(message))

    limits = Limits(app, read_keys(""), Allowance(each=1, in_all=1), _Broken())
    asyncio.run(limits(_SCOPE, receive, send))

    assert served == ["/api/ask"]
    assert caplog.messages == ["Requests are not counted. no Redis"]


@pytest.mark.parametrize("url", ["memory://", "localhost:6379", "http://localhost"])
def test_what_is_no_address_of_redis_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError, match=r"^GOGLOBAL_LIMITS_URL is no address of a Redis server; wanted redis://"):
        open_storage(url)
