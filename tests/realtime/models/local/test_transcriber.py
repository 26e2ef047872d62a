"""Windows as short as what was said lose no word."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from core.realtime.models.local.transcriber import HEAR_RATE, Transcriber, shortened, without_loops


@pytest.mark.parametrize(
    ("seconds", "window"),
    [(0.0, 100), (0.5, 200), (3.0, 400), (3.8, 500), (28.9, 3_000), (30, 3_000)],
)
def test_a_window_holds_what_was_said_and_the_silence_after_it(seconds: float, window: int) -> None:
    features = np.zeros((80, 3_000), np.float32)
    frames = int(seconds * 100)
    features[:, :frames] = 0.5
    short = shortened(features)
    assert short.shape == (80, window)
    assert np.count_nonzero(short[0]) == frames


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("I write a test that f-f-f-f-f-f-f-f", "I write a test that"),
        ("It was the, the, the, the, the, the report.", "It was the report."),
        ("No, no, no, no.", "No, no, no, no."),
        ("we scored 1 1 1 and won", "we scored 1 1 1 and won"),
    ],
)
def test_a_word_without_end_is_said_once_and_a_letter_not_at_all(heard: str, said: str) -> None:
    assert without_loops(heard) == said


@dataclass
class Heard:
    """What Whisper says of a segment, as far as it is asked."""

    text: str
    avg_logprob: float = -0.2
    compression_ratio: float = 1.2
    no_speech_prob: float = 0.0
    tokens: tuple[int, ...] = (1, 2, 3)


class Whisper:
    """Hears ``short`` in a short window, and "the whole truth" in a full one."""

    def __init__(self, short: Heard) -> None:
        self._heard, self.short = short, False

    def transcribe(self, samples: np.ndarray, **options: Any) -> tuple[list[Heard], None]:
        return [self._heard if self.short else Heard("the whole truth")], None


@pytest.mark.parametrize(
    ("heard", "seconds", "text"),
    [
        (Heard("we moved it"), 3, "we moved it"),
        (Heard("we moved it " * 9), 3, "the whole truth"),
        (Heard("we moved it", compression_ratio=2.5), 3, "the whole truth"),
        (Heard("we moved it", avg_logprob=-1.2), 3, "the whole truth"),
        (Heard("a test that f-f-f-f-f-f-f"), 9, "the whole truth"),
        (Heard("we had almost no f***ing"), 9, "the whole truth"),
        (Heard("no, no, no, no"), 3, "no, no, no, no"),
        (Heard("we moved it"), 29, "the whole truth"),
        (Heard("When we moved the shop, when we moved the shop,"), 5, "the whole truth"),
        (Heard("no, no, we moved, we moved it"), 5, "no, no, we moved, we moved it"),
    ],
)
def test_what_a_short_window_may_have_misled_is_heard_again_in_a_full_one(
    heard: Heard, seconds: int, text: str
) -> None:
    transcriber = Transcriber()
    transcriber._model = Whisper(heard)
    assert transcriber.hear(bytes(HEAR_RATE * 2 * seconds)).text == text
