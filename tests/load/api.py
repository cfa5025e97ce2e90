"""Visitors of portals asking through the API at once, each from an address of its own; on loopback alone.

`python -m tests.load.api` starts a server, has 200 visitors ask every five seconds for a minute, and prints how long
complete answers took and what failed. Then 1,000 ask in the same moment: what is more than the server works at must be
refused at once, with a time to come back, nothing may fail, and the server's memory must return to what it was.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import SplitResult, urlsplit

from bot.settings import go_offline, load_settings
from bot.types import JsonObject
from tests.browser.page import free_port, serving_process, wait_until_ready
from tests.load.page import QUESTIONS, percentile

_EVERY_SECONDS = 5.0
_MEMORY_SHARE = 1.1  # of what the server had before the rush, once it is over
_SETTLE_SECONDS = 20.0
_PATIENCE = 60.0  # seconds for which a visitor waits


@dataclass
class Tally:
    """What happened."""

    seconds: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    """Seconds to a refusal."""
    statuses: Counter[str] = field(default_factory=Counter)
    without_time: int = 0
    """Refusals that did not say when to come back."""

    async def ask(self, server: SplitResult, question: str, visitor: str) -> None:
        """Ask once, on a connection of its own, and note what came of it."""
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(_PATIENCE):
                status, head = await _post(server, {"question": question}, visitor)
        except (OSError, EOFError, TimeoutError) as error:
            self.statuses[type(error).__name__] += 1
            return
        self.statuses[status] += 1
        (self.seconds if status == "200" else self.refused).append(time.perf_counter() - begun)
        self.without_time += status != "200" and "retry-after:" not in head

    def told(self) -> str:
        """One line of figures."""
        ordered = sorted(self.seconds)
        shares = " ".join(f"p{share} {percentile(ordered, share):.2f} s" for share in (50, 95, 99))
        counted = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        refused = f"; refusals p95 {percentile(sorted(self.refused), 95):.2f} s" if self.refused else ""
        return f"{counted}; answers {shares}, slowest {ordered[-1]:.2f} s{refused}"


def main() -> None:
    """Run both, print, and exit 1 when anything but an answer or a refusal came, or memory stayed."""
    options = _options()
    go_offline()
    with TemporaryDirectory() as folder:
        more = {
            "GOGLOBAL_TRUSTED_PROXIES": "127.0.0.1",
            "GOGLOBAL_STORE_URL": f"sqlite:///{folder}/receipts.sqlite",
        }
        with serving_process(load_settings(), free_port(), more) as (address, pid):
            wait_until_ready(address)
            failed = asyncio.run(_load(address, pid, options))
    sys.exit(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--at-once", type=int, default=1000)
    return parser.parse_args()


async def _load(address: str, pid: int, options: argparse.Namespace) -> bool:
    server, steady, begun = urlsplit(address), Tally(), _processor(pid)
    until = time.monotonic() + options.seconds
    await asyncio.gather(*(_visit(server, number, steady, until) for number in range(options.visitors)))
    sys.stdout.write(f"{options.visitors} visitors for {options.seconds:g} s: {steady.told()}\n")
    each = (_processor(pid) - begun) * 1000 / steady.statuses.total()
    sys.stdout.write(f"the server took {each:.0f} ms of a processor for each\n")

    before, rush = _memory(pid), Tally()
    asked = enumerate(islice(cycle(QUESTIONS), options.at_once))
    await asyncio.gather(*(rush.ask(server, question, _address(number)) for number, question in asked))
    sys.stdout.write(f"{options.at_once} at once: {rush.told()}; {rush.without_time} refused without a time\n")
    await asyncio.sleep(_SETTLE_SECONDS)
    after = _memory(pid)
    sys.stdout.write(f"memory of the server before {before:.0f} MB, after {after:.0f} MB\n")
    failed = set(steady.statuses) != {"200"} or not set(rush.statuses) <= {"200", "503"} or rush.without_time
    return bool(failed) or after > before * _MEMORY_SHARE


async def _visit(server: SplitResult, number: int, tally: Tally, until: float) -> None:
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, _EVERY_SECONDS))
    while (begun := time.monotonic()) < until:
        await tally.ask(server, chance.choice(QUESTIONS), _address(number))
        await asyncio.sleep(max(0.0, _EVERY_SECONDS - (time.monotonic() - begun)))


async def _post(server: SplitResult, body: JsonObject, visitor: str) -> tuple[str, str]:
    """Status and head of a response read to its end; by hand, for a thousand clients weigh more than their server."""
    content = json.dumps(body).encode()
    head = (
        "POST /api/ask HTTP/1.1",
        f"Host: {server.netloc}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        f"X-Forwarded-For: {visitor}",
        "Connection: close",
    )
    reader, writer = await asyncio.open_connection(server.hostname, server.port)
    try:
        writer.write("\r\n".join((*head, "", "")).encode() + content)
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        await reader.read()
    finally:
        writer.close()
    return told.split()[1], told


def _address(number: int) -> str:
    return f"198.18.{number // 256}.{number % 256}"


def _processor(pid: int) -> float:
    """Seconds of a processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Resident memory of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
