"""One candidate's WebRTC call to a server: a microphone that speaks on demand, an ear, a road."""

import asyncio
import json
import math
import time
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import aioice.ice
import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, Packet

from benchmarks.voice.endpoint import PITCHES
from benchmarks.voice.sound import FRAME, RATE, packets
from tests.realtime.lossy_road import LossyRoad

FRAME_SECONDS = FRAME / RATE
VOICED = 250.0
"""Root mean square (of 32,768) of a frame that holds a voice."""
_CONNECT_SECONDS = 30
_DECIDING = 25
_HALF_ROUND = 1 << 31
now = time.monotonic


@dataclass(frozen=True)
class Frame:
    """20 ms that a candidate heard.

    Attributes:
        at: when it came out of the jitter buffer, in seconds of ``now``.
        voiced: whether it holds sound.
        pitch: which of ``PITCHES`` it is nearest to, 0 where there is no sound.
        place: seconds of RTP time since the call's first frame: where it belongs.
    """

    at: float
    voiced: bool
    pitch: int
    place: float = 0.0


class Microphone(MediaStreamTrack):
    """Sends silence, and what it is told to say; packets leave every 20 ms.

    Attributes:
        began, ended: when the first and the last frame of what was said last were sent.
    """

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self.began = self.ended = math.nan
        self._silence = packets(np.zeros(FRAME, np.int16))[0]
        self._saying: Sequence[bytes] = ()
        self._next = self._sent = 0
        self._started = now()
        self._begun, self._said = asyncio.Event(), asyncio.Event()

    async def begin(self, sound: Sequence[bytes]) -> None:
        """Speak ``sound`` (packets of ``sound.packets``) from the next frame on; wait for that."""
        self._begun.clear()
        self._said.clear()
        self._saying, self._next = sound, 0
        await self._begun.wait()

    async def finish(self) -> None:
        """Wait until it is said."""
        await self._said.wait()

    async def recv(self) -> "Packet[Any]":
        """The next packet, when it is due."""
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self._sent * FRAME_SECONDS - now()))
        packet: Packet[Any] = Packet(self._next_payload())
        packet.pts, packet.time_base = self._sent * FRAME, Fraction(1, RATE)
        self._sent += 1
        return packet

    def _next_payload(self) -> bytes:
        if self._next >= len(self._saying):
            return self._silence
        payload = self._saying[self._next]
        self._next += 1
        if self._next == 1:
            self.began = now()
            self._begun.set()
        if self._next == len(self._saying) - 1:  # the last packet holds the encoder's rest
            self.ended = now()
            self._said.set()
        return payload


@dataclass
class Ear:
    """What was heard, frame by frame."""

    frames: list[Frame] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, track: MediaStreamTrack) -> None:
        """Note every frame of ``track`` until it ends."""
        first: int | None = None
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, AudioFrame)
            first = (frame.pts or 0) if first is None else first
            self.frames.append(_heard(frame, _rtp_seconds(first, frame.pts or 0)))
            self._news.set()

    async def voiced_after(self, since: float, within: float, *, other_than: int = 0) -> float:
        """When the first voiced frame after ``since`` came; nan if none did within ``within`` s.

        With ``other_than``, two frames in a row of one other pitch are asked for.
        """
        seen, last = self._first_after(since), 0
        try:
            async with asyncio.timeout(since + within - now()):
                while True:
                    for number in range(seen, len(self.frames)):
                        frame = self.frames[number]
                        if frame.voiced and not other_than:
                            return frame.at
                        if frame.pitch and frame.pitch != other_than:
                            if last == frame.pitch:
                                return self.frames[number - 1].at
                            last = frame.pitch
                        else:
                            last = 0
                    seen = len(self.frames)
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return math.nan

    async def quiet_after(self, since: float, least: float, within: float) -> float:
        """When the last sound before ``least`` seconds of quiet was heard, from ``since`` on.

        ``since`` itself if there was none; nan if it is not quiet within ``within`` seconds.
        """
        while now() < since + within:
            last = self.last_voiced(since)
            if now() - last >= least:
                return last
            await asyncio.sleep(FRAME_SECONDS)
        return math.nan

    def last_voiced(self, since: float) -> float:
        """When the last voiced frame after ``since`` was heard; ``since`` if there is none."""
        for frame in reversed(self.frames):
            if frame.at < since:
                break
            if frame.voiced:
                return frame.at
        return since

    def pitch_before(self, moment: float) -> int:
        """The pitch of the reply that was heard last before ``moment``; 0 if there was none.

        Most of its last frames decide: the very last one, fading out, may be of any.
        """
        voiced: list[int] = []
        for number in range(self._first_after(moment) - 1, -1, -1):
            if self.frames[number].pitch:
                voiced.append(self.frames[number].pitch)
            if len(voiced) == _DECIDING:
                break
        return max(set(voiced), key=voiced.count) if voiced else 0

    def _first_after(self, moment: float) -> int:
        number = len(self.frames)
        while number and self.frames[number - 1].at >= moment:
            number -= 1
        return number


def _rtp_seconds(first: int, later: int) -> float:
    """Seconds between two RTP timestamps, which begin anywhere and go round at 32 bits."""
    return ((later - first + _HALF_ROUND) % (2 * _HALF_ROUND) - _HALF_ROUND) / RATE


def _heard(frame: AudioFrame, place: float) -> Frame:
    samples = np.frombuffer(bytes(frame.planes[0]), np.int16)
    samples = samples[: frame.samples * len(frame.layout.channels)]
    left = samples[:: len(frame.layout.channels)].astype(np.float32)
    voiced = bool(np.sqrt(np.dot(left, left) / left.size) > VOICED)
    return Frame(now(), voiced, pitch_of(left) if voiced else 0, place)


def pitch_of(samples: Any) -> int:
    """Which of ``PITCHES`` a frame's sound is nearest to, be it in a part of the frame alone.

    What is faint beside it does not count: a codec puts noise before the first sound.
    """
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() / 8)
    crossings = int(np.count_nonzero(np.diff(np.signbit(samples[loud]))))
    hertz = crossings * RATE / 2 / (loud[-1] - loud[0] + 1)
    return min(PITCHES, key=lambda pitch: abs(pitch - hertz))


class Call:
    """A candidate's connection to a server that takes an offer by HTTP POST."""

    def __init__(self, road: LossyRoad | None = None) -> None:
        self.microphone, self.ear = Microphone(), Ear()
        self.asked_at = math.nan
        """When the offer was sent."""
        self._road = road
        self._peer = RTCPeerConnection()
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self, url: str) -> None:
        """Place the call; a data channel with a ping a second goes along, as Pipecat wants it.

        Raises:
            TimeoutError: if there is no connection within 30 seconds.
        """
        self._peer.addTrack(self.microphone)
        channel = self._peer.createDataChannel("text")
        self._peer.on("track", self._listen)
        channel.on("open", lambda: self._tasks.append(asyncio.create_task(_ping(channel))))
        await self._peer.setLocalDescription(await self._peer.createOffer())
        offer = self._peer.localDescription
        if self._road is not None:
            await self._road.open()
            offer = self._road.offer(one_address(offer))
        self.asked_at = now()
        answer = await asyncio.to_thread(_post, url, offer)
        if self._road is not None:
            answer = self._road.answer(one_address(answer))
        await self._peer.setRemoteDescription(answer)
        async with asyncio.timeout(_CONNECT_SECONDS):
            while self._peer.connectionState != "connected":
                await asyncio.sleep(0.01)

    @property
    def over(self) -> bool:
        """Whether the server has hung up."""
        return self._peer.connectionState in ("closed", "failed")

    def _listen(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.ensure_future(self.ear.listen(track)))

    async def hang_up(self) -> None:
        """End the call."""
        for task in self._tasks:
            task.cancel()
        await self._peer.close()
        if self._road is not None:
            self._road.close()


async def _ping(channel: Any) -> None:
    while channel.readyState == "open":
        channel.send("ping")
        await asyncio.sleep(1)


def _post(url: str, offer: RTCSessionDescription) -> RTCSessionDescription:
    described = {"sdp": offer.sdp, "type": offer.type, "webrtc_id": uuid.uuid4().hex}
    head = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(described).encode(), head)
    with urllib.request.urlopen(request, timeout=_CONNECT_SECONDS) as reply:
        answer = json.load(reply)
    return RTCSessionDescription(answer["sdp"], answer["type"])


def one_address(description: RTCSessionDescription) -> RTCSessionDescription:
    """The description with its first UDP candidate over IPv4 alone, which a road leads through."""
    lines, found = [], False
    for line in description.sdp.splitlines():
        if line.startswith("a=candidate:"):
            words = line.split()
            usable = words[2].casefold() == "udp" and ":" not in words[4] and not found
            if not usable:
                continue
            found = True
        lines.append(line)
    return replace(description, sdp="\r\n".join(lines) + "\r\n")


def stay_on_one_address() -> None:
    """Let this process's calls offer one address; a road has one door for each end."""
    every = aioice.ice.get_host_addresses

    def first(use_ipv4: bool, use_ipv6: bool) -> list[str]:
        return every(use_ipv4=use_ipv4, use_ipv6=False)[:1]

    aioice.ice.get_host_addresses = first
