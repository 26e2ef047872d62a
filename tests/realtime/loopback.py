"""The candidate's end of a WebRTC call to a bridge, inside this process."""

import asyncio
from collections.abc import Callable
from fractions import Fraction
from typing import cast

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection
from streamlit_webrtc import AudioSourceTrack
from streamlit_webrtc.sink import AudioSinkTrack

from core.realtime.bridge import MediaLine
from core.realtime.media.speech_buffer import FRAME_SAMPLES
from core.realtime.models.model import VOICE_RATE
from pages.parts.candidate.ordered_receiver import receive_in_order
from pages.parts.candidate.voice_track import VoiceTrack
from tests.realtime.lossy_road import LossyRoad
from tests.simulation.sounds import Heard, loud

FRAME_BYTES = FRAME_SAMPLES * 2


class Caller:
    """Speaks what it is given and keeps what it hears; times are seconds of the call.

    Attributes:
        heard: all audio received, mono s16 at ``VOICE_RATE``.
        hearing: the utterances in it.
        answers: seconds that each utterance of its own took, with the seconds from its end to
            the first sound that came after.
    """

    def __init__(self) -> None:
        self.connection = RTCPeerConnection()
        self.heard = bytearray()
        self.answers: list[tuple[float, float]] = []
        self._saying = bytearray()
        self._began = self._ended = 0.0
        self._awaiting_voice = False
        self.hearing = Heard()
        self._ear = av.AudioResampler(format="s16", layout="mono", rate=VOICE_RATE)
        self._reading: asyncio.Task[None] | None = None
        self._started = asyncio.get_running_loop().time()
        self.connection.addTrack(AudioSourceTrack(self._speak, sample_rate=VOICE_RATE))
        self.connection.on("track", self._listen)

    @property
    def now(self) -> float:
        """Seconds since the call was placed."""
        return asyncio.get_running_loop().time() - self._started

    @property
    def speaking(self) -> bool:
        """Whether something given to ``say`` is still being sent."""
        return bool(self._saying)

    @property
    def quiet_for(self) -> float:
        """Seconds since the last sound was heard."""
        return self.now - self.hearing.last

    def say(self, pcm: bytes) -> None:
        """Speak ``pcm`` (mono s16 at ``VOICE_RATE``) after what is being said."""
        self._began = self.now
        self._saying += pcm

    async def hang_up(self) -> None:
        """Close the call."""
        if self._reading is not None:
            self._reading.cancel()
        await self.connection.close()

    def _speak(self, pts: int, time_base: Fraction) -> av.AudioFrame:
        chunk = bytes(self._saying[:FRAME_BYTES])
        del self._saying[: len(chunk)]
        if chunk and not self._saying:
            self._ended, self._awaiting_voice = self.now, True
        samples = np.frombuffer(chunk.ljust(FRAME_BYTES, b"\0"), np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = VOICE_RATE
        return frame

    def _listen(self, track: MediaStreamTrack) -> None:
        self._reading = asyncio.ensure_future(self._read(track))

    async def _read(self, track: MediaStreamTrack) -> None:
        while True:
            for part in self._ear.resample(cast(av.AudioFrame, await track.recv())):
                pcm = bytes(part.planes[0])[: part.samples * 2]
                self.heard += pcm
                self._note(loud(pcm))

    def _note(self, audible: bool) -> None:
        now = self.now
        self.hearing.take(now, now + FRAME_SAMPLES / VOICE_RATE, audible)
        if audible and self._awaiting_voice:
            self._awaiting_voice = False
            self.answers.append((self._ended - self._began, now - self._ended))


async def connect(
    connection: RTCPeerConnection, line: MediaLine, road: LossyRoad | None = None
) -> RTCPeerConnection:
    """Join ``connection`` to ``line``'s callbacks, as the candidate's page does; the other end."""
    receive_in_order()
    server = RTCPeerConnection()
    sink = AudioSinkTrack(callback=line.on_mic)

    @server.on("track")
    def on_track(track: MediaStreamTrack) -> None:
        track.on("ended", line.on_ended)
        sink.addTrack(track)
        sink.start()

    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription
    await server.setRemoteDescription(road.offer(offer) if road else offer)
    server.addTrack(VoiceTrack(line.pull, line.on_late))
    await server.setLocalDescription(await server.createAnswer())
    answer = server.localDescription
    await connection.setRemoteDescription(road.answer(answer) if road else answer)
    return server


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let the loop turn until ``condition`` holds; fails after ``seconds``."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
