"""Whatever is sent, every response is one that the schema tells of, and none is a failure of the server."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as budget
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.app import Bot
from bot.interfaces.api import create_api
from bot.interfaces.service import Service, State
from bot.settings import Settings

_EXAMPLES = 30  # of each route
_BUDGET = budget(
    max_examples=_EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_ROUTES = (
    "GET /api/answers/{id}",
    "GET /api/passages",
    "GET /api/topics",
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /v1/models",
    "POST /api/ask",
    "POST /api/feedback",
    "POST /exports",
    "POST /v1/chat/completions",
)
# More than a schema can say: a key that no other request has used, turns as JSON, a turn of the user with words.
_MORE_IS_WANTED = ("POST /api/ask", "POST /exports", "POST /v1/chat/completions")


@pytest.fixture(scope="module")
def schema(indexed: Settings, bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    store = f"sqlite:///{tmp_path_factory.mktemp('schema')}/receipts.sqlite"
    service = Service(Settings(**{**indexed.model_dump(), "store_url": store, "api_per_minute": 0}))
    service.state = State(bot=bot, percent=100)
    return schemathesis.openapi.from_asgi("/openapi.json", create_api(service))


def _operations(schema: schemathesis.BaseSchema) -> dict[str, Any]:
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    return {one.label: one for one in found}


def test_the_routes_are_those_that_are_tried(schema: schemathesis.BaseSchema) -> None:
    assert sorted(_operations(schema)) == sorted(_ROUTES)


@pytest.mark.parametrize("route", _ROUTES)
def test_every_response_is_one_that_the_schema_tells_of(schema: schemathesis.BaseSchema, route: str) -> None:
    @_BUDGET
    @given(case=_operations(schema)[route].as_strategy())
    def try_out(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if route in _MORE_IS_WANTED else [])

    try_out()
