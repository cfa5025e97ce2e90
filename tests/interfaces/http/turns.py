"""One address with several servers behind it, which take requests in turn; as a load balancer without memory does."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

_KEPT = ("content-type", "retry-after")


@contextmanager
def in_turn(addresses: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The address, and the list of those that have served, in order."""
    turns, served = itertools.cycle(addresses), list[str]()

    class Turn(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = next(turns)
            served.append(address)
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            given = httpx.request(
                self.command, address + self.path, content=body, headers=dict(self.headers.items()), timeout=60
            )
            self.send_response(given.status_code)
            for name in _KEPT:
                if name in given.headers:
                    self.send_header(name, given.headers[name])
            self.send_header("Content-Length", str(len(given.content)))
            self.end_headers()
            self.wfile.write(given.content)

        do_POST = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Turn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", served
        server.shutdown()
