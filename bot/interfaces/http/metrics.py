"""Figures for Prometheus; of this process alone, and without a word of what was asked."""

import time
from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.types import Answer

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counts requests and answers; safe to share between threads."""

    def __init__(self, in_flight: Callable[[], int], manifest: Path) -> None:
        """`in_flight` tells how many answers are being worked at; `manifest` is written when the index is."""
        self._registry = CollectorRegistry()
        self._requests = self._counter("requests", "Requests by route and status.", "route", "status")
        self._request_seconds = Histogram(
            "goglobal_request_seconds",
            "Seconds to the end of a response.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = self._counter("answers", "Answers by status and mode.", "status", "mode")
        self._answer_seconds = Histogram(
            "goglobal_answer_seconds", "Seconds to make an answer.", buckets=_SECONDS, registry=self._registry
        )
        self._gauge("answers_in_flight", "Answers being worked at for the API.", in_flight)
        self._gauge("index_age_seconds", "Seconds since the index was written.", lambda: _age(manifest))

    def served(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answer, whoever asked."""
        self._answers.labels(answer.status.value, answer.mode).inc()
        self._answer_seconds.observe(answer.timings_ms.get("total", 0.0) / 1000)

    def exposition(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"goglobal_{name}_total", meaning, labels, registry=self._registry)

    def _gauge(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        Gauge(f"goglobal_{name}", meaning, registry=self._registry).set_function(read)


def _age(manifest: Path) -> float:
    """Not a number while there is no index."""
    try:
        return max(0.0, time.time() - manifest.stat().st_mtime)
    except OSError:
        return float("nan")
