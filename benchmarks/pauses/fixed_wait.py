"""The rule before the present one, to compare with: a fixed wait, twice after words that hang."""

from dataclasses import dataclass, replace

from core.realtime.models.local.end_of_turn_wait import Sound, is_beginning, sound_of
from core.realtime.models.local.turn_detector import PAUSE_MS

REMEMBERED = 20
LEAST_PAUSES = 3
LONG_PAUSES = 0.85
"""Quantile of the pauses that the wait is derived from."""
MARGIN = 1.3
"""The wait is so many times that pause."""
MOST = 2.5
"""Longest wait after a sentence that sounds finished, in times of the usual wait."""
UNFINISHED = 2.0
"""Factor of the wait after words that sound unfinished."""
TRANSCRIBED_SECONDS = 1.7
"""It transcribed only when a segment was over, for 1.2 s and more: no silence ended an answer
sooner, whatever the rule said."""


@dataclass(frozen=True)
class FixedWait:
    """Takes the place of ``EndOfTurnWait``; it knew no melody."""

    usual_ms: float
    stretch: float = 1.0
    pauses: tuple[float, ...] = ()

    def after(self, pause_ms: float) -> "FixedWait":
        """The wait after one more pause; a breath within a segment was none."""
        if pause_ms < PAUSE_MS:
            return self
        return replace(self, pauses=(*self.pauses, pause_ms)[-REMEMBERED:])

    def wait_after(self, text: str, completeness: float | None = None) -> float:
        """After ``text``, in milliseconds."""
        learned = self.usual_ms
        if len(self.pauses) >= LEAST_PAUSES:
            ordered = sorted(self.pauses)
            learned = ordered[int(LONG_PAUSES * (len(ordered) - 1) + 0.5)] * MARGIN
        wait = min(max(self.usual_ms, learned), MOST * self.usual_ms) * self.stretch
        hangs = sound_of(text) is Sound.HANGING
        return wait * (UNFINISHED if hangs or is_beginning(text) else 1.0)
