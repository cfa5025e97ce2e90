"""A server over the real index, made anew for each test, with settings of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.app import Bot
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.settings import Settings

Serve = Callable[..., TestClient]
ASKED = {"question": "Who steers the GoGlobal Task Force?"}


@pytest.fixture
def serve(indexed: Settings, bot: Bot, tmp_path: Path) -> Iterator[Serve]:
    """Starts servers with settings changed as named; their stores are the test's own."""
    with ExitStack() as running:

        def start(*, address: str = "192.0.2.1", **changes: object) -> TestClient:
            store = {"store_url": f"sqlite:///{tmp_path}/receipts.sqlite"}
            service = Service(Settings(**{**indexed.model_dump(), **store, **changes}))
            service.state = State(bot=bot, percent=100)
            api = create_api(service)
            return running.enter_context(TestClient(api, client=(address, 1), raise_server_exceptions=False))

        yield start
