"""Whose words are made out first, and how much work is waiting."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from core.realtime.models.local.speech import local_speech, transcription_wait
from core.realtime.models.local.transcriber import HEAR_RATE, Words
from core.realtime.models.local.transcription_queue import TranscriptionQueue

SECOND = bytes(HEAR_RATE * 2)


class ByHand(Executor):
    """Runs what was submitted when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting.append(fn)
        return Future()

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Transcriber:
    """Takes a tenth of the audio's length, on a clock of its own."""

    def __init__(self) -> None:
        self.now, self.heard = 0.0, list[bytes]()

    def hear(self, pcm: bytes) -> Words:
        if pcm == b"broken":
            raise RuntimeError("no words")
        self.heard.append(pcm)
        self.now += len(pcm) / len(SECOND) / 10
        return Words(f"{len(pcm)} bytes", 1.0)


@pytest.fixture
def thread() -> ByHand:
    return ByHand()


@pytest.fixture
def transcriber() -> Transcriber:
    return Transcriber()


@pytest.fixture
def queue(thread: ByHand, transcriber: Transcriber) -> TranscriptionQueue:
    return TranscriptionQueue(transcriber.hear, thread, lambda: transcriber.now)


def test_who_waits_comes_before_who_still_speaks(
    queue: TranscriptionQueue, thread: ByHand, transcriber: Transcriber
) -> None:
    queue.submit(b"speaks", lambda: False)
    queue.submit(b"waits", lambda: True)
    queue.submit(b"waits, too", lambda: True)
    thread.run()
    assert transcriber.heard == [b"waits", b"waits, too", b"speaks"]


def test_who_speaks_on_waits_no_longer(
    queue: TranscriptionQueue, thread: ByHand, transcriber: Transcriber
) -> None:
    silent = {"first": True}
    queue.submit(b"first", lambda: silent["first"])
    queue.submit(b"second", lambda: True)
    silent["first"] = False
    thread.run()
    assert transcriber.heard == [b"second", b"first"]


def test_what_is_no_longer_wanted_is_not_worked_on(
    queue: TranscriptionQueue, thread: ByHand, transcriber: Transcriber
) -> None:
    queue.submit(SECOND, lambda: True).cancel()
    assert queue.seconds_waiting == 0
    thread.run()
    assert transcriber.heard == []


def test_a_failure_reaches_whoever_asked_and_nobody_else(
    queue: TranscriptionQueue, thread: ByHand
) -> None:
    broken = queue.submit(b"broken", lambda: True)
    whole = queue.submit(SECOND, lambda: True)
    thread.run()
    with pytest.raises(RuntimeError, match="no words"):
        broken.result(0)
    assert whole.result(0).text


def test_the_work_that_waits_is_told_in_seconds_at_the_pace_that_was_measured(
    queue: TranscriptionQueue, thread: ByHand
) -> None:
    for _ in range(40):
        queue.submit(SECOND, lambda: True)
    thread.run()
    assert queue.seconds_waiting == 0
    for _ in range(10):
        queue.submit(SECOND, lambda: True)
    assert queue.seconds_waiting == pytest.approx(1.0, rel=0.01)


def test_who_asks_how_long_transcription_takes_loads_no_weights() -> None:
    local_speech.cache_clear()
    assert transcription_wait() == 0.0
    assert local_speech.cache_info().currsize == 0
    assert transcription_wait() == local_speech().transcriptions.seconds_waiting == 0.0
