"""Timers: how long nothing has been heard, seen or said in a room."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

THINKING_SECONDS = 120.0
"""How long "I'm thinking" is waited for before the usual silence wait applies again."""
NUDGE_SECONDS = 30.0
"""After so much silence the interviewer says a kind word, once after each answer or request."""
MUTED_SECONDS = 4.0
"""A microphone that has sent no sound for so long is switched off."""
CUT_OFF_SECONDS = 12.0
"""An answer ends where not even silence has come for so long. A network that changes heals sooner,
and the answer goes on."""
IDLE_SECONDS = 180.0
"""Without audio, a page that has not looked for so long counts as closed."""
GONE_SECONDS = 15.0
"""If neither page nor microphone has shown a sign for so long, the candidate's network is down."""
STALLED_SECONDS = 15.0
"""A voice or an answer that is due and has not come for so long is lost."""
WORDS_SECONDS = 10.0
"""How long final words are waited for at the end of an interview."""
QUIET_PAUSE_SECONDS = 600.0
"""After so much silence the clock stands still, and nothing is listened to."""
LONGEST_PAUSE_SECONDS = 3_600.0
"""After a longer pause the room closes; the link leads back."""


@dataclass
class Timers:
    """Moments, in seconds of ``now``, since which something has lasted."""

    now: Callable[[], float] = time.monotonic
    quiet_since: float = field(init=False)
    lost_since: float = field(init=False)
    looked_at: float = field(init=False)
    heard_at: float = field(init=False)
    due_since: float = field(init=False)
    saving_since: float = field(init=False)
    opened_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.quiet_since = self.lost_since = self.looked_at = self.now()
        self.heard_at = self.due_since = self.saving_since = self.opened_at = self.now()

    def restart_silence(self) -> None:
        """The candidate's silence begins now."""
        self.quiet_since = self.now()

    def lose(self) -> None:
        """The audio connection is lost from now on."""
        self.lost_since = self.now()

    def look(self) -> None:
        """A page looks at the room."""
        self.looked_at = self.now()

    def hear(self) -> None:
        """Microphone audio comes in."""
        self.heard_at = self.now()

    def expect(self) -> None:
        """The model has just done something; the wait for what is due begins anew."""
        self.due_since = self.now()

    def save(self) -> None:
        """Everything is said; the wait for final words begins."""
        self.saving_since = self.now()

    @property
    def saved(self) -> bool:
        """Whether final words have been waited for long enough."""
        return self.now() - self.saving_since >= WORDS_SECONDS

    @property
    def stalled(self) -> bool:
        """Whether what is due from the model has not come for a long time."""
        return self.now() - self.due_since >= STALLED_SECONDS

    @property
    def gone(self) -> bool:
        """Whether neither a page nor a microphone shows any sign of the candidate."""
        return self.now() - max(self.looked_at, self.heard_at) >= GONE_SECONDS

    @property
    def open(self) -> float:
        """Seconds since the session began, pauses included."""
        return self.now() - self.opened_at

    @property
    def quiet(self) -> float:
        """Seconds of the candidate's silence."""
        return self.now() - self.quiet_since

    @property
    def lost(self) -> float:
        """Seconds since the audio connection was lost."""
        return self.now() - self.lost_since

    @property
    def heard_again(self) -> bool:
        """Whether microphone audio has come in since the audio connection was lost."""
        return self.heard_at > self.lost_since

    @property
    def idle(self) -> bool:
        """Whether no page has looked for a long time."""
        return self.now() - self.looked_at >= IDLE_SECONDS

    @property
    def cut_off(self) -> bool:
        """Whether nothing has come from the microphone for long, not even silence, while the
        page looks: without the page the network is down, and the answer does not end by that."""
        last = max(self.heard_at, self.quiet_since)
        return min(self.now(), self.looked_at) - last >= CUT_OFF_SECONDS
