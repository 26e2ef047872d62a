"""Encodes speech as Opus in self-contained Ogg pieces, and joins pieces into one file.

One encoder runs through a whole recording and its packets are cut into pieces, so that the joined
pieces have no gaps.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av

RATE = 24_000
"""Hz of the samples that are encoded: mono, signed 16-bit."""
BIT_RATE = 24_000
"""Bits a second on average: wideband speech that is easy to follow (RFC 7587, 3.1.1)."""
PIECE_SECONDS = 30
PIECE_BYTES = 256 * 1024
"""The most that a piece holds; whichever is reached first ends it."""
MEDIA_TYPE = "audio/ogg"
_PACKET_SAMPLES = RATE // 50
_PACKET_BYTES = _PACKET_SAMPLES * 2
_OGG_OVERHEAD = 8 * 1024
"""Above what headers and page tables of one piece take."""
_OPTIONS = {"application": "voip", "compression_level": "5"}
_TIME_BASE = Fraction(1, RATE)


@dataclass(frozen=True)
class Piece:
    """A part of a recording: an Ogg Opus file that also plays alone."""

    content: bytes
    duration_ms: int


class OpusEncoder:
    """Encodes one recording as it comes in; not for two threads at once."""

    def __init__(self) -> None:
        self._context = av.CodecContext.create("libopus", "w")
        self._context.sample_rate, self._context.bit_rate = RATE, BIT_RATE
        self._context.layout, self._context.format = "mono", "s16"
        self._context.options = _OPTIONS
        self._context.time_base = _TIME_BASE
        self._context.open()
        self._rest = bytearray()
        self._samples = 0
        self._packets: list[bytes] = []
        self._size = 0
        self._pieces: list[Piece] = []

    def feed(self, pcm: bytes) -> None:
        """Take samples, any number of them."""
        self._rest += pcm
        while len(self._rest) >= _PACKET_BYTES:
            chunk = bytes(self._rest[:_PACKET_BYTES])
            del self._rest[:_PACKET_BYTES]
            self._encode(chunk)

    def finish(self) -> list[Piece]:
        """The pieces of all that was fed; the encoder is used up."""
        if self._rest:
            self._encode(bytes(self._rest).ljust(_PACKET_BYTES, b"\0"))
        if self._samples:
            self._take(self._context.encode(None))
        self._cut()
        return self._pieces

    def _encode(self, chunk: bytes) -> None:
        frame = av.AudioFrame(format="s16", layout="mono", samples=_PACKET_SAMPLES)
        frame.planes[0].update(chunk)
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._samples, _TIME_BASE
        self._samples += _PACKET_SAMPLES
        self._take(self._context.encode(frame))

    def _take(self, packets: Iterable[Any]) -> None:
        for packet in packets:
            content = bytes(packet)
            full = len(self._packets) * _PACKET_SAMPLES >= PIECE_SECONDS * RATE
            if full or self._size + len(content) + _OGG_OVERHEAD > PIECE_BYTES:
                self._cut()
            self._packets.append(content)
            self._size += len(content)

    def _cut(self) -> None:
        if self._packets:
            duration = len(self._packets) * _PACKET_SAMPLES * 1_000 // RATE
            self._pieces.append(Piece(_ogg(self._packets), duration))
            self._packets, self._size = [], 0


def join(pieces: Sequence[bytes]) -> bytes:
    """One Ogg Opus file of the pieces of a recording, in their order; nothing is encoded anew."""
    return _ogg([packet for piece in pieces for packet in _packets(piece)])


def decode(content: bytes) -> bytes:
    """The samples of an Ogg Opus file: mono s16 at ``RATE``."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pcm = bytearray()
    with av.open(io.BytesIO(content), "r", format="ogg") as file:
        for frame in [*file.decode(audio=0), None]:
            for part in resampler.resample(frame):
                pcm += bytes(part.planes[0])[: part.samples * 2]
    return bytes(pcm)


def _packets(content: bytes) -> list[bytes]:
    with av.open(io.BytesIO(content), "r", format="ogg") as file:
        return [bytes(packet) for packet in file.demux(audio=0) if packet.size]


def _ogg(packets: Sequence[bytes]) -> bytes:
    """Packets of ``OpusEncoder`` in a file of their own."""
    target = io.BytesIO()
    with av.open(target, "w", format="ogg") as file:
        # The stream's own encoder writes the header and encodes nothing.
        stream = file.add_stream("libopus", rate=RATE, layout="mono", options=_OPTIONS)
        stream.time_base = _TIME_BASE
        for number, content in enumerate(packets):
            packet = av.Packet(content)
            packet.stream, packet.time_base = stream, _TIME_BASE
            packet.pts = packet.dts = number * _PACKET_SAMPLES
            packet.duration = _PACKET_SAMPLES
            file.mux(packet)
    return target.getvalue()
