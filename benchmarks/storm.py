"""How much a flood of reruns by one visitor slows another: ``python -m benchmarks.storm``.

It needs a running server (``make run``; another address as the argument). A visitor loads the
careers page again and again, at first alone, and then while another socket asks for 4,000 reruns as
fast as it can. Messages that come too fast wait: see ``pages/server/socket_limits.py``.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator

from tests.e2e.visitor import Visitor, visiting

RERUNS = 4_000
LOADS = 60
PAUSE = 0.2
"""Seconds between loads: a tab that asks more than 8 times a second is slowed down."""
PAGE = "apply"


async def loading(visitor: Visitor) -> list[float]:
    """Milliseconds of each of ``LOADS`` loads of the page."""
    took = []
    for _ in range(LOADS):
        start = time.perf_counter()
        await visitor.runs()
        took.append(1_000 * (time.perf_counter() - start))
        await asyncio.sleep(PAUSE)
    return took


async def storms(stranger: Visitor) -> None:
    """Ask for all reruns, and read the answers."""

    async def asks() -> None:
        for _ in range(RERUNS):
            await stranger.asks()

    async def hears() -> None:
        while True:
            await stranger.hears()

    await asyncio.gather(asks(), hears())


async def measure(url: str) -> tuple[list[float], list[float]]:
    """The visitor's loads without the storm and within it."""
    async with visiting(url, PAGE) as visitor, visiting(url, PAGE) as stranger:
        await visitor.runs()
        await stranger.runs()
        before = await loading(visitor)
        storm = asyncio.create_task(storms(stranger))
        within = await loading(visitor)
        storm.cancel()
        await asyncio.gather(storm, return_exceptions=True)
    return before, within


def report(url: str) -> Iterator[str]:
    """A table of the two."""
    yield f"{LOADS} loads of /{PAGE} by one visitor, in milliseconds"
    yield f"{'':<40}{'median':>8}{'worst':>8}"
    for name, took in zip(
        ("alone", f"while a stranger asks for {RERUNS:,} reruns"),
        asyncio.run(measure(url)),
        strict=True,
    ):
        yield f"{name:<40}{statistics.median(took):>8.0f}{max(took):>8.0f}"


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501"
    print("\n".join(report(address.rstrip("/"))))
