"""Acoustic echo: finds the interviewer's own voice in the microphone's sound, removes it (pure).

What was played and what the microphone hears are compared as loudness over time in a few
frequency bands. The echo's delay is the one at which the two curves correlate best; its gain is
learned band by band. Sound that delay and gain do not explain is somebody else's.
"""

from collections import deque
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.realtime.models.model import VOICE_RATE

FRAME_SAMPLES = VOICE_RATE // 50
"""20 ms."""
LONGEST_DELAY = 40
"""Frames (0.8 s) between playing a sound and hearing it again."""
WINDOW = 40
"""Frames (0.8 s) over which the two curves are compared."""
LEAST_FIT = 0.75
"""Correlation of the curves, -1 to 1, from which one is an echo of the other."""
LEARNING, LEARN_EVERY = 0.1, 2
"""Share by which a window moves the learned gain, and frames between two such windows."""
CONFIRMED, FORGOTTEN = 40, 20
"""Frames (0.8 s) for which the curves must fit at one delay before it is that of an echo, and those
without a fit after which they begin anew. Shorter fits are chance: the onset of a candidate who
cuts in is much like that of our voice half a second before."""
NEAR = 2
"""Frames by which an echo's delay varies."""
UNSURE = 90
"""Frames of our voice (1.8 s) in which an echo is found if there is one; until then all counts as
echo."""
BEYOND = 3.2
"""Times its expected power (5 dB) that an echo may have and still count as one."""
OTHER_SHARE = 0.35
"""Share of a frame's power: if more than this is unexplained, somebody else speaks in it."""
LOUD_SHARE = 0.1
"""Share of a band's loudest frame; weaker frames say too little about the gain."""
SURE, FRAMES_LOOKED_AT = 4, 6
"""If so many of the last so many frames hold somebody else, the candidate is speaking."""
HANG = 25
"""Frames that are then let through in any case, so that words keep no gaps."""
MOST_WAITING = 3
"""Played frames not compared yet; older ones can be heard in the room already."""
TAIL = 0.8
"""Reverberation: share of a sound's power that is left in the room after 20 ms."""
QUIET = 1e-7
"""Power of a frame (of full scale) below which nothing was played."""
_FREQUENCIES = np.fft.rfftfreq(FRAME_SAMPLES, 1 / VOICE_RATE)
_EDGES = np.geomspace(150, 6_000, 13)
_BANDS = [(low <= _FREQUENCIES) & (high > _FREQUENCIES) for low, high in pairwise(_EDGES)]
_SHAPE = np.hanning(FRAME_SAMPLES)
Powers = NDArray[np.float64]


class EchoGuard:
    """Removes the echo from one candidate's microphone, frame by frame (20 ms)."""

    def __init__(self) -> None:
        self._coming: deque[bytes] = deque(maxlen=WINDOW)
        self._played = np.zeros((WINDOW + LONGEST_DELAY + 1, len(_BANDS)))
        self._heard = np.zeros((WINDOW, len(_BANDS)))
        self._tail = np.zeros(len(_BANDS))
        self._delay, self._sure = 0, False
        self._fit_delay = self._fit_since = self._fit_last = -FORGOTTEN
        self._gain = np.zeros(len(_BANDS))
        self._others = (False,) * FRAMES_LOOKED_AT
        self._open = self._frames = 0
        self._rest = b""

    def played(self, pcm: bytes) -> None:
        """What the speaker plays now: 20 ms, mono s16 at ``VOICE_RATE``; from any thread."""
        self._coming.append(pcm)

    def clean(self, pcm: bytes) -> bytes:
        """Microphone audio (mono s16 at ``VOICE_RATE``) with silence where it is only echo."""
        pcm, size = self._rest + pcm, FRAME_SAMPLES * 2
        whole = len(pcm) // size * size
        self._rest = pcm[whole:]
        frames = (pcm[start : start + size] for start in range(0, whole, size))
        return b"".join(bytes(size) if self._is_echo(frame) else frame for frame in frames)

    def _is_echo(self, frame: bytes) -> bool:
        while len(self._coming) > MOST_WAITING:
            self._push(self._coming.popleft())
        self._push(self._coming.popleft() if self._coming else b"")
        heard = _powers(frame)
        self._heard = np.vstack((self._heard[1:], heard))
        if self._played.sum() < QUIET:
            return False
        self._frames += 1
        if self._frames % LEARN_EVERY == 0:
            self._learn()
        due = self._due()
        expected = BEYOND * self._gain * due + 2.0 * np.percentile(self._heard, 10, axis=0)
        unexplained = np.clip(heard - expected, 0.0, None).sum() > OTHER_SHARE * heard.sum()
        self._others = (*self._others[1:], bool(unexplained))
        if sum(self._others) >= SURE:
            self._open = HANG
        self._open = max(0, self._open - 1)
        if self._frames < UNSURE:
            return True
        return bool(self._sure and due.sum() > QUIET and not self._open)

    def _push(self, pcm: bytes) -> None:
        self._tail = np.maximum(_powers(pcm), self._tail * TAIL)
        self._played = np.vstack((self._played[1:], self._tail))

    def _at(self, delay: int) -> Powers:
        """What was played ``delay`` frames before each frame of the window, by band."""
        end = len(self._played) - delay
        return self._played[end - WINDOW : end]

    def _is_confirmed(self, delay: int) -> bool:
        """Note that the curves fit at ``delay``; whether they have done so for long enough."""
        anew = self._frames - self._fit_last > FORGOTTEN or abs(delay - self._fit_delay) > NEAR
        if anew:
            self._fit_since = self._frames
        self._fit_delay, self._fit_last = delay, self._frames
        known = self._sure and abs(delay - self._delay) <= NEAR
        return known or self._frames - self._fit_since >= CONFIRMED

    def _due(self) -> Powers:
        """Power played that may echo in this frame: the loudest near the delay, which varies."""
        end = len(self._played) - self._delay
        due: Powers = self._played[max(0, end - 3) : end + 2].max(axis=0)
        return due

    def _learn(self) -> None:
        """Learn delay and gain from a window whose curves correlate: nobody else speaks in it."""
        heard = _curve(self._heard)
        fits = [_fit(heard, _curve(self._at(delay))) for delay in range(LONGEST_DELAY)]
        best = int(np.argmax(fits))
        if fits[best] < LEAST_FIT or not self._is_confirmed(best):
            return
        played = self._at(best)
        loud = played > np.maximum(LOUD_SHARE * played.max(axis=0), QUIET / 10)
        ratios = np.where(loud, self._heard / np.maximum(played, QUIET / 10), np.nan)
        gain = np.array(
            [
                np.nanmedian(r) if r[m].size else g
                for r, m, g in zip(ratios.T, loud.T, self._gain, strict=True)
            ]
        )
        self._gain = self._gain + (LEARNING if self._sure else 1.0) * (gain - self._gain)
        self._delay, self._sure = best, True


def _powers(pcm: bytes) -> Powers:
    """Power of a frame in each band (of full scale)."""
    samples = np.zeros(FRAME_SAMPLES)
    found = np.frombuffer(pcm, np.int16)[:FRAME_SAMPLES]
    samples[: found.size] = found / 32_768
    spectrum = np.abs(np.fft.rfft(samples * _SHAPE)) ** 2 / FRAME_SAMPLES**2
    return np.array([spectrum[band].sum() for band in _BANDS])


def _curve(powers: Powers) -> Powers:
    """Loudness over time in each band, less its mean."""
    loudness = np.sqrt(powers)
    centred: Powers = loudness - loudness.mean(axis=0)
    return centred


def _fit(one: Powers, other: Powers) -> float:
    """Correlation of two sets of curves, -1 to 1."""
    size = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / size if size > 0 else 0.0
