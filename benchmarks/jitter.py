"""The microphone's jitter buffer beside aiortc's own, on roads that lose and delay packets."""

import random
from dataclasses import dataclass
from statistics import median

from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from pages.shared.jitter import PromptJitterBuffer

PACKET_MS = 20
ROADS = ((0.0, 0), (0.0, 30), (0.0, 60), (0.02, 60), (0.05, 30), (0.01, 100), (0.05, 100))
"""Share of the packets that is lost, and the greatest delay in ms (drawn evenly)."""
_PACKETS = 3_000


@dataclass(frozen=True)
class Passed:
    """What came through.

    Attributes:
        share: of the packets that arrived, those that were handed on, 0 to 1.
        delay_ms: from a packet's sending to its handing on, the median.
    """

    share: float
    delay_ms: float


def passed(buffer: JitterBuffer, loss: float, jitter_ms: float, seed: int = 1) -> Passed:
    """Send a minute of audio over a road; time is counted, not waited for."""
    chance = random.Random(seed)
    arrivals = sorted(
        (number * PACKET_MS + chance.uniform(0, jitter_ms), number)
        for number in range(_PACKETS)
        if chance.random() >= loss
    )
    delays = []
    for moment, number in arrivals:
        packet = RtpPacket(sequence_number=number, timestamp=number)
        packet._data = b"sound"  # what its receiver fills in
        _, frame = buffer.add(packet)
        if frame is not None:
            delays.append(moment - frame.timestamp * PACKET_MS)
    return Passed(len(delays) / len(arrivals), median(delays))


def report() -> list[str]:
    """A line for each road."""
    lines = [
        "Microphone packets: share handed on, and their delay (aiortc's own buffer -> ours)",
        "",
    ]
    for loss, jitter in ROADS:
        own = passed(JitterBuffer(16, 4), loss, jitter)
        ours = passed(PromptJitterBuffer(16, 4), loss, jitter)
        ratio = ours.delay_ms / own.delay_ms
        lines.append(
            f"  {loss:4.0%} lost, up to {jitter:3} ms late:  {own.share:6.1%} -> {ours.share:6.1%}"
            f"   {own.delay_ms:4.0f} -> {ours.delay_ms:4.0f} ms ({ratio:.2f})"
        )
    return lines
