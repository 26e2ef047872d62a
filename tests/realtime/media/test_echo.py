"""Our own voice from the candidate's speakers is told from the candidate, with real speech."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.realtime.media.echo import FRAME_SAMPLES, UNSURE, EchoGuard
from core.realtime.models.local.speech import LocalSpeech, local_speech
from core.realtime.models.local.turn_detector import Mark
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import VOICE_RATE

Samples = NDArray[np.float64]
QUESTION = (
    "Thank you. How did you keep the Kafka consumers from falling behind under load? Please tell "
    "me about one situation, what you did yourself, and what came of it in the end."
)
CUTTING_IN = "Sorry, may I ask whether you mean the consumers in the warehouse or the other ones?"
CUTS_IN_AT = 3.0
BATCH = FRAME_SAMPLES * 2


@pytest.fixture(scope="module")
def speech() -> LocalSpeech:
    return local_speech()


def spoken(speech: LocalSpeech, text: str) -> Samples:
    pcm = b"".join(speech.synthesise(text))
    return np.frombuffer(pcm, np.int16).astype(np.float64)


def in_a_room(voice: Samples, gain: float, delay_ms: int) -> Samples:
    """``voice`` from a loudspeaker: weaker, later, with the room's reverberation."""
    rng = np.random.default_rng(1)
    times = np.arange(VOICE_RATE // 4)
    response = rng.standard_normal(times.size) * np.exp(-times / 1_200) * 0.12
    response[0] = 1.0
    echo = np.convolve(voice, response) * gain
    return np.concatenate([np.zeros(VOICE_RATE * delay_ms // 1_000), echo])


def heard(speech: LocalSpeech, played: Samples, microphone: Samples, mark: Mark) -> list[float]:
    """Seconds at which cleaned microphone audio brings about ``mark``."""
    guard, activity = EchoGuard(), VoiceActivity(speech.voice_activity())
    rng = np.random.default_rng(2)
    noisy = microphone + rng.standard_normal(microphone.size) * 60
    out, into = played.astype(np.int16), np.clip(noisy, -32_768, 32_767).astype(np.int16)
    found = []
    for start in range(0, into.size - BATCH, BATCH):
        for at in (start, start + FRAME_SAMPLES):
            if at < out.size:
                guard.played(out[at : at + FRAME_SAMPLES].tobytes())
        marks = activity.feed(guard.clean(into[start : start + BATCH].tobytes()))
        found += [start / VOICE_RATE] * (mark in marks)
    return found


ROOMS = [(0.05, 60), (0.3, 60), (0.3, 220), (0.6, 450)]


@pytest.mark.parametrize(("gain", "delay_ms"), ROOMS)
def test_our_own_voice_never_counts_as_the_candidates_and_is_not_held_for_itself(
    speech: LocalSpeech, gain: float, delay_ms: int
) -> None:
    question = spoken(speech, QUESTION)
    assert heard(speech, question, in_a_room(question, gain, delay_ms), Mark.STARTED) == []


@pytest.mark.parametrize(("gain", "delay_ms"), [*ROOMS, (0.0, 0)])
def test_true_speech_over_the_echo_still_cuts_in(
    speech: LocalSpeech, gain: float, delay_ms: int
) -> None:
    question, candidate = spoken(speech, QUESTION), spoken(speech, CUTTING_IN) * 0.5
    microphone = np.concatenate([in_a_room(question, gain, delay_ms), np.zeros(VOICE_RATE)])
    begin = int(CUTS_IN_AT * VOICE_RATE)
    microphone[begin : begin + candidate.size] += candidate
    cut_in = heard(speech, question, microphone, Mark.SUSTAINED)
    assert CUTS_IN_AT < cut_in[0] < CUTS_IN_AT + candidate.size / VOICE_RATE


def test_without_our_voice_the_microphone_is_left_as_it_is() -> None:
    noise = np.random.default_rng(3).integers(-9_000, 9_000, VOICE_RATE).astype(np.int16).tobytes()
    assert EchoGuard().clean(noise) == noise


def test_what_is_heard_in_a_long_silence_of_ours_is_known_when_the_voice_begins() -> None:
    """Skipping the work while nothing is played changes nothing that is decided later."""
    rng = np.random.default_rng(4)
    noise = [rng.integers(-900, 900, FRAME_SAMPLES).astype(np.int16).tobytes() for _ in range(400)]
    silent, whispering = EchoGuard(), EchoGuard()
    cleaned = []
    for guard, quiet in ((silent, b""), (whispering, bytes(FRAME_SAMPLES * 2))):
        out = []
        for number, frame in enumerate(noise):
            if number >= 200:
                guard.played(noise[number - 5])
            elif quiet:
                guard.played(quiet)
            out.append(guard.clean(frame))
        cleaned.append(out)
    assert cleaned[0] == cleaned[1]
    assert bytes(FRAME_SAMPLES * 2) in cleaned[0]


def test_speech_after_our_voice_is_left_as_it_is(speech: LocalSpeech) -> None:
    guard, question = EchoGuard(), spoken(speech, "Hello.").astype(np.int16)
    silence = bytes(FRAME_SAMPLES * 2)
    for start in range(0, question.size - FRAME_SAMPLES, FRAME_SAMPLES):
        guard.played(question[start : start + FRAME_SAMPLES].tobytes())
        guard.clean(silence)
    for _ in range(2 * UNSURE):
        guard.clean(silence)
    answer = spoken(speech, CUTTING_IN).astype(np.int16).tobytes()
    answer = answer[: len(answer) // len(silence) * len(silence)]
    assert guard.clean(answer) == answer


@pytest.mark.parametrize("cuts_in_ms", range(200, 1_200, 100))
def test_a_candidate_with_headphones_who_cuts_in_loses_no_syllable(
    speech: LocalSpeech, cuts_in_ms: int
) -> None:
    guard, silence = EchoGuard(), bytes(BATCH)
    question = spoken(speech, QUESTION).astype(np.int16).tobytes()
    said = spoken(speech, CUTTING_IN).astype(np.int16).tobytes()
    for start in range(0, len(question) - BATCH, BATCH):
        guard.played(question[start : start + BATCH])
        guard.clean(silence)
    for _ in range(50):
        guard.clean(silence)
    said = silence * (cuts_in_ms // 20) + said[: len(said) // BATCH * BATCH]
    heard = b""
    for start in range(0, len(said), BATCH):
        if start < len(question) - BATCH:
            guard.played(question[start : start + BATCH])
        heard += guard.clean(said[start : start + BATCH])
    assert heard == said
