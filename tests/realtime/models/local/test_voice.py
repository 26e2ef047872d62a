"""The local voice speaks without silence of its own, and says again what it said before."""

from collections.abc import Iterator

import numpy as np
import pytest

from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.transcriber import HEAR_RATE
from core.realtime.models.local.voice import SENTENCE_PAUSE, Speaker
from core.realtime.models.model import VOICE_RATE

LINES = ("Thank you.", "How did you do it?", "She saw six ships.", "First, tell me more about it.")


class Counting:
    """The voice behind a Speaker, which counts the sentences that it made."""

    def __init__(self, speaker: Speaker) -> None:
        self._voice, self.made = speaker._voice, list[tuple[str, float]]()

    def split_sentences(self, text: str) -> list[str]:
        found: list[str] = self._voice.split_sentences(text)
        return found

    def stream(self, text: str, speed: float, seed: int) -> Iterator[np.ndarray]:
        self.made.append((text, speed))
        yield from self._voice.stream(text, speed=speed, seed=seed)


@pytest.fixture
def counting() -> Counting:
    return Counting(Speaker())


def with_room(counting: Counting, room: int) -> Speaker:
    speaker = Speaker(room)
    speaker._voice = counting
    return speaker


def silences(pcm: bytes) -> tuple[int, int]:
    """Milliseconds of silence before and after what is said."""
    samples = np.abs(np.frombuffer(pcm, np.int16).astype(int))
    loud = np.flatnonzero(samples > samples.max() / 50)
    before, after = int(loud[0]), int(samples.size - loud[-1])
    return before * 1_000 // VOICE_RATE, after * 1_000 // VOICE_RATE


def test_a_sentence_begins_and_ends_with_speech(counting: Counting) -> None:
    speaker = with_room(counting, 1 << 24)
    for line in LINES:
        before, after = silences(speaker.sentence(line))
        assert before < 100
        assert after < 200


def test_the_second_voice_is_understood_and_begins_and_ends_with_speech_too() -> None:
    speaker = Speaker(voice="british")
    pcm = speaker.sentence("How did you choose the database?")
    before, after = silences(pcm)
    assert before < 100
    assert after < 200
    assert len(speaker.sentence("How did you choose the database?", slow=True)) > len(pcm)
    sound = np.frombuffer(pcm, np.int16).astype(float)
    at_hear_rate = np.interp(
        np.arange(0, sound.size, VOICE_RATE / HEAR_RATE), np.arange(sound.size), sound
    )
    heard = local_speech().transcribe(at_hear_rate.astype(np.int16).tobytes())
    assert "choose the database" in heard.lower()


def test_how_fast_the_voice_speaks_can_be_chosen() -> None:
    usual, faster = Speaker(), Speaker(speed=1.25)
    assert 0.7 < len(faster.sentence(LINES[3])) / len(usual.sentence(LINES[3])) < 0.9


def test_between_two_sentences_stands_the_pause_that_is_promised(counting: Counting) -> None:
    speaker = with_room(counting, 1 << 24)
    first, second = speaker.synthesise("Thank you. How did you do it?")
    assert first == speaker.sentence("Thank you.")
    assert second == SENTENCE_PAUSE + speaker.sentence("How did you do it?")


def test_a_line_is_made_once_for_everybody_but_anew_for_another_speed(counting: Counting) -> None:
    speaker = with_room(counting, 1 << 24)
    said = [speaker.sentence("Thank you.") for _ in range(3)]
    slow = speaker.sentence("Thank you.", slow=True)
    assert said == [said[0]] * 3
    assert len(slow) > len(said[0])
    assert [text for text, _ in counting.made] == ["Thank you."] * 2


def test_what_is_kept_is_bounded_and_the_line_used_last_stays(counting: Counting) -> None:
    one = len(Speaker().sentence(LINES[0]))
    speaker = with_room(counting, one + 10)
    for line in (LINES[0], LINES[1], LINES[0], LINES[0]):
        speaker.sentence(line)
    assert [text for text, _ in counting.made] == [LINES[0], LINES[1], LINES[0]]
    assert speaker.kept.used <= one + 10
