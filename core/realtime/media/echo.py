"""Acoustic echo: finds the interviewer's own voice in the microphone's sound, removes it (pure).

What was played and what the microphone hears are compared as loudness over time in a few
frequency bands. The echo's delay is the one at which the two curves correlate best; its gain is
learned band by band. Sound that delay and gain do not explain is somebody else's.
"""

from collections import deque
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
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
BEYOND = 5.0
"""Times its expected power (7 dB) that an echo may have and still count as one."""
OTHER_SHARE = 0.45
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
"""Power of a frame (of full scale) below which nothing was played, or heard."""
_FREQUENCIES = np.fft.rfftfreq(FRAME_SAMPLES, 1 / VOICE_RATE)
_EDGES = np.geomspace(150, 6_000, 13)
_BANDS = np.array(
    [(low <= _FREQUENCIES) & (high > _FREQUENCIES) for low, high in pairwise(_EDGES)], float
).T
_COUNT = _BANDS.shape[1]
_SHAPE = np.hanning(FRAME_SAMPLES) / FRAME_SAMPLES
_FRAME_BYTES = FRAME_SAMPLES * 2
_REMEMBERED = WINDOW + LONGEST_DELAY + 1
Powers = NDArray[np.float64]


class EchoGuard:
    """Removes the echo from one candidate's microphone, frame by frame (20 ms).

    While nothing was played that could still be heard, it only remembers what it hears.
    """

    def __init__(self) -> None:
        self._coming: deque[bytes] = deque(maxlen=WINDOW)
        self._played = np.zeros((_REMEMBERED, _COUNT))
        self._heard = np.zeros((WINDOW, _COUNT))
        self._unread: deque[bytes] = deque(maxlen=WINDOW)
        self._quiet = _REMEMBERED
        self._tail = np.zeros(_COUNT)
        self._delay, self._sure = 0, False
        self._fit_delay = self._fit_since = self._fit_last = -FORGOTTEN
        self._gain = np.zeros(_COUNT)
        self._others = (False,) * FRAMES_LOOKED_AT
        self._open = self._frames = 0
        self._rest = b""

    def played(self, pcm: bytes) -> None:
        """What the speaker plays now: 20 ms, mono s16 at ``VOICE_RATE``; from any thread."""
        self._coming.append(pcm)

    def clean(self, pcm: bytes) -> bytes:
        """Microphone audio (mono s16 at ``VOICE_RATE``) with silence where it is only echo."""
        pcm = self._rest + pcm
        whole = len(pcm) // _FRAME_BYTES * _FRAME_BYTES
        self._rest, pcm = pcm[whole:], pcm[:whole]
        frames = [pcm[at : at + _FRAME_BYTES] for at in range(0, whole, _FRAME_BYTES)]
        if self._quiet >= _REMEMBERED and not self._coming:
            self._unread.extend(frames)
            return pcm
        self._read()
        heard = _powers(frames)
        return b"".join(
            bytes(_FRAME_BYTES) if self._is_echo(powers) else frame
            for frame, powers in zip(frames, heard, strict=True)
        )

    def _read(self) -> None:
        """Take up what was heard while nothing was played."""
        if self._unread:
            _shift(self._heard, _powers(self._unread))
            self._unread.clear()

    def _is_echo(self, heard: Powers) -> bool:
        while len(self._coming) > MOST_WAITING:
            self._push(self._coming.popleft())
        self._push(self._coming.popleft() if self._coming else b"")
        _shift(self._heard, heard)
        if self._played.sum() < QUIET:
            return False
        self._frames += 1
        if self._frames % LEARN_EVERY == 0:
            self._learn()
        due = self._due()
        expected = BEYOND * self._gain * due + 2.0 * _tenth(self._heard)
        unexplained = np.maximum(heard - expected, 0.0).sum() > OTHER_SHARE * heard.sum()
        self._others = (*self._others[1:], bool(unexplained))
        if sum(self._others) >= SURE:
            self._open = HANG
        self._open = max(0, self._open - 1)
        if self._frames < UNSURE:
            return True
        return bool(self._sure and due.sum() > QUIET and not self._open)

    def _push(self, pcm: bytes) -> None:
        self._quiet = 0 if pcm else self._quiet + 1
        self._tail = self._tail * TAIL
        if pcm:
            self._tail = np.maximum(_powers([pcm])[0], self._tail)
        _shift(self._played, self._tail)

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
        if self._heard.sum() < QUIET * WINDOW:
            return  # nothing was heard, as with a headset
        fits = _fits(self._heard, self._played)
        best = int(np.argmax(fits))
        if fits[best] < LEAST_FIT or not self._is_confirmed(best):
            return
        end = len(self._played) - best
        gain = _gain(self._heard, self._played[end - WINDOW : end], self._gain)
        self._gain = self._gain + (LEARNING if self._sure else 1.0) * (gain - self._gain)
        self._delay, self._sure = best, True


def _powers(frames: Iterable[bytes]) -> Powers:
    """Power of each frame in each band (of full scale)."""
    whole = [frame.ljust(_FRAME_BYTES, b"\0")[:_FRAME_BYTES] for frame in frames]
    samples = np.frombuffer(b"".join(whole), np.int16).reshape(-1, FRAME_SAMPLES) / 32_768
    spectrum = np.fft.rfft(samples * _SHAPE)
    powers: Powers = (spectrum.real**2 + spectrum.imag**2) @ _BANDS
    return powers


def _shift(window: Powers, new: Powers) -> None:
    """Put one row or several at the end of ``window``, in place of as many of the oldest."""
    rows = new.reshape(-1, _COUNT)[-len(window) :]
    kept = len(window) - len(rows)
    window[:kept] = window[len(rows) :]
    window[kept:] = rows


def _tenth(window: Powers) -> Powers:
    """The tenth percentile of each band: what is heard when nobody speaks."""
    below = (len(window) - 1) // 10
    share = (len(window) - 1) / 10 - below
    low, high = np.partition(window, (below, below + 1), axis=0)[below : below + 2]
    tenth: Powers = low + share * (high - low)
    return tenth


def _fits(heard: Powers, played: Powers) -> Powers:
    """For each delay in frames: the correlation, -1 to 1, of loudness heard and played over time.

    Each curve is taken less its mean, band by band; all bands count together.
    """
    ours, theirs = np.sqrt(played), np.sqrt(heard)
    theirs -= theirs.mean(axis=0)
    windows = sliding_window_view(ours, WINDOW, axis=0)[::-1][:LONGEST_DELAY]
    together = np.einsum("dbt,tb->d", windows, theirs)
    sums = np.vstack((np.zeros(_COUNT), np.cumsum(ours, axis=0)))
    squares = np.concatenate(([0.0], np.cumsum((ours**2).sum(axis=1))))
    spread = (squares[WINDOW:] - squares[:-WINDOW]) - ((sums[WINDOW:] - sums[:-WINDOW]) ** 2).sum(
        axis=1
    ) / WINDOW
    size = np.sqrt(np.maximum(spread[::-1][:LONGEST_DELAY], 0.0) * (theirs**2).sum())
    fits: Powers = np.divide(together, size, out=np.zeros_like(together), where=size > QUIET)
    return fits


def _gain(heard: Powers, played: Powers, before: Powers) -> Powers:
    """What the room makes of the power of each band: its median ratio where enough was played;
    where not, as it was ``before``.
    """
    loud = played > np.maximum(LOUD_SHARE * played.max(axis=0), QUIET / 10)
    ratios = np.sort(np.where(loud, heard / np.maximum(played, QUIET / 10), np.inf), axis=0)
    count, bands = loud.sum(axis=0), np.arange(_COUNT)
    low, high = ratios[np.maximum(count - 1, 0) // 2, bands], ratios[count // 2, bands]
    gain: Powers = before.copy()
    gain[count > 0] = ((low + high) / 2)[count > 0]
    return gain
