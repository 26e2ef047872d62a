"""Processor time of the parts of one live interview, alone on one thread, in ms a second of it."""

import statistics
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

import av
import numpy as np
from aiortc.codecs.opus import OpusDecoder, OpusEncoder
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtp import HeaderExtensionsMap, RtpPacket, compute_audio_level_dbov
from pylibsrtp import Policy, Session

from benchmarks.voice.sound import FRAME, RATE, Samples, dense_speech, packets
from core.realtime.media.echo import EchoGuard
from core.realtime.media.voice_packets import VoicePackets
from core.realtime.models.local.speech import local_speech, voice_activity
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import VOICE_RATE

_FRAMES = 50
"""A second of 20 ms."""
_ROUNDS = 9
Work = Callable[[], object]


def report() -> Iterator[str]:
    """A line for each part: ms of processor time for each second of an interview."""
    speech = dense_speech(2.0)
    yield "Parts of one interview, ms of processor time a second, one thread (medians of 9)"
    for name, work in parts(speech):
        yield f"  {_milliseconds(work):>8.2f}  {name}"
    yield "Once a line, ms of processor time"
    for text in ("Thank you.", "How did you find out whether that change had helped?"):
        took = _milliseconds(partial(local_speech().voice, text))
        yield f"  {took:>8.2f}  voice: {text}"
    for seconds in (1, 3, 8):
        heard = np.tile(speech[::3], 4)[: 16_000 * seconds].tobytes()
        took = _milliseconds(partial(local_speech().hear, heard), rounds=3)
        yield f"  {took:>8.2f}  transcription of {seconds} s"


def _milliseconds(work: Work, rounds: int = _ROUNDS) -> float:
    """The median processor time of one call, all threads of the process together, in ms."""
    work()
    took = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1_000)
    return statistics.median(took)


def parts(speech: Samples) -> Iterator[tuple[str, Work]]:
    """What a second of an interview with a Realtime model takes, part by part."""
    voice = [bytes(part) for part in speech[::2][:VOICE_RATE].reshape(_FRAMES, -1)]
    encoded = packets(speech[:RATE])[:_FRAMES]
    yield "Opus: decode the microphone", _decoding(encoded, "mono")
    yield "Opus: decode the microphone as aiortc does", _decoding(encoded, "stereo")
    ours, silent = VoicePackets(), VoicePackets()
    yield "Opus: encode the voice", lambda: [ours.packet(pcm) for pcm in voice]
    yield "Opus: encode silence", lambda: [silent.packet(b"") for _ in voice]
    yield "Opus: encode the voice as aiortc does", _encoding(voice)
    yield "resample the microphone to 24 kHz", _resampling(48_000, VOICE_RATE, "mono")
    yield "resample for voice activity (40 ms a call)", _resampling(VOICE_RATE, 16_000, "mono", 2)
    yield "RTP: make and read packets", _rtp(encoded)
    yield "SRTP: protect and unprotect", _srtp(encoded)
    activity = VoiceActivity(voice_activity())
    batches = [a + b for a, b in zip(voice[::2], voice[1::2], strict=True)]
    yield "voice activity (resampled, silero)", lambda: [activity.feed(one) for one in batches]
    quiet, playing = EchoGuard(), EchoGuard()
    yield "echo guard, nothing played", lambda: [quiet.clean(one) for one in batches]

    def guarded() -> None:
        for batch in batches:
            playing.played(voice[0])
            playing.played(voice[1])
            playing.clean(batch)

    yield "echo guard while our voice plays", guarded


def _decoding(encoded: list[bytes], layout: str) -> Work:
    decoder = OpusDecoder()
    decoder.codec.layout = layout
    return lambda: [decoder.decode(JitterFrame(data, n * FRAME)) for n, data in enumerate(encoded)]


def _frame(pcm: bytes, rate: int, number: int, layout: str = "mono") -> av.AudioFrame:
    samples = np.frombuffer(pcm, np.int16).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
    frame.sample_rate, frame.pts = rate, number * frame.samples
    frame.time_base = Fraction(1, rate)
    return frame


def _encoding(voice: list[bytes]) -> Work:
    encoder = OpusEncoder()

    def both() -> None:
        for number, pcm in enumerate(voice):
            frame = _frame(pcm, VOICE_RATE, number)
            compute_audio_level_dbov(frame)
            encoder.encode(frame)

    return both


def _resampling(given: int, wanted: int, layout: str, frames: int = 1) -> Work:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    channels = 2 if layout == "stereo" else 1
    pcm = bytes(given // _FRAMES * frames * channels * 2)
    return lambda: [
        resampler.resample(_frame(pcm, given, n, layout)) for n in range(_FRAMES // frames)
    ]


def _rtp(encoded: list[bytes]) -> Work:
    extensions = HeaderExtensionsMap()

    def both() -> None:
        for number, payload in enumerate(encoded):
            packet = RtpPacket(payload_type=96, sequence_number=number, timestamp=number * FRAME)
            packet.payload = payload
            RtpPacket.parse(packet.serialize(extensions), extensions)

    return both


def _srtp(encoded: list[bytes]) -> Work:
    key = bytes(range(30))
    numbers = iter(range(1 << 16))

    def policy(direction: int) -> Policy:
        return Policy(
            key=key, ssrc_type=direction, srtp_profile=Policy.SRTP_PROFILE_AES128_CM_SHA1_80
        )

    out = Session(policy(Policy.SSRC_ANY_OUTBOUND))
    into = Session(policy(Policy.SSRC_ANY_INBOUND))
    extensions = HeaderExtensionsMap()

    def both() -> None:
        for payload in encoded:
            number = next(numbers)
            packet = RtpPacket(payload_type=96, sequence_number=number, timestamp=number * FRAME)
            packet.payload = payload
            into.unprotect(out.protect(packet.serialize(extensions)))

    return both
