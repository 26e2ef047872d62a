"""The sound of a candidate's tab: its connection, problem and loudness."""

from typing import NamedTuple

from core.realtime.bridge import Bridge, MediaLine
from core.realtime.session.room import RoomView
from pages.parts.candidate.room_words import ACTIVE, CUT_OFF, MUTED, UNHEARD


class Sound(NamedTuple):
    """The audio connection, as of the page's latest run.

    Attributes:
        line: the server's end of it.
        playing: whether audio flows.
        problem: the name of the browser's error if it cannot.
    """

    line: MediaLine
    playing: bool
    problem: str = ""

    @property
    def unheard(self) -> str:
        """Why the candidate's voice does not arrive, in words; "" if it does."""
        if not self.playing or self.problem:
            return UNHEARD
        if not self.line.hears:
            return CUT_OFF
        return MUTED if self.line.muted else ""

    def level(self, view: RoomView) -> float | None:
        """Loudness to show, 0 to 1; None while nobody listens."""
        listened_to = self.playing and not view.typing and view.state in ACTIVE
        return self.line.level if listened_to else None


def is_unattended(bridge: Bridge, line: MediaLine) -> bool:
    """Whether ``line`` hears the candidate, and ``bridge`` listens to no line at all."""
    return bridge.vacant and line.hears
