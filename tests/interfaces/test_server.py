import pytest

from bot.interfaces import server
from bot.interfaces.service import Service
from bot.receipts.store import Receipts
from bot.settings import Settings


@pytest.mark.parametrize(
    ("changes", "started"),
    [({}, [180]), ({"retention_days": 7}, [7]), ({"retention_days": 0}, []), ({"store_answers": False}, [])],
)
def test_old_answers_are_purged_while_the_server_runs(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], started: list[int]
) -> None:
    purging: list[int] = []

    def start(receipts: Receipts, days: int) -> None:
        purging.append(days)

    monkeypatch.setattr(server, "start_purging", start)
    monkeypatch.setattr(server, "_check_port", lambda host, port: None)
    monkeypatch.setattr(server, "mount", lambda api, service: api)
    monkeypatch.setattr("uvicorn.run", lambda *arguments, **options: None)
    monkeypatch.setattr(Service, "start", lambda service: None)
    server.run(settings.model_copy(update=changes))

    assert purging == started
