"""What a speech service sends, checked and cut to what is said (pure)."""

import numpy as np

from core.errors import RolecallError
from core.realtime.models.model import VOICE_RATE

_BYTES = 2
_SILENCE = 100
"""Loudest sample that counts as silence: -50 dB of full scale, as services' voices are not without
noise."""
_EDGE = VOICE_RATE // 50 * _BYTES
"""Bytes (20 ms) that are left on both sides, so that no soft consonant is cut."""
_CONTAINERS = {b"RIFF": "WAV", b"ID3": "MP3", b"OggS": "Ogg", b"fLaC": "FLAC"}
"""How files begin that are no bare samples."""
_MARK = 4
"""Bytes that tell such a file."""
_FEWEST_SECONDS, _MOST_SECONDS = 1 / 45, 1 / 3
"""Of speech for a letter at the usual speed, which takes about 1 / 15."""
_LONGEST_OF_ALL = 10.0
"""Seconds that even the shortest sentence may take, with the silence around it."""


class SpeechFault(RolecallError):
    """A service did not speak as it was asked to; the message is for the team."""


class ServedSentence:
    """A sentence's speech as it comes in: bare samples, mono s16 at 24 kHz, in pieces of any size.

    OpenAI documents this form for ``response_format`` "pcm":
    https://platform.openai.com/docs/guides/text-to-speech

    Attributes:
        made: bytes of what is said so far, without silence before it.
    """

    def __init__(self, text: str, speed: float) -> None:
        """``text`` at ``speed`` times the usual: tells how long it may take."""
        self.made = 0
        self._letters = len(text) / speed
        self._first: bytearray | None = bytearray()
        self._fed = bytearray()
        self._came = 0

    def feed(self, data: bytes) -> bytes:
        """Take what came; what of it can be heard now, in whole samples.

        Silence is held back until something is said after it.

        Raises:
            SpeechFault: if it is no bare sound, or goes on for longer than its words can.
        """
        self._came += len(data)
        if _seconds(self._came) > max(_LONGEST_OF_ALL, self._letters * _MOST_SECONDS):
            raise SpeechFault("it sent sound without end")
        if self._first is not None:
            self._first += data
            if len(self._first) < _MARK:
                return b""
            _check_beginning(bytes(self._first[:_MARK]))
            data, self._first = bytes(self._first), None
        self._fed += data
        return self._said()

    def end(self) -> None:
        """Nothing more comes; half a sample at the end is dropped.

        Raises:
            SpeechFault: if too little was said for the words.
        """
        if not self.made:
            raise SpeechFault("it sent no sound")
        if _seconds(self.made) < self._letters * _FEWEST_SECONDS:
            raise SpeechFault("it sent too little sound for the words")

    def _said(self) -> bytes:
        whole = len(self._fed) // _BYTES * _BYTES
        samples = np.frombuffer(bytes(self._fed[:whole]), "<i2").astype(np.int32)
        loud = np.flatnonzero(np.abs(samples) > _SILENCE)
        if not loud.size:
            if not self.made:
                del self._fed[: max(0, whole - _EDGE)]
            return b""
        begin = 0 if self.made else max(0, int(loud[0]) * _BYTES - _EDGE)
        end = min(whole, (int(loud[-1]) + 1) * _BYTES + _EDGE)
        said = bytes(self._fed[begin:end])
        del self._fed[:end]
        self.made += len(said)
        return said


def _check_beginning(first: bytes) -> None:
    for mark, name in _CONTAINERS.items():
        if first.startswith(mark):
            raise SpeechFault(f"it sent {name}, not bare samples (response_format pcm)")
    if first.isascii() and first.decode("ascii").isprintable():
        # As samples that would be a voice that begins at a quarter of full loudness.
        raise SpeechFault("it sent text, not sound")


def _seconds(count: int) -> float:
    return count / _BYTES / VOICE_RATE
