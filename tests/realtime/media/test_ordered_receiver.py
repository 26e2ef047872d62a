"""The microphone's sound comes at once and in order; fails with an aiortc that has changed."""

import asyncio
import inspect
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import cast

import av
import numpy as np
import pytest
from aiortc import (
    RTCPeerConnection,
    RTCRtpCodecParameters,
    RTCRtpTransceiver,
    rtcpeerconnection,
    rtcrtpreceiver,
)
from aiortc.codecs.opus import OpusEncoder
from aiortc.mediastreams import MediaStreamError
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import RemoteStreamTrack, RTCRtpReceiver
from aiortc.rtp import RtpPacket

from pages.parts.candidate.ordered_receiver import OrderedReceiver, receive_in_order

OPUS = RTCRtpCodecParameters("audio/opus", clockRate=48_000, channels=2, payloadType=111)
FIRST = 1_000


@pytest.fixture(autouse=True)
def aiortc_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtcpeerconnection, "RTCRtpReceiver", RTCRtpReceiver)


def packets(count: int) -> list[RtpPacket]:
    """So many packets of 20 ms of a tone."""
    tone = (np.sin(np.arange(count * 960) / 20) * 9_000).astype(np.int16).reshape(count, 1, 960)
    encoder, made = OpusEncoder(), list[RtpPacket]()
    for number, samples in enumerate(tone):
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48_000, number * 960
        frame.time_base = Fraction(1, 48_000)
        for payload in encoder.encode(frame)[0]:
            packet = RtpPacket(111, sequence_number=FIRST + len(made), timestamp=len(made) * 960)
            packet.ssrc, packet.payload = 7, payload
            made.append(packet)
    return made


async def heard(transceiver: RTCRtpTransceiver, sent: Sequence[RtpPacket]) -> list[int]:
    """When each piece that comes out of the track was sent, in pieces of 20 ms; all are mono."""
    receiver = transceiver.receiver
    receiver._track = RemoteStreamTrack("audio")
    await receiver.receive(RTCRtpReceiveParameters(codecs=[OPUS]))
    for packet in sent:
        await receiver._handle_rtp_packet(packet, arrival_time_ms=0)
    await receiver.stop()
    times: list[int] = []
    while True:
        try:
            frame = cast(av.AudioFrame, await receiver.track.recv())
        except MediaStreamError:
            return times
        assert frame.pts is not None
        assert (frame.layout.name, frame.samples) == ("mono", 960)
        times.append(frame.pts // 960)


def hears(places: Sequence[int]) -> list[int]:
    """What is heard where the packets of these places come, one after the other."""

    async def scene() -> list[int]:
        receive_in_order()
        connection = RTCPeerConnection()
        made = packets(max(places) + 2)
        try:
            return await heard(
                connection.addTransceiver("audio"), [made[place] for place in places]
            )
        finally:
            await connection.close()

    return asyncio.run(scene())


def test_no_packet_waits_for_a_later_one() -> None:
    assert hears(range(10)) == list(range(10))


def test_what_piled_up_behind_a_lost_packet_comes_at_once() -> None:
    assert hears([0, 1, *range(3, 20)]) == [0, 1, *range(3, 20)]


def test_packets_that_overtake_each_other_or_come_twice_are_heard_in_order() -> None:
    times = hears([0, 2, 1, 1, 3, 6, 4, 5, 5, 7])
    assert times == list(range(8))
    assert all(one < other for one, other in pairwise(times))


def test_a_packet_that_is_no_sound_is_passed_over() -> None:
    async def scene() -> list[int]:
        receive_in_order()
        connection = RTCPeerConnection()
        made = packets(6)
        made[3].payload = b"\xff"  # announces several frames and says not how many
        try:
            return await heard(connection.addTransceiver("audio"), made)
        finally:
            await connection.close()

    assert asyncio.run(scene()) == [0, 1, 2, 4, 5]


def test_a_packet_is_decoded_before_another_comes() -> None:
    async def scene() -> int:
        receive_in_order()
        connection = RTCPeerConnection()
        receiver = connection.addTransceiver("audio").receiver
        receiver._track = RemoteStreamTrack("audio")
        await receiver.receive(RTCRtpReceiveParameters(codecs=[OPUS]))
        await receiver._handle_rtp_packet(packets(1)[0], arrival_time_ms=0)
        try:
            return cast(RemoteStreamTrack, receiver.track)._queue.qsize()
        finally:
            await receiver.stop()
            await connection.close()

    assert asyncio.run(scene()) == 1


def test_every_new_connection_receives_so_and_video_as_ever() -> None:
    async def scene() -> None:
        receive_in_order()
        connection = RTCPeerConnection()
        audio, video = connection.addTransceiver("audio"), connection.addTransceiver("video")
        assert isinstance(audio.receiver, OrderedReceiver)
        stock = RTCRtpReceiver("video", video.receiver.transport)
        buffer = "_RTCRtpReceiver__jitter_buffer"
        assert type(getattr(video.receiver, buffer)) is type(getattr(stock, buffer))
        await connection.close()

    asyncio.run(scene())


def test_what_the_receiver_replaces_is_there() -> None:
    handler = inspect.signature(RTCRtpReceiver._handle_rtp_packet)
    assert list(handler.parameters) == ["self", "packet", "arrival_time_ms"]
    source = inspect.getsource(rtcrtpreceiver)
    assert "self.__jitter_buffer.add(packet)" in source
    assert "self.__decoder_queue.put((codec, encoded_frame))" in source
    assert "self.__decoder_queue.put(None)" in source
    assert "task = input_q.get()\n        if task is None:" in source
    assert "receiver=RTCRtpReceiver(kind, dtlsTransport)" in inspect.getsource(rtcpeerconnection)
