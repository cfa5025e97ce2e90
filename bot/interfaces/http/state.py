"""What the routes answer from; one per server, in `app.state.http`."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from bot.exports.words import ExportWords
from bot.interfaces.http.asking import Asking
from bot.interfaces.service import Service
from bot.types import Language


@dataclass(frozen=True, slots=True)
class HttpState:
    """The service, what stands between it and whoever asks, and the words around a list of sources."""

    service: Service
    asking: Asking
    words: Mapping[Language, ExportWords]


def state_of(request: HTTPConnection) -> HttpState:
    """The state of the server that a request came to."""
    state: HttpState = request.app.state.http
    return state


def client_of(request: HTTPConnection) -> str:
    """The name of the client whose API key came with a request; empty without one."""
    return str(request.scope.get("state", {}).get("client", ""))
