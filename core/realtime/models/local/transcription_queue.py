"""Which audio is transcribed next: every interview of the process shares one transcriber."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from core.realtime.models.local.transcriber import HEAR_RATE, Words

_BYTES_PER_SECOND = HEAR_RATE * 2
_FIRST_RATE = 0.05
"""Seconds of work for a second of audio, before any was measured."""
_WEIGHT = 0.2
"""Share of the newest measurement in the rate."""


@dataclass(eq=False)
class _Piece:
    pcm: bytes
    waited_for: Callable[[], bool]
    words: "Future[Words]" = field(default_factory=Future)

    @property
    def seconds(self) -> float:
        return len(self.pcm) / _BYTES_PER_SECOND


class TranscriptionQueue:
    """Audio waiting to be transcribed; of whom somebody waits for comes first, then the oldest."""

    def __init__(
        self, hear: Callable[[bytes], Words], thread: Executor, now: Callable[[], float]
    ) -> None:
        """``thread`` runs ``hear``, one piece at a time; ``now`` counts seconds."""
        self._hear, self._thread, self._now = hear, thread, now
        self._pieces: list[_Piece] = []
        self._running: _Piece | None = None
        self._rate = _FIRST_RATE
        self._lock = threading.Lock()

    def submit(self, pcm: bytes, waited_for: Callable[[], bool]) -> "Future[Words]":
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``), to come.

        ``waited_for`` is asked again whenever a piece is chosen: whether the candidate is silent
        by then, and waits for the interviewer. Cancelling the result saves the work.
        """
        piece = _Piece(pcm, waited_for)
        with self._lock:
            self._pieces.append(piece)
        self._thread.submit(self._next)
        return piece.words

    @property
    def seconds_waiting(self) -> float:
        """Seconds of work that are waiting or under way, at the pace measured last."""
        with self._lock:
            pieces = [*self._pieces, *filter(None, [self._running])]
            return self._rate * sum(p.seconds for p in pieces if not p.words.cancelled())

    def _next(self) -> None:
        with self._lock:
            piece = min(self._pieces, key=lambda piece: not piece.waited_for())
            self._pieces.remove(piece)
            if not piece.words.set_running_or_notify_cancel():
                return
            self._running = piece
        began = self._now()
        try:
            words = self._hear(piece.pcm)
        except BaseException as error:
            piece.words.set_exception(error)
        else:
            piece.words.set_result(words)
        finally:
            with self._lock:
                self._running = None
                if piece.pcm:
                    spent = (self._now() - began) / piece.seconds
                    self._rate += _WEIGHT * (spent - self._rate)
