"""One process that serves the page and the API."""

import logging
import socket

import typer
import uvicorn
from fastapi import FastAPI

from bot.errors import UsageError
from bot.interfaces.api import create_api
from bot.interfaces.http.logs import log_as_json
from bot.interfaces.service import Service
from bot.interfaces.web.page import mount
from bot.receipts.retention import start_purging
from bot.settings import Settings

log = logging.getLogger(__name__)

_KEPT_OPEN = 75  # seconds; longer than proxies keep a connection that they may use again, or they use a closed one


def create_server(settings: Settings) -> tuple[FastAPI, Service]:
    """The web application and the service behind it, which is not yet started."""
    service = Service(settings)
    return mount(create_api(service), service), service


def run(settings: Settings) -> None:
    """Serve until interrupted; raises `UsageError` when the port is taken."""
    _check_port(settings.host, settings.port)
    server, service = create_server(settings)
    log_as_json()
    service.start()
    if service.receipts and settings.retention_days:
        start_purging(service.receipts, settings.retention_days)
    typer.echo(f"GoGlobal Advisor at http://{settings.host}:{settings.port} (ctrl-C stops it)", err=True)
    # Who calls is told by the guards of the API, which believe the proxies that are named, and those alone.
    uvicorn.run(
        server,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        timeout_keep_alive=_KEPT_OPEN,
        server_header=False,
    )


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another with --port."
            ) from error
