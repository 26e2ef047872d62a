"""How heavily this process is loaded, and whether one more live interview would do harm.

A listener's jitter buffer takes up 40 ms and more, so frames that are 20 ms late are not heard yet:
the house is full while it still sounds well.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

LOCAL_EACH_CORE, LOCAL_AT_MOST = 6, 8
"""Spoken interviews without a key that one process carries on each core, and at most: from there on
one interpreter is short, however many cores there are (docs/webrtc.md, measured)."""
LOCAL_EACH, REALTIME_EACH = 0.12, 0.05
"""Share of a core that one more interview is expected to use at least, without a key and with one
(measured: 0.1 and 0.03)."""
MOST_TIMES = 3.0
"""It is not expected to use more than so many times that: what else the process does counts as
theirs."""
NEW_SECONDS = 30.0
"""An interview that began within so many seconds counts as expected: until its first answers it is
hardly in the measures, so of many that come at once all would find room."""
WINDOW_SECONDS = 10.0
LATE_SECONDS = 0.020
"""From when on something that was due counts as late."""


@dataclass(frozen=True)
class Bound:
    """A measure's value at which the house is full, and one at which it is not any more."""

    full: float
    free: float


LATE = Bound(0.05, 0.02)
"""Share of the voice's frames and the microphones' that are late."""
PROCESSOR = Bound(0.85, 0.70)
"""Share of this process in the cores that it may run on, with one more interview."""
WAITING = Bound(2.0, 0.5)
"""Seconds of work before the next piece of audio is transcribed on this machine."""


@dataclass(frozen=True)
class _Slice:
    """What was counted in a part of the window that began at ``at``; the processor's time then."""

    at: float
    processor: float
    due: int = 0
    late: int = 0


class LoadMeter:
    """Is told from any thread how late things happen that are due, every 20 ms a voice each."""

    def __init__(
        self,
        waiting: Callable[[], float] = lambda: 0.0,
        *,
        now: Callable[[], float] = time.monotonic,
        processor: Callable[[], float] = time.process_time,
        cores: int | None = None,
        each: float = LOCAL_EACH,
    ) -> None:
        """A meter of this process.

        Args:
            waiting: seconds of transcription that are ahead of a new piece.
            now: a clock in seconds.
            processor: seconds of processor time that the process has used.
            cores: how many it may run on; None for as many as the system says.
            each: share of a core that an interview uses at least.
        """
        self._waiting, self._now, self._processor = waiting, now, processor
        self._cores, self._each = cores or usable_cores(), each
        self._lock = threading.Lock()
        self._slices: deque[_Slice] = deque()
        self._begun: deque[float] = deque()
        self._due = self._late = 0
        self._full = False

    def note(self, late: float) -> None:
        """Something that was due has happened, so many seconds late."""
        with self._lock:
            self._due += 1
            self._late += late >= LATE_SECONDS
            if not self._slices or self._now() - self._slices[-1].at >= 1.0:
                self._cut()

    def begins(self) -> None:
        """One more spoken interview begins."""
        with self._lock:
            self._begun.append(self._now())

    @property
    def newcomers(self) -> int:
        """Interviews that have begun within ``NEW_SECONDS``."""
        with self._lock:
            while self._begun and self._now() - self._begun[0] > NEW_SECONDS:
                self._begun.popleft()
            return len(self._begun)

    @property
    def late(self) -> float:
        """Share of what was due in the window that was late, 0 to 1.

        The worst second is left out: half a second in which everything stood still, because of
        another program, says nothing about what one more interview would do.
        """
        with self._lock:
            self._cut()
            parts = sorted(self._slices, key=lambda part: part.late)[:-1]
            due = sum(part.due for part in parts)
            return sum(part.late for part in parts) / due if due else 0.0

    @property
    def processor(self) -> float:
        """Share of the usable cores that this process had in the window, 0 to 1."""
        with self._lock:
            self._cut()
            first, last = self._slices[0], self._slices[-1]
            spent, passed = last.processor - first.processor, last.at - first.at
            return spent / passed / self._cores if passed >= 1.0 else 0.0

    def expected(self, spoken: int) -> float:
        """Share of the usable cores that the process will have with one more interview, beside
        so many that are ``spoken`` now.

        Newcomers are expected to use as much as all do on average, on top of what is measured.
        """
        now = self.processor * self._cores
        average = now / spoken if spoken else 0.0
        each = min(max(average, self._each), MOST_TIMES * self._each)
        return (now + (self.newcomers + 1) * each) / self._cores

    def is_full(self, spoken: int) -> bool:
        """Whether one more interview would do harm, beside so many that are ``spoken`` now.

        Once it is so, it stays so until every measure is well below where it began.
        """
        processor = self.expected(spoken)
        measures = ((self.late, LATE), (processor, PROCESSOR), (self._waiting(), WAITING))
        limits = [bound.free if self._full else bound.full for _, bound in measures]
        self._full = any(value >= limit for (value, _), limit in zip(measures, limits, strict=True))
        return self._full

    def _cut(self) -> None:
        """Begin a new part of the window; forget what is older than it."""
        now = self._now()
        self._slices.append(_Slice(now, self._processor(), self._due, self._late))
        self._due = self._late = 0
        while now - self._slices[0].at > WINDOW_SECONDS:
            self._slices.popleft()


def local_interviews(cores: int) -> int:
    """Spoken interviews without a key that one process carries on so many cores."""
    return min(LOCAL_EACH_CORE * cores, LOCAL_AT_MOST)


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):  # Linux alone
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
