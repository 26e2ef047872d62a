"""A road between two WebRTC ends that loses and delays packets, as a bad network does."""

import asyncio
import random
import re
from dataclasses import replace
from functools import partial

import pytest
from aiortc import RTCSessionDescription

Address = tuple[str, int]
HOST = "127.0.0.1"
_CANDIDATE = re.compile(
    r"^a=candidate:(?P<head>\S+ \d+ udp \d+ )(?P<host>\S+) (?P<port>\d+)(?P<tail> typ host.*)$",
    re.MULTILINE | re.IGNORECASE,
)


def stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let WebRTC ends offer the loopback address alone, whatever networks there are."""
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda use_ipv4, use_ipv6: [HOST])


class _Gate(asyncio.DatagramProtocol):
    """One end's door to the road; what comes in leaves by the other gate."""

    def __init__(self, road: "LossyRoad") -> None:
        self._road = road
        self.behind: Address | None = None
        self.other: _Gate | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    @property
    def address(self) -> Address:
        host, port = self._transport.get_extra_info("sockname")
        return host, port

    def datagram_received(self, data: bytes, address: Address) -> None:
        if self.other is not None:
            self._road.carry(data, self.other)

    def send(self, data: bytes) -> None:
        if self.behind and not self._transport.is_closing():
            self._transport.sendto(data, self.behind)

    def close(self) -> None:
        self._transport.close()


def _itself(gate: _Gate) -> _Gate:
    return gate


class LossyRoad:
    """Carries UDP packets both ways; give it the descriptions that the ends exchange.

    Attributes:
        loss: share of the packets that never arrive, 0 to 1.
        jitter: greatest delay in seconds; each packet's own is drawn evenly, so they overtake
            each other.
        carried: packets that were sent on.
        lost: packets that were not.
    """

    def __init__(self, loss: float = 0.0, jitter: float = 0.0, seed: int = 1) -> None:
        self.loss, self.jitter = loss, jitter
        self.carried = self.lost = 0
        self._random = random.Random(seed)
        self._caller, self._callee = _Gate(self), _Gate(self)
        self._caller.other, self._callee.other = self._callee, self._caller

    async def open(self) -> None:
        """Open both gates."""
        loop = asyncio.get_running_loop()
        for gate in (self._caller, self._callee):
            await loop.create_datagram_endpoint(partial(_itself, gate), local_addr=(HOST, 0))

    def offer(self, description: RTCSessionDescription) -> RTCSessionDescription:
        """What the callee gets instead of the caller's offer."""
        return self._through(description, self._caller, self._callee)

    def answer(self, description: RTCSessionDescription) -> RTCSessionDescription:
        """What the caller gets instead of the callee's answer."""
        return self._through(description, self._callee, self._caller)

    def _through(
        self, description: RTCSessionDescription, near: _Gate, far: _Gate
    ) -> RTCSessionDescription:
        found = _CANDIDATE.findall(description.sdp)
        assert len(found) == 1, f"one address to lead through the road, not {found}"
        near.behind = (found[0][1], int(found[0][2]))
        host, port = far.address
        return replace(
            description,
            sdp=_CANDIDATE.sub(
                lambda m: f"a=candidate:{m['head']}{host} {port}{m['tail']}", description.sdp
            ),
        )

    def carry(self, data: bytes, out: _Gate) -> None:
        """Send ``data`` on through ``out``, late or never."""
        if self._random.random() < self.loss:
            self.lost += 1
            return
        self.carried += 1
        delay = self._random.uniform(0, self.jitter)
        asyncio.get_running_loop().call_later(delay, out.send, data)

    def close(self) -> None:
        """Close both gates."""
        self._caller.close()
        self._callee.close()
