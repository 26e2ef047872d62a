"""Times everything that reads typed text on hostile texts: ``python -m benchmarks.adversarial``.

Each reader of ``tests.hostile_text`` reads each of its texts with 10,000 and with 100,000
characters, in a process of its own that is ended if it takes too long. A reader of the whole text
should take about ten times as long for ten times the text (n log n: a little more), and one with a
limit about as long. ``--reader`` and ``--text`` select by part of a name.
"""

import argparse
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.hostile_text import HOSTILE, READERS

SHORT, LONG = 10_000, 100_000
ENDED_AFTER = 2.0
"""Seconds that one reading may take."""
_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Reading:
    """Seconds of processor time on one text; None if it was ended, or raised ``problem``."""

    reader: str
    text: str
    short: float | None
    long: float | None
    problem: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times as long the longer text took."""
        return self.long / max(self.short, 1e-6) if self.long and self.short else None


def measure(readers: Iterable[str], texts: Iterable[str]) -> Iterator[Reading]:
    """Every reader on every text."""
    for reader in readers:
        READERS[reader]("Warm-up, 1.")
        for text in texts:
            short, problem = _seconds(reader, text, SHORT)
            long, worse = (None, "") if short is None else _seconds(reader, text, LONG)
            yield Reading(reader, text, short, long, problem or worse)


def _seconds(reader: str, text: str, length: int) -> tuple[float | None, str]:
    theirs, ours = _fork.Pipe()
    process = _fork.Process(target=_read, args=(reader, text, length, ours))
    process.start()
    ours.close()
    found = theirs.recv() if theirs.poll(ENDED_AFTER) else (None, f"ended at {length:,}")
    process.kill()
    process.join()
    return found


def _read(reader: str, text: str, length: int, to: "multiprocessing.connection.Connection") -> None:
    made = HOSTILE[text](length)
    start = time.process_time()
    try:
        READERS[reader](made)
    except Exception as raised:
        to.send((None, f"{type(raised).__name__} at {length:,}"))
    else:
        to.send((time.process_time() - start, ""))


def report(readings: Iterable[Reading], slowest: int = 1) -> Iterator[str]:
    """For each reader its ``slowest`` texts, and all on which it was ended or raised."""
    yield f"{'Reader':<34}{'text':<26}{'10,000':>11}{'100,000':>11}{'ratio':>8}"
    for _, group in groupby(readings, lambda one: one.reader):
        found = sorted(group, key=lambda one: (not one.problem, -(one.long or 0)))
        failed = sum(bool(one.problem) for one in found)
        for one in found[: max(failed, slowest)]:
            yield (
                f"{one.reader:<34}{one.text:<26}{_shown(one.short)}{_shown(one.long)}"
                f"{one.ratio or 0:>8.1f}  {one.problem}"
            )


def _shown(seconds: float | None) -> str:
    return f"{'' if seconds is None else f'{seconds * 1_000:,.1f} ms':>11}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default="")
    parser.add_argument("--text", default="")
    parser.add_argument("--slowest", type=int, default=1, help="texts shown for each reader")
    chosen = parser.parse_args()
    readers = [name for name in READERS if chosen.reader in name]
    texts = [name for name in HOSTILE if chosen.text in name]
    print(f"{len(readers)} readers, {len(texts)} texts; milliseconds of processor time\n")
    for line in report(measure(readers, texts), chosen.slowest):
        print(line, flush=True)


if __name__ == "__main__":
    main()
