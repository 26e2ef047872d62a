"""The sound of a candidate's tab."""

from typing import NamedTuple

from core.realtime.bridge import MediaLine
from core.realtime.session.room import RoomView
from pages.parts.candidate.room_words import ACTIVE, MUTED, UNHEARD


class Sound(NamedTuple):
    """The audio connection as the page's latest run found it.

    Attributes:
        line: the tab's own end of it.
        playing: whether audio flows.
        problem: the name of the browser's error if it cannot.
    """

    line: MediaLine
    playing: bool
    problem: str = ""

    @property
    def unheard(self) -> str:
        """Why nothing of the candidate arrives, in words; empty if it does."""
        if not self.playing:
            return UNHEARD
        return "" if self.line.hears and not self.line.muted else MUTED

    def level(self, view: RoomView) -> float | None:
        """Loudness to show, 0 to 1; None where nobody listens."""
        listened_to = self.playing and not view.typing and view.state in ACTIVE
        return self.line.level if listened_to else None
