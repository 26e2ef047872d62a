"""The media bridge over a real WebRTC connection inside this process."""

import asyncio
import uuid
from fractions import Fraction
from typing import cast

import av
import numpy as np
import pytest
from aiortc import MediaStreamTrack, RTCPeerConnection
from streamlit_webrtc import AudioSourceTrack

from core.realtime.bridge import Bridge, MediaLine
from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.model import VOICE_RATE
from core.realtime.rooms import Rooms
from core.realtime.session.room import RoomView
from core.realtime.session.session import LiveSession
from tests.realtime.loopback import connect, until

TONE = (np.sin(np.arange(VOICE_RATE) * 2 * np.pi * 440 / VOICE_RATE) * 12_000).astype(np.int16)
LOUD = 500.0


def loudness(frame: av.AudioFrame) -> float:
    return float(np.sqrt(np.mean(frame.to_ndarray().astype(np.float64) ** 2)))


class FakeSession:
    """What a bridge needs of a live session; runs until it is told that audio is down."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.told: list[do.Command] = []
        self.view = RoomView()
        self._over = asyncio.Event()

    def hear(self, pcm: bytes) -> None:
        self.pieces.append(pcm)

    @property
    def heard(self) -> bytes:
        return b"".join(self.pieces)

    def tell(self, command: do.Command) -> None:
        self.told.append(command)
        if isinstance(command, do.MediaDown):
            self._over.set()

    async def run(self) -> None:
        await self._over.wait()


class Browser:
    """The other end of the connection: sends a tone, keeps what it receives."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection()
        self.received: list[float] = []
        phase = {"at": 0}

        def tone(pts: int, time_base: Fraction) -> av.AudioFrame:
            start = phase["at"] % (VOICE_RATE - FRAME_SAMPLES)
            phase["at"] += FRAME_SAMPLES
            frame = av.AudioFrame.from_ndarray(
                TONE[start : start + FRAME_SAMPLES].reshape(1, -1), format="s16", layout="mono"
            )
            frame.sample_rate = VOICE_RATE
            return frame

        self.connection.addTrack(AudioSourceTrack(tone, sample_rate=VOICE_RATE))
        self.connection.on("track", self._receive)

    def _receive(self, track: MediaStreamTrack) -> None:
        async def read() -> None:
            while True:
                self.received.append(loudness(cast(av.AudioFrame, await track.recv())))

        self.reading = asyncio.ensure_future(read())


def test_microphone_is_heard_voice_is_played_and_a_flush_silences_it() -> None:
    async def scene() -> None:
        bridge, session, browser = Bridge(asyncio.get_running_loop()), FakeSession(), Browser()
        line = MediaLine()
        bridge.attach(line)
        bridge.start(lambda: cast(LiveSession, session))
        server = await connect(browser.connection, line)

        await until(lambda: len(session.heard) > VOICE_RATE)
        assert line.hears
        assert line.level > 0.05
        heard = np.frombuffer(bytes(session.heard[-9_600:]), np.int16)
        spectrum = np.abs(np.fft.rfft(heard))
        assert abs(np.fft.rfftfreq(heard.size, 1 / VOICE_RATE)[spectrum.argmax()] - 440) < 15

        bridge.voice.push(1, TONE.tobytes() * 5)
        await until(lambda: bool(browser.received) and browser.received[-1] > LOUD)
        played = bridge.voice.clear()
        assert 0 < played < VOICE_RATE * 5
        await until(lambda: max(browser.received[-10:]) < LOUD)

        browser.reading.cancel()
        await browser.connection.close()
        await server.close()
        await until(lambda: any(isinstance(c, do.MediaDown) for c in session.told))

    asyncio.run(scene())


def test_a_second_tab_takes_over_and_the_first_one_leaving_means_nothing() -> None:
    async def scene() -> None:
        bridge, session = Bridge(asyncio.get_running_loop()), FakeSession()
        first, second = MediaLine(), MediaLine()
        bridge.attach(first)
        bridge.start(lambda: cast(LiveSession, session))
        bridge.attach(second)
        bridge.voice.push(1, TONE.tobytes())

        assert first.pull() == b""
        assert second.pull() == TONE[:FRAME_SAMPLES].tobytes()
        first.on_ended()
        await asyncio.sleep(0.05)
        assert session.told == [do.MediaUp(), do.MediaUp()]
        second.on_ended()
        await until(lambda: session.told[-1] == do.MediaDown())

    asyncio.run(scene())


def test_microphone_audio_is_dropped_while_no_session_is_live() -> None:
    async def scene() -> bool:
        bridge = Bridge(asyncio.get_running_loop())
        line = MediaLine()
        bridge.attach(line)
        frame = av.AudioFrame.from_ndarray(TONE[:960].reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 48_000
        for _ in range(50):
            line.on_mic(frame)
        session = FakeSession()
        bridge.start(lambda: cast(LiveSession, session))
        await asyncio.sleep(0.05)
        bridge.detach(line)
        await asyncio.sleep(0.05)
        return line.hears and not session.heard

    assert asyncio.run(scene())


def test_a_frame_that_the_resampler_keeps_to_itself_is_not_handed_on() -> None:
    async def scene() -> list[bytes]:
        bridge, session = Bridge(asyncio.get_running_loop()), FakeSession()
        line = MediaLine()
        bridge.attach(line)
        bridge.start(lambda: cast(LiveSession, session))
        one = av.AudioFrame.from_ndarray(TONE[:1].reshape(1, -1), format="s16", layout="mono")
        one.sample_rate = 48_000
        line.on_mic(one)
        line.on_mic(mic_frame(0))
        await asyncio.sleep(0.05)
        bridge.detach(line)
        await asyncio.sleep(0.05)
        return session.pieces

    pieces = asyncio.run(scene())
    assert pieces
    assert all(pieces)


def mic_frame(pts: int) -> av.AudioFrame:
    """20 ms of the tone at 48 kHz that began ``pts`` samples into the call."""
    frame = av.AudioFrame.from_ndarray(TONE[:960].reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, pts, Fraction(1, 48_000)
    return frame


@pytest.mark.parametrize(
    ("lost", "samples_heard"),
    [(0, 20 * 480), (1, 21 * 480), (5, 25 * 480), (50, 20 * 480)],
    ids=["nothing lost", "a packet", "a tenth of a second", "a pause of the sender"],
)
def test_speech_keeps_its_time_where_packets_were_lost(lost: int, samples_heard: int) -> None:
    async def scene() -> bytes:
        bridge, session = Bridge(asyncio.get_running_loop()), FakeSession()
        line = MediaLine()
        bridge.attach(line)
        bridge.start(lambda: cast(LiveSession, session))
        for number in range(20):
            line.on_mic(mic_frame((number + (lost if number >= 10 else 0)) * 960))
        line.on_mic(mic_frame((20 + lost) * 960))
        await asyncio.sleep(0.05)
        bridge.detach(line)
        await asyncio.sleep(0.05)
        return session.heard

    heard = asyncio.run(scene())
    assert abs(len(heard) // 2 - samples_heard) <= 2 * 480


def test_played_samples_are_counted_for_each_utterance() -> None:
    buffer = SpeechBuffer()
    drained: list[int] = []
    buffer.on_drained = drained.append

    buffer.push(1, bytes(FRAME_SAMPLES * 2 * 2))
    buffer.pull()
    assert buffer.clear() == FRAME_SAMPLES
    buffer.push(2, bytes(100 * 2))
    assert buffer.finish(2) is False
    buffer.pull()

    assert drained == [2]
    assert buffer.clear() == 100


def test_an_utterance_without_audio_is_finished_at_once() -> None:
    assert SpeechBuffer().finish(7) is True


def test_rooms_of_different_interviews_and_links_are_different_and_found_again() -> None:
    rooms = Rooms(None, lambda _: None)  # type: ignore[arg-type, return-value]
    one, other = uuid.uuid4(), uuid.uuid4()
    bridge = rooms.bridge(one)
    bridge.attach(MediaLine())
    assert rooms.bridge(one) is bridge
    assert rooms.bridge(other) is not bridge
    assert rooms.bridge(one, "another link to it") is not bridge


def test_whoever_else_opens_the_page_a_candidate_in_the_green_room_is_heard_and_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene() -> tuple[bytes, bytes]:
        rooms = Rooms(None, lambda _: None)  # type: ignore[arg-type, return-value]
        here, session, line = uuid.uuid4(), FakeSession(), MediaLine()
        in_the_green_room = rooms.bridge(here)
        monkeypatch.setattr("core.realtime.rooms.FORGOTTEN_SECONDS", 0.0)
        rooms.bridge(uuid.uuid4())  # somebody else opens the page

        bridge = rooms.bridge(here)
        assert bridge is not in_the_green_room, "this test shows nothing"
        in_the_green_room.attach(line)
        bridge.attach(line)
        bridge._loop = asyncio.get_running_loop()
        bridge.start(lambda: cast(LiveSession, session))
        line.on_mic(mic_frame(0))
        line.on_mic(mic_frame(960))
        bridge.voice.push(1, TONE.tobytes())
        spoken = line.pull()
        await asyncio.sleep(0.05)
        assert in_the_green_room.vacant
        bridge.detach(line)
        await asyncio.sleep(0.05)
        return session.heard, spoken

    heard, spoken = asyncio.run(scene())
    assert heard
    assert spoken == TONE[:FRAME_SAMPLES].tobytes()


def frame_of(samples: np.ndarray) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = VOICE_RATE
    return frame


def test_a_microphone_is_muted_once_nothing_at_all_was_in_it_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("core.realtime.bridge.time.monotonic", lambda: now[0])
    line = MediaLine()
    quiet_room = np.full(FRAME_SAMPLES, 8, np.int16)
    nothing = np.zeros(FRAME_SAMPLES, np.int16)

    line.on_mic(frame_of(quiet_room))
    assert not line.muted
    for _ in range(60):
        now[0] += 0.1
        line.on_mic(frame_of(nothing))
    assert line.muted
    line.on_mic(frame_of(quiet_room))
    assert not line.muted
    now[0] += 10
    assert not line.muted, "a connection that is gone is not a muted microphone"
