"""The way into aiortc: a receiver that hands a microphone's sound on as soon as it may.

aiortc's own holds four packets back (80 ms); and as it hands one on for each that comes, what has
piled up behind a lost packet stays for the rest of the call (300 ms). And each packet goes to a
thread of its own and back, to be decoded in a tenth of a millisecond. No setting reaches either,
so new connections get this receiver instead. tests/realtime/media/test_ordered_receiver.py holds
what it relies on, and fails with an aiortc that has changed there.
"""

import logging
import threading

import aiortc.rtcpeerconnection
import av
from aiortc.codecs import get_decoder
from aiortc.codecs.base import Decoder
from aiortc.codecs.opus import OpusDecoder
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import RtpPacket

from core.realtime.media.packet_order import PacketOrder

log = logging.getLogger(__name__)


class _NoBuffer:
    """In place of aiortc's jitter buffer: each audio packet is a frame, and in its place."""

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame]:
        """The frame in ``packet``; and no picture is lost."""
        return False, JitterFrame(packet._data, packet.timestamp)  # type: ignore[attr-defined]


class _DecodesAtOnce:
    """In place of the queue to aiortc's decoder thread, which waits here for the end alone."""

    def __init__(self, receiver: RTCRtpReceiver) -> None:
        self._receiver = receiver
        self._decoders: dict[str, Decoder] = {}
        self._over = threading.Event()

    def put(self, task: tuple[RTCRtpCodecParameters, JitterFrame] | None) -> None:
        """Decode a frame into the receiver's track; None: there are no more."""
        if task is None:
            self._over.set()
            return
        codec, encoded = task
        decoder = self._decoders.get(codec.name)
        if decoder is None:
            decoder = self._decoders[codec.name] = _decoder(codec)
        try:
            for frame in decoder.decode(encoded):
                self._receiver.track._queue.put_nowait(frame)  # type: ignore[attr-defined]
        except av.FFmpegError as error:
            log.warning("a packet of the microphone cannot be decoded: %s", error)

    def get(self) -> None:
        """The thread's: waits for the end."""
        self._over.wait()


def _decoder(codec: RTCRtpCodecParameters) -> Decoder:
    """aiortc's own; Opus is made mono, as it is heard, on the way."""
    decoder: Decoder = get_decoder(codec)
    if isinstance(decoder, OpusDecoder):
        decoder.codec.layout = "mono"
    return decoder


class OrderedReceiver(RTCRtpReceiver):
    """Audio goes through ``PacketOrder``; video is received as ever."""

    def __init__(self, kind: str, transport: RTCDtlsTransport) -> None:
        """As aiortc makes its own."""
        super().__init__(kind, transport)
        self._order: PacketOrder[RtpPacket] | None = None
        if kind == "audio":
            self._order = PacketOrder()
            self._RTCRtpReceiver__jitter_buffer = _NoBuffer()
            self._RTCRtpReceiver__decoder_queue = _DecodesAtOnce(self)

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        for ready in self._order.take(packet) if self._order else [packet]:
            await super()._handle_rtp_packet(ready, arrival_time_ms)


def receive_in_order() -> None:
    """Let every connection made from now on receive in this way."""
    aiortc.rtcpeerconnection.RTCRtpReceiver = OrderedReceiver  # type: ignore[attr-defined]
