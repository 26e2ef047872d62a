"""Packet order: a microphone's packets as they were sent, however they come (pure).

While packets come in order, each is handed on at once. One that is missing is waited for as the
sender's own clock counts (RTP time, RFC 3550), never by moments of arrival: until one has come that
was sent 60 ms later, and longer on a network that has shown to need it.
"""

from collections import deque
from typing import Generic, Protocol, TypeVar

TICKS_MS = 48
"""Ticks of RTP time in a millisecond, for Opus whatever it carries (RFC 7587)."""
PATIENCE = 60 * TICKS_MS
"""A missing packet is given up once one has come that was sent so much later."""
MOST_PATIENCE = 200 * TICKS_MS
MARGIN = 20 * TICKS_MS
"""So much longer than the last late packet took others are waited for."""
CALMS_BY = 2
"""Ticks by which each packet in its place shortens a patience that had grown: 100 ms in 48 s."""
RESTART, JUMP = 100, 3_000
"""A number so far behind, or ahead, belongs to a sender who began anew (RFC 3550, A.1)."""
REMEMBERED = 100
"""Packets given up that are still known when they come after all."""


class Packet(Protocol):
    """What is read of an RTP packet."""

    @property
    def ssrc(self) -> int:
        """Its sender."""

    @property
    def sequence_number(self) -> int:
        """Its number, which begins anew after 65,535."""

    @property
    def timestamp(self) -> int:
        """When it was sent, in ticks; begins anew after 32 bits."""


P = TypeVar("P", bound=Packet)


class PacketOrder(Generic[P]):
    """Puts what one receiver gets into order; copies and those that come too late are dropped.

    Attributes:
        late: packets that came after they had been given up.
        patience: ticks of RTP time by which others may overtake a missing packet.
    """

    def __init__(self) -> None:
        self.late, self.patience = 0, PATIENCE
        self._held: dict[int, P] = {}
        self._given_up: deque[int] = deque(maxlen=REMEMBERED)
        self._sender = self._next = self._edge = 0
        self._begun = False

    def take(self, packet: P) -> list[P]:
        """Take what came; what may be handed on now, as it was sent."""
        ahead = _between(self._next, packet.sequence_number, bits=16)
        another = packet.ssrc != self._sender or not -RESTART < ahead < JUMP
        if another or not self._begun:
            return self._begin(packet)
        if ahead < 0:
            self._learn(packet)
            return []
        self._held.setdefault(packet.sequence_number, packet)
        ready: list[P] = []
        while self._held:
            if (found := self._held.pop(self._next, None)) is not None:
                ready.append(found)
                self._pass(found.timestamp)
            elif self._is_given_up():
                self._given_up.append(self._next)
                self._pass(self._due())
            else:
                break
        return ready

    def _begin(self, packet: P) -> list[P]:
        """``packet`` is a sender's first; what was held of another goes before it."""
        ready = [self._held[number] for number in sorted(self._held, key=self._ahead)]
        self._held.clear()
        self._given_up.clear()
        self._begun, self._sender, self._next = True, packet.ssrc, packet.sequence_number
        self._pass(packet.timestamp)
        return [*ready, packet]

    def _pass(self, timestamp: int) -> None:
        """The next number is done with, which was sent at ``timestamp``."""
        self._next = (self._next + 1) % (1 << 16)
        self._edge = timestamp
        self.patience = max(PATIENCE, self.patience - CALMS_BY)

    def _ahead(self, number: int) -> int:
        return _between(self._next, number, bits=16)

    def _due(self) -> int:
        """When the next packet was sent, from its neighbours."""
        first = min(self._held, key=self._ahead)
        span = _between(self._edge, self._held[first].timestamp, bits=32)
        return (self._edge + span // (self._ahead(first) + 1)) % (1 << 32)

    def _newest(self) -> int:
        return self._held[max(self._held, key=self._ahead)].timestamp if self._held else self._edge

    def _is_given_up(self) -> bool:
        return _between(self._due(), self._newest(), bits=32) >= self.patience

    def _learn(self, packet: P) -> None:
        """From a packet that comes too late, if it is no copy: others are waited for longer."""
        if packet.sequence_number not in self._given_up:
            return
        self._given_up.remove(packet.sequence_number)
        self.late += 1
        lateness = _between(packet.timestamp, self._newest(), bits=32)
        self.patience = min(max(self.patience, lateness + MARGIN), MOST_PATIENCE)


def _between(one: int, other: int, *, bits: int) -> int:
    """From ``one`` to ``other``, counters that begin anew after so many bits."""
    half = 1 << (bits - 1)
    return (other - one + half) % (1 << bits) - half
