"""Measures the time of a call as percentiles, and prints the benchmarks' table.

Each is compared with tiktoken (o200k_base) counting the same text in the same run, which every
prompt needs: a ratio says more than milliseconds on another machine.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

ROUNDS = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Timing:
    """Percentiles of one call's time in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True)
class Line:
    """What was measured, and tiktoken's count of the same text."""

    name: str
    work: Timing
    tiktoken: Timing


def timing(work: Callable[[T], object], subjects: Sequence[T], *, warm: bool = True) -> Timing:
    """The time of ``work`` on each of at least two subjects.

    Each is timed ``ROUNDS`` times, after one round that does not count; with ``warm`` False only
    that first round counts. It is processor time of this thread, as the work waits for nothing and
    the clock would also measure what else the machine does.
    """
    times = []
    for subject in subjects:
        first, *later = [_milliseconds(work, subject) for _ in range(ROUNDS + 1 if warm else 1)]
        times += later if warm else [first]
    hundredths = statistics.quantiles(times, n=100)
    return Timing(hundredths[49], hundredths[94])


def _milliseconds(work: Callable[[T], object], subject: T) -> float:
    start = time.thread_time()
    work(subject)
    return (time.thread_time() - start) * 1_000


def table(title: str, lines: Iterable[Line]) -> Iterator[str]:
    """The lines of a table, with how many times tiktoken's time each subject takes."""
    yield f"{title:<44}{'p50':>9}{'p95':>9}{'tiktoken p50':>14}{'p95':>9}{'p95 ratio':>11}"
    for line in lines:
        work, count = line.work, line.tiktoken
        yield (
            f"{line.name:<44}{work.p50:>9.3f}{work.p95:>9.3f}{count.p50:>14.3f}{count.p95:>9.3f}"
            f"{work.p95 / count.p95:>11.1f}"
        )
