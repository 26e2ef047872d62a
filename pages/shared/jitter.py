"""How long the microphone's packets wait for those that are late (WebRTC's jitter buffer).

aiortc hands a piece of audio on once four later ones are there, 80 ms; and since it then hands on
one for each that comes, whatever piles up behind a lost packet stays: from the first loss on the
voice is 300 ms late for the rest of the call, and pieces are dropped for want of room. Half the
room and no such reserve put packets into their order just as well, sooner and with fewer dropped
(``benchmarks/jitter.py``). No setting of aiortc reaches this, so its own class is replaced, in
the versions that this was tried with.
"""

from importlib.metadata import version

import aiortc.rtcrtpreceiver
from aiortc.jitterbuffer import JitterBuffer

TRIED = frozenset({"1.16.0"})
"""Versions of aiortc whose buffer is as described."""
CAPACITY = 8
"""Packets (of 20 ms) that may wait for one that is missing."""
PREFETCH = 1
"""Packets that must have come after one before it is handed on."""


class PromptJitterBuffer(JitterBuffer):
    """Audio waits for less; video as long as ever."""

    def __init__(self, capacity: int, prefetch: int = 0, is_video: bool = False) -> None:
        """As aiortc makes its own."""
        if not is_video:
            capacity, prefetch = min(capacity, CAPACITY), min(prefetch, PREFETCH)
        super().__init__(capacity, prefetch, is_video)


def shorten_jitter_buffer(installed: str | None = None) -> bool:
    """Let every connection made from now on wait for less.

    Args:
        installed: aiortc's version; None asks what is installed.

    Returns whether it was done; a version that was not tried stays as it is.
    """
    if (installed or version("aiortc")) not in TRIED:
        return False
    aiortc.rtcrtpreceiver.JitterBuffer = PromptJitterBuffer  # type: ignore[attr-defined]
    return True
