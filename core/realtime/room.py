"""What the candidate's page shows of a live session, and its clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.realtime.service import SpokenTurn


class RoomState(StrEnum):
    """Where the live session stands."""

    CONNECTING = "connecting"
    SPEAKING = "speaking"
    LISTENING = "listening"
    WORKING = "working"
    THINKING = "thinking"
    PAUSED = "paused"
    RECONNECTING = "reconnecting"
    COMPLETED = "completed"
    LEFT = "left"
    MOVED = "moved"
    FAILED = "failed"


OVER = frozenset({RoomState.COMPLETED, RoomState.LEFT, RoomState.MOVED, RoomState.FAILED})


@dataclass(frozen=True)
class RoomView:
    """A snapshot; the session replaces it whole, so a page may read it from any thread.

    Attributes:
        turns: what was said, oldest first.
        question: the question that is open, without greeting.
        partial: the candidate's words of the answer under way.
        number: which question this is, from 1; 0 before the first and after the last.
        of: how many questions fit, as far as can be told now.
        seconds_left: of the planned time.
        unheard_language: whether the open question may be answered in a language that the
            model does not understand when spoken.
        voice: False where the voice has failed and the interview goes on in writing.
    """

    state: RoomState = RoomState.CONNECTING
    turns: tuple[SpokenTurn, ...] = ()
    question: str = ""
    partial: str = ""
    number: int = 0
    of: int = 0
    seconds_left: float = 0.0
    unheard_language: bool = False
    voice: bool = True


class TalkClock:
    """Seconds of talk: runs only between ``start`` and ``stop``."""

    def __init__(self, elapsed: float, now: Callable[[], float] = time.monotonic) -> None:
        """``elapsed`` seconds were spent in earlier sessions."""
        self._elapsed = elapsed
        self._now = now
        self._since: float | None = None

    def start(self) -> None:
        """Run, if it does not."""
        if self._since is None:
            self._since = self._now()

    def stop(self) -> None:
        """Stand still, if it does not."""
        self._elapsed = self.elapsed
        self._since = None

    @property
    def elapsed(self) -> float:
        """Seconds so far."""
        running = 0.0 if self._since is None else self._now() - self._since
        return self._elapsed + running
