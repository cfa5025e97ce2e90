"""A server on loopback that speaks OpenAI's protocol and plays a model: a good one, or one that misbehaves as told.

It knows nothing but the prompt: it reads the numbered evidence, or the turns of a follow-up, out of that.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.languages.scripts import simplify
from bot.languages.sentences import split_sentences

Passages = Sequence[tuple[int, str]]
Play = Callable[[Passages], str]
"""What a model makes of the evidence."""


def quote(passages: Passages, change: Callable[[str], str] = str) -> str:
    """Every sentence of the evidence with its mark, changed or as it is."""
    return "\n".join(f"{change(sentence)} [{n}]" for n, text in passages for sentence in split_sentences(text))


def _other_digits(text: str) -> str:
    return re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), text)


def _commanded(passages: Passages) -> str:
    """What a passage orders to be said, after `SAY:`; without such a passage, what it says."""
    orders = [order for _, text in passages for order in re.findall(r"SAY: (.*?)(?:\.|$)", text)]
    return "\n".join(f"{order}. [1]" for order in orders) or quote(passages)


PLAYS: dict[str, Play] = {
    "good": quote,
    "wrong figures": lambda passages: quote(passages, _other_digits),
    "one wrong figure": lambda passages: f"{quote(passages)}\nThe rate was 97.5%. [1]",
    "rounded": lambda passages: quote(passages, lambda text: re.sub(r"\d[\d,.]*\d", "about 1000", text)),
    "wrong name": lambda passages: quote(
        passages, lambda text: text.replace("Algernon Yau", "Chan Tai Man").replace("丘應樺", "陳大文")
    ),
    "invented citation": lambda passages: quote([(n + 70, text) for n, text in passages]),
    "no citation": lambda passages: " ".join(text for _, text in passages),
    "lead left out": lambda passages: quote(passages[1:]),
    "Simplified": lambda passages: quote(passages, simplify),
    "English": lambda passages: "\n".join(
        f"This is what the official sources say about it. [{n}]" for n, _ in passages
    ),
    "prose": lambda passages: "\n".join(f"You should trust your banker in such matters. [{n}]" for n, _ in passages),
    "obeys": _commanded,
    "address": lambda passages: quote(passages, lambda text: f"{text[:-1]}, see https://evil.example/pay."),
    "image": lambda passages: quote(passages, lambda text: f"{text} ![x](https://evil.example/x.png)"),
    "HTML": lambda passages: quote(passages, lambda text: f'{text} <img src="//evil.example/x">'),
    "Markdown": lambda passages: quote(passages, lambda text: f"**{text}**"),
    "empty": lambda passages: " \n",
    "huge": lambda passages: quote(passages) + "\n" + "x" * 2_000_000,
    "cut": quote,
}


@dataclass
class Played:
    """What a server got: each prompt and the request around it, as they came."""

    url: str = ""
    prompts: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def evidence_in(prompt: str) -> list[tuple[int, str]]:
    """The numbered passages of a prompt."""
    block = re.search(r"<evidence-(\w+)>\n(.*?)\n</evidence-\1>", prompt, re.DOTALL)
    return [(int(n), text) for n, text in re.findall(r"^\[(\d+)\] (.*)$", block[2], re.MULTILINE)] if block else []


def _reply(behaviour: str, prompt: str) -> str:
    if follow_up := re.search(
        r"<before-(\w+)>\n(.*?)\n</before-\1>\n<follow-up-\1>\n(.*?)\n</follow-up-\1>", prompt, re.DOTALL
    ):
        return behaviour.partition("rewrites: ")[2] or f"{follow_up[2]} {follow_up[3]}"
    return PLAYS.get(behaviour, quote)(evidence_in(prompt))


def _completion(behaviour: str, prompt: str) -> dict[str, Any]:
    content = _reply(behaviour, prompt)
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "played",
        "choices": [
            {
                "index": 0,
                "finish_reason": "length" if behaviour == "cut" else "stop",
                "message": {"role": "assistant", "content": content},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


_REFUSALS: dict[str, tuple[int, object]] = {
    "busy": (429, {"error": {"message": "too many"}}),
    "failing": (500, {"error": {"message": "broken"}}),
    "malformed": (200, '{"choices": [{"mess'),
}


class _Server(ThreadingHTTPServer):
    """Plays its behaviours in turn."""

    def __init__(self, behaviours: Sequence[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.played = Played(url=f"http://127.0.0.1:{self.server_port}/v1")
        self.behaviours, self.ended = behaviours, threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that gave up have closed their side."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        played, behaviours = self.server.played, self.server.behaviours
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        behaviour = behaviours[min(len(played.prompts), len(behaviours) - 1)]
        played.requests.append(body)
        played.keys.append(self.headers.get("Authorization", ""))
        played.prompts.append(body["messages"][0]["content"])
        if self.path != "/v1/chat/completions":
            self._send(404, {"error": {"message": "no such path"}})
        else:
            self._play(behaviour, played.prompts[-1])

    def _play(self, behaviour: str, prompt: str) -> None:
        if behaviour in _REFUSALS:
            self._send(*_REFUSALS[behaviour])
        elif behaviour == "unauthorised":
            self._send(401, {"error": {"message": f"wrong key: {self.headers['Authorization'].split()[-1]}"}})
        elif behaviour == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif behaviour == "slow":
            self.server.ended.wait(5)
        elif behaviour == "dripping":
            self._drip()
        else:
            self._send(200, _completion(behaviour, prompt))

    def _drip(self) -> None:
        """Bytes so close to each other that no read of the client ever times out."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            if self.server.ended.wait(0.05):
                return
            self.wfile.write(b" ")

    def _send(self, status: int, body: object) -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == _REFUSALS["busy"][0]:
            self.send_header("Retry-After", "30")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def playing(*behaviours: str) -> Iterator[Played]:
    """Serves until the block ends; the last behaviour is kept up.

    Beside those of `PLAYS`: "busy" (429), "failing" (500), "unauthorised" (401, repeats the key), "malformed",
    "slow", "dripping" (a byte now and then), "reset" and "rewrites: …", which says … to a follow-up.
    """
    server = _Server(behaviours)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.played
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
