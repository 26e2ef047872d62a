"""The interviewer's voice as Opus packets, and next to none while it is silent.

Silence is sent as real-time senders do that make use of Opus' discontinuous transmission
(RFC 6716, 2.1.9; RFC 7587, 3.1.3): packets of it until the voice has died away at the listener,
then one without content, and another now and then.
"""

from fractions import Fraction

import av

from core.realtime.media.speech_buffer import FRAME_SAMPLES
from core.realtime.models.model import VOICE_RATE

BIT_RATE = 40_000
"""Bits a second: fullband speech (RFC 7587, 3.1.1)."""
DIES_AWAY = 10
"""Frames of silence (0.2 s) that are sent as any other sound: what listeners hold back for later
packets comes out meanwhile."""
ANEW = 20
"""Frames (0.4 s) after which silence is told again."""
_OPTIONS = {"application": "lowdelay", "compression_level": "5"}
"""Without the codec's mode for speech: that fades in for a tenth of a second after silence, is 4 ms
later, and takes twice the processor time."""
_BYTES = 2
_TIME_BASE = Fraction(1, VOICE_RATE)
_CONFIGURATION = 0b11111100
"""Bits of a packet's first byte beside its count of frames, where 0 is one frame."""


class VoicePackets:
    """Encodes the voice of one connection, 20 ms at a time."""

    def __init__(self) -> None:
        self._context = av.CodecContext.create("libopus", "w")
        self._context.sample_rate, self._context.bit_rate = VOICE_RATE, BIT_RATE
        self._context.layout, self._context.format = "mono", "s16"
        self._context.options, self._context.time_base = _OPTIONS, _TIME_BASE
        self._context.open()
        self._frames = self._quiet = 0
        self._silence = b""

    def packet(self, pcm: bytes) -> bytes | None:
        """The packet of 20 ms (mono s16 at ``VOICE_RATE``, nothing for silence), if one is due."""
        self._quiet = 0 if pcm else self._quiet + 1
        if self._quiet <= DIES_AWAY:
            encoded = self._encoded(pcm.ljust(FRAME_SAMPLES * _BYTES, b"\0"))
            self._silence = bytes([encoded[0] & _CONFIGURATION])
            return encoded
        return self._silence if self._quiet % ANEW == DIES_AWAY + 1 else None

    def _encoded(self, pcm: bytes) -> bytes:
        frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME_SAMPLES)
        frame.planes[0].update(pcm)
        frame.sample_rate, frame.pts, frame.time_base = VOICE_RATE, self._frames, _TIME_BASE
        self._frames += FRAME_SAMPLES
        (packet,) = self._context.encode(frame)
        return bytes(packet)
