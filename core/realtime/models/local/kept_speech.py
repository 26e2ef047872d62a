"""Speech that was made is kept: the lines of a plan are the same for every candidate."""

from collections import OrderedDict
from threading import Lock

MOST_KEPT = 48 * 1024 * 1024
"""Bytes of speech that are kept: about 17 minutes, hundreds of lines."""


class KeptSpeech:
    """Speech by its words and speed, for as long as there is room; any thread may ask.

    What was not used for longest goes first.
    """

    def __init__(self, room: int = MOST_KEPT) -> None:
        """``room``: bytes that are kept at most."""
        self._kept: OrderedDict[tuple[str, float], bytes] = OrderedDict()
        self._room, self._used = room, 0
        self._lock = Lock()

    @property
    def used(self) -> int:
        """Bytes that are kept."""
        return self._used

    def get(self, key: tuple[str, float]) -> bytes | None:
        """What is kept under ``key``."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[str, float], pcm: bytes) -> None:
        """Keep ``pcm``, and drop what there is no room for any more."""
        with self._lock:
            self._used += len(pcm) - len(self._kept.pop(key, b""))
            self._kept[key] = pcm
            while self._used > self._room:
                self._used -= len(self._kept.popitem(last=False)[1])
