"""The detector that decides what cuts in, on real speech and on noise."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.realtime.models.local.speech import local_speech, voice_activity
from core.realtime.models.local.turn_detector import Mark
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import VOICE_RATE
from tests.realtime.fake_realtime import silence

TASKS = Path("/proc/self/task")
BATCH = VOICE_RATE // 25 * 2


def marks(*pieces: bytes) -> list[Mark]:
    """What the pieces bring about, but for silence."""
    activity, audio = VoiceActivity(voice_activity()), b"".join(pieces)
    starts = range(0, len(audio), BATCH)
    found = [mark for start in starts for mark in activity.feed(audio[start : start + BATCH])]
    return [mark for mark in found if mark is not Mark.SILENCE]


def test_a_sentence_begins_is_sustained_and_ends() -> None:
    spoken = b"".join(local_speech().synthesise("We moved the pipeline to Kafka last year"))
    found = marks(silence(0.5), spoken, silence(1.0))
    assert found[:2] == [Mark.STARTED, Mark.SUSTAINED]
    assert found[-1] is Mark.SEGMENT


@pytest.mark.parametrize("loudness", [300, 3_000])
def test_noise_does_not_cut_in(loudness: int) -> None:
    noise = np.random.default_rng(1).normal(0, loudness, VOICE_RATE * 3)
    assert Mark.SUSTAINED not in marks(noise.clip(-32_768, 32_767).astype("<i2").tobytes())


def alone(code: str) -> str:
    """What ``code`` prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_detector_loads_neither_transcriber_nor_voice() -> None:
    assert (
        alone(
            "import sys\n"
            "from core.realtime.models.local.speech import voice_activity\n"
            "voice_activity()(bytes(1024))\n"
            "print(sorted({'faster_whisper', 'hibari'} & set(sys.modules)))\n"
        )
        == "[]"
    )


@pytest.mark.skipif(not TASKS.exists(), reason="threads of libraries are listed on Linux alone")
def test_a_detector_works_in_the_thread_that_asks_and_leaves_the_environment_alone() -> None:
    assert (
        alone(
            "import os\n"
            "from core.realtime.models.local.speech import voice_activity\n"
            "detect, before = voice_activity(), len(os.listdir('/proc/self/task'))\n"
            "detect(bytes(1024))\n"
            "print(len(os.listdir('/proc/self/task')) - before, 'OMP_THREAD_LIMIT' in os.environ)\n"
        )
        == "0 False"
    )
