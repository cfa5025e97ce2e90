"""People asking on the page at once, each through Gradio's own protocol; on loopback alone.

`python -m tests.load.page --people 50 --seconds 60` starts a server, has each person ask every ten seconds, and prints
how long complete answers took and what failed. With `--restart` the server is stopped and started again half-way: every
answer given before must still be found, and the same people go on.
"""

import argparse
import math
import random
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import httpx
from gradio_client import Client

from bot.settings import go_offline, load_settings
from tests.browser.page import free_port, serving, wait_until_ready

_EVERY_SECONDS = 10.0
QUESTIONS = (
    "What tax rate does a corporate treasury centre pay?",
    "企业财资中心的优惠税率是多少？",
    "內地企業出海專班由誰領導？",
    "How many Mainland companies are there in Hong Kong?",
    "在香港上市要多长时间",
    "輸入內地人才計劃要甚麼條件",
    "那要多久？",
    "Compare Hong Kong and Singapore for treasury centres",
    "BUD专项基金最多能拿多少",
    "今天天气怎么样",
)


@dataclass
class Tally:
    """What happened, from all threads."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    answer_ids: set[str] = field(default_factory=set)


class Person(threading.Thread):
    """Opens the page and asks every ten seconds, going on with one conversation, until told to stop."""

    def __init__(self, address: str, number: int, tally: Tally, stop: threading.Event, pause: threading.Event) -> None:
        super().__init__(daemon=True)
        self._address, self._number, self._tally, self._over, self._pause = address, number, tally, stop, pause
        self._chance = random.Random(number)
        self._carried: object = {}
        self.client = Client(address, verbose=False, analytics_enabled=False)

    def run(self) -> None:
        self._over.wait(self._chance.uniform(0, _EVERY_SECONDS))
        while not self._over.is_set():
            begun = time.perf_counter()
            if not self._pause.is_set():
                self._ask()
            self._over.wait(max(0.0, _EVERY_SECONDS - (time.perf_counter() - begun)))

    def _ask(self) -> None:
        begun = time.perf_counter()
        try:
            shown = self.client.predict(self._chance.choice(QUESTIONS), self._carried, api_name="/ask")
        except Exception as error:  # whatever it was, it is what a visitor would have met
            if not self._pause.is_set():
                self._tally.failures.append(f"{type(error).__name__}: {error}")
            return
        self._tally.seconds.append(time.perf_counter() - begun)
        self._carried = shown[1]
        self._tally.answer_ids |= {turn["id"] for turn in shown[1]["turns"]}
        if len(shown[1]["turns"]) > 5:
            self._carried = {}

    def reconnect(self) -> None:
        """What an open page does by itself when its server is back."""
        self.client = Client(self._address, verbose=False, analytics_enabled=False)


def main() -> None:
    """Run, print and exit 1 when anything failed."""
    options = _options()
    go_offline()
    settings, port, tally = load_settings(), free_port(), Tally()
    stop, pause = threading.Event(), threading.Event()
    with ExitStack() as servers:
        address = servers.enter_context(serving(settings, port))
        wait_until_ready(address)
        people = [Person(address, number, tally, stop, pause) for number in range(options.people)]
        for person in people:
            person.start()
        if options.restart:
            time.sleep(options.seconds / 2)
            pause.set()
            time.sleep(2)  # for what is under way
            servers.close()
            servers.enter_context(serving(settings, port))
            wait_until_ready(address)
            for person in people:
                person.reconnect()
            pause.clear()
            time.sleep(options.seconds / 2)
        else:
            time.sleep(options.seconds)
        stop.set()
        for person in people:
            person.join(30)
        lost = _lost(address, tally.answer_ids)
    _report(options.people, tally, lost)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--restart", action="store_true")
    return parser.parse_args()


def _lost(address: str, answer_ids: set[str]) -> list[str]:
    with httpx.Client(base_url=address) as client:
        return [one for one in answer_ids if client.get(f"/api/answers/{one}").status_code != httpx.codes.OK]


def _report(people: int, tally: Tally, lost: Sequence[str]) -> None:
    told = sorted(tally.seconds)
    if not told:
        sys.exit("Nothing was answered.")
    shares = " ".join(f"p{share} {percentile(told, share):.2f} s" for share in (50, 95, 99))
    sys.stdout.write(
        f"{people} people, {len(told)} answers: {shares}, slowest {told[-1]:.2f} s; "
        f"{len(tally.failures)} failed; {len(lost)} of {len(tally.answer_ids)} stored answers lost\n"
    )
    for failure in tally.failures[:5]:
        sys.stderr.write(f"{failure}\n")
    sys.exit(bool(tally.failures or lost))


def percentile(ordered: Sequence[float], share: int) -> float:
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]


if __name__ == "__main__":
    main()
