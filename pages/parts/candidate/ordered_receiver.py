"""The way into aiortc: a receiver that hands a microphone's sound on as soon as it may.

aiortc's own holds four packets back (80 ms); and as it hands one on for each that comes, what has
piled up behind a lost packet stays for the rest of the call (300 ms). No setting reaches that, so
new connections get this receiver instead. tests/realtime/media/test_ordered_receiver.py holds what
it relies on, and fails with an aiortc that has changed there.
"""

import aiortc.rtcpeerconnection
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import RtpPacket

from core.realtime.media.packet_order import PacketOrder


class _NoBuffer:
    """In place of aiortc's jitter buffer: each audio packet is a frame, and in its place."""

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame]:
        """The frame in ``packet``; and no picture is lost."""
        return False, JitterFrame(packet._data, packet.timestamp)  # type: ignore[attr-defined]


class OrderedReceiver(RTCRtpReceiver):
    """Audio goes through ``PacketOrder``; video is received as ever."""

    def __init__(self, kind: str, transport: RTCDtlsTransport) -> None:
        """As aiortc makes its own."""
        super().__init__(kind, transport)
        self._order: PacketOrder[RtpPacket] | None = None
        if kind == "audio":
            self._order = PacketOrder()
            self._RTCRtpReceiver__jitter_buffer = _NoBuffer()

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        for ready in self._order.take(packet) if self._order else [packet]:
            await super()._handle_rtp_packet(ready, arrival_time_ms)


def receive_in_order() -> None:
    """Let every connection made from now on receive in this way."""
    aiortc.rtcpeerconnection.RTCRtpReceiver = OrderedReceiver  # type: ignore[attr-defined]
