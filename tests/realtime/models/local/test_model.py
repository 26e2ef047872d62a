"""The local model on real speech: what is said is heard, noise is not."""

import asyncio
import copy
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from core.evaluation.quality import LOW_CONFIDENCE
from core.realtime.models import events as ev
from core.realtime.models.local import weights
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech, local_speech
from core.realtime.models.local.transcriber import Words
from core.realtime.models.local.transcription_queue import TranscriptionQueue
from core.realtime.models.local.turn_detector import LONGEST_SEGMENT_MS
from core.realtime.models.local.weights import WEIGHTS, WeightsChanged
from core.realtime.models.model import VOICE_RATE, Utterance

SENTENCE = "We moved the pipeline to Kafka because the nightly batch was too slow for our analysts."
BATCH = VOICE_RATE // 25 * 2


@pytest.fixture(scope="module")
def speech() -> LocalSpeech:
    return local_speech()


async def no_prompt() -> str:
    return ""


def silence(seconds: float) -> bytes:
    return bytes(int(VOICE_RATE * seconds) * 2)


def voice(speech: LocalSpeech, text: str) -> bytes:
    return b"".join(speech.synthesise(text))


async def events_until(model: LocalModel, last: type[ev.RealtimeEvent]) -> list[ev.RealtimeEvent]:
    found: list[ev.RealtimeEvent] = []
    async with asyncio.timeout(60):
        async for event in model.events():
            found.append(event)
            if isinstance(event, last):
                break
    return found


async def listen(speech: LocalSpeech, *parts: bytes) -> list[ev.RealtimeEvent]:
    """Everything that hearing ``parts`` brings about, once all is transcribed."""
    return await hear(LocalModel(speech), *parts)


async def hear(model: LocalModel, *parts: bytes) -> list[ev.RealtimeEvent]:
    await model.open(no_prompt)
    audio = b"".join(parts)
    for start in range(0, len(audio), BATCH):
        model.hear(audio[start : start + BATCH])
        while model._tasks:  # the test feeds faster than time passes
            await asyncio.sleep(0.005)
    await model.close()
    return [event async for event in model.events()]


def kinds(events: Sequence[ev.RealtimeEvent], kind: type) -> list[ev.RealtimeEvent]:
    return [event for event in events if isinstance(event, kind)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def test_nothing_that_listens_keeps_a_second_core_spinning(speech: LocalSpeech) -> None:
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} <= {1}


def test_what_was_said_is_heard(speech: LocalSpeech) -> None:
    heard = asyncio.run(listen(speech, silence(0.5), voice(speech, SENTENCE), silence(2)))
    answers = [event for event in heard if isinstance(event, ev.AnswerHeard)]
    assert len(answers) == 1
    assert len(words(answers[0].text) & words(SENTENCE)) / len(words(SENTENCE)) > 0.8


def test_a_clear_voice_is_surely_heard_and_one_in_noise_is_not(speech: LocalSpeech) -> None:
    clear = np.frombuffer(voice(speech, SENTENCE), np.int16).astype(np.float64)
    loud = np.sqrt(np.mean(clear**2)) * 1.6
    hiss = np.random.default_rng(1).normal(0, loud, clear.size)
    noisy = np.clip(clear + hiss, -32_768, 32_767)
    sure, unsure = (
        speech.hear(np.interp(np.arange(0, sound.size, 1.5), np.arange(sound.size), sound)
                    .astype(np.int16).tobytes()).confidence
        for sound in (clear, noisy)
    )  # fmt: skip
    assert 0 <= unsure < LOW_CONFIDENCE < sure <= 1
    heard = asyncio.run(listen(speech, silence(0.5), voice(speech, SENTENCE), silence(2)))
    [answer] = [event for event in heard if isinstance(event, ev.AnswerHeard)]
    assert answer.confidence is not None
    assert LOW_CONFIDENCE < answer.confidence <= 1


def test_a_pause_within_an_answer_does_not_end_it(speech: LocalSpeech) -> None:
    parts = (voice(speech, SENTENCE), silence(1.0), voice(speech, SENTENCE), silence(2))
    heard = asyncio.run(listen(speech, *parts))
    assert len(kinds(heard, ev.AnswerHeard)) == 1
    assert len(kinds(heard, ev.PartialTranscript)) >= 2


def test_words_are_neither_lost_nor_doubled_where_speech_without_a_breath_is_cut(
    speech: LocalSpeech,
) -> None:
    sentences = [
        "We moved the nightly batch to a stream because our analysts had to wait until noon",
        "I wrote the consumer and my colleague took care of the schema",
        "at first the lag grew every evening so I split the topic by customer",
        "that halved the lag and the report was ready at eight in the morning",
        "in the end two teams dropped their own copies of the data",
        "the old reports were kept for a month so that people could compare",
        "then we wrote a small guide and showed it to everybody who used them",
        "nobody has asked for the old ones since and the disk is half as full as before",
    ]
    breathless = b"".join(voice(speech, sentence) for sentence in sentences)
    assert len(breathless) / VOICE_RATE / 2 > LONGEST_SEGMENT_MS / 1_000
    heard = asyncio.run(listen(speech, silence(0.5), breathless, silence(2)))
    [answer] = [event for event in heard if isinstance(event, ev.AnswerHeard)]
    said, understood = (
        re.findall(r"\w+", text.casefold()) for text in (" ".join(sentences), answer.text)
    )
    assert abs(len(said) - len(understood)) <= 2
    assert len(set(said) & set(understood)) / len(set(said)) > 0.9


def test_an_unfinished_sentence_is_waited_for_longer(speech: LocalSpeech) -> None:
    parts = (voice(speech, "We changed the index because"), silence(2.0))
    assert not kinds(asyncio.run(listen(speech, *parts)), ev.AnswerHeard)


def test_a_fluent_candidate_who_sounds_finished_is_answered_soon(speech: LocalSpeech) -> None:
    pause = silence(0.25)
    story = pause.join(
        voice(speech, sentence)
        for sentence in (
            "We moved the nightly batch to a stream because our analysts had to wait.",
            "I wrote the consumer, and my colleague took care of the schema.",
            "That halved the lag, and the report was ready at eight in the morning.",
            "In the end two teams dropped their own copies of the data.",
        )
    )
    soon, unfinished = (
        asyncio.run(listen(speech, silence(0.5), story, end, silence(0.9)))
        for end in (b"", pause + voice(speech, "After that we looked at the"))
    )
    assert len(kinds(soon, ev.AnswerHeard)) == 1
    assert not kinds(unfinished, ev.AnswerHeard)


def test_what_was_transcribed_while_a_pause_lasted_is_not_transcribed_again_at_its_end(
    speech: LocalSpeech,
) -> None:
    heard: list[bytes] = []

    def hear(pcm: bytes) -> Words:
        heard.append(pcm)
        return speech.hear(pcm)

    counting = copy.copy(speech)
    with ThreadPoolExecutor(1) as thread:
        counting.transcriptions = TranscriptionQueue(hear, thread, time.perf_counter)
        parts = (silence(0.5), voice(speech, "That is how we did it."), silence(4))
        events = asyncio.run(listen(counting, *parts))
    assert len(kinds(events, ev.AnswerHeard)) == len(heard) == 1


def test_at_a_pause_the_likeliest_lines_are_begun_so_that_their_voice_is_there_at_once(
    speech: LocalSpeech,
) -> None:
    asked: list[str] = []
    made: list[str] = []

    def likely(words: str) -> list[Utterance]:
        asked.append(words)
        said = ("Thank you. What came of it? Take your time.", "I see. And then?")
        return [*(Utterance(0, text) for text in said), Utterance(0, "In writing.", voiced=False)]

    class Noting(LocalSpeech):
        def __init__(self) -> None:
            self.__dict__.update(vars(speech))

        def voice(self, sentence: str, slow: bool = False) -> bytes:
            made.append(sentence)
            return speech.voice(sentence, slow)

    model = LocalModel(Noting())
    model.foresee(likely)
    heard = asyncio.run(hear(model, silence(0.5), voice(speech, SENTENCE), silence(0.5)))
    assert not kinds(heard, ev.AnswerHeard)
    assert "Kafka" in asked[-1]
    assert set(made) == {"Thank you.", "What came of it?", "I see.", "And then?"}


def test_a_candidate_who_asked_for_longer_pauses_gets_them(speech: LocalSpeech) -> None:
    async def answers(stretch: float) -> int:
        model = LocalModel(speech)
        await model.open(no_prompt)
        model.stretch_pauses(stretch)
        audio = voice(speech, SENTENCE) + silence(2.2)
        for start in range(0, len(audio), BATCH):
            model.hear(audio[start : start + BATCH])
            while model._tasks:
                await asyncio.sleep(0.005)
        await model.close()
        return len(kinds([event async for event in model.events()], ev.AnswerHeard))

    assert asyncio.run(answers(1)) == 1
    assert asyncio.run(answers(2)) == 0


@pytest.mark.parametrize("loudness", [200, 2_000])
def test_noise_is_no_answer(speech: LocalSpeech, loudness: int) -> None:
    rng = np.random.default_rng(1)
    noise = (rng.standard_normal(VOICE_RATE * 4) * loudness).astype(np.int16).tobytes()
    heard = asyncio.run(listen(speech, noise, silence(3)))
    assert not kinds(heard, ev.AnswerHeard)


def test_thinking_time_keeps_the_answer_open(speech: LocalSpeech) -> None:
    async def scene() -> list[ev.RealtimeEvent]:
        model = LocalModel(speech)
        await model.open(no_prompt)
        model.set_end_of_turn_wait(120)
        audio = silence(10)
        for start in range(0, len(audio), BATCH):
            model.hear(audio[start : start + BATCH])
        await model.close()
        return [event async for event in model.events()]

    assert asyncio.run(scene()) == []


def test_done_takes_the_answer_without_waiting_for_silence(speech: LocalSpeech) -> None:
    async def scene() -> list[ev.RealtimeEvent]:
        model = LocalModel(speech)
        await model.open(no_prompt)
        audio = voice(speech, SENTENCE)
        for start in range(0, len(audio), BATCH):
            model.hear(audio[start : start + BATCH])
        model.finish_answer()
        found = await events_until(model, ev.AnswerHeard)
        await model.close()
        return found

    answer = asyncio.run(scene())[-1]
    assert isinstance(answer, ev.AnswerHeard)
    assert "kafka" in answer.text.casefold()


def test_the_voice_can_be_understood_and_stops_when_interrupted(speech: LocalSpeech) -> None:
    async def scene() -> tuple[bytes, list[ev.RealtimeEvent]]:
        model = LocalModel(speech)
        await model.open(no_prompt)
        await model.say(Utterance(1, SENTENCE))
        spoken = await events_until(model, ev.VoiceDone)
        pcm = b"".join(e.pcm for e in spoken if isinstance(e, ev.VoiceAudio))
        await model.say(Utterance(2, f"{SENTENCE} " * 40))
        await events_until(model, ev.VoiceAudio)
        await model.interrupt(0)
        await asyncio.sleep(0.3)
        await model.close()
        return pcm, [event async for event in model.events()]

    pcm, rest = asyncio.run(scene())
    at_16k = np.frombuffer(pcm, np.int16)
    at_16k = np.interp(np.arange(0, at_16k.size, 1.5), np.arange(at_16k.size), at_16k)
    heard = words(speech.transcribe(at_16k.astype(np.int16).tobytes()))
    assert len(heard & words(SENTENCE)) / len(words(SENTENCE)) > 0.8
    assert not kinds(rest, ev.VoiceDone)


def test_a_failing_voice_is_reported_not_raised(speech: LocalSpeech) -> None:
    class Mute(LocalSpeech):
        def __init__(self) -> None:
            self.output_thread = speech.output_thread

        def sentences(self, text: str) -> list[str]:
            return [text]

        def voice(self, sentence: str, slow: bool = False) -> bytes:
            raise RuntimeError("no voice")

    async def scene() -> list[ev.RealtimeEvent]:
        model = LocalModel(Mute())
        await model.say(Utterance(1, "Hello."))
        found = await events_until(model, ev.ModelFailed)
        await model.close()
        return found

    assert kinds(asyncio.run(scene()), ev.ModelFailed)


def test_closing_twice_is_closing_once(speech: LocalSpeech) -> None:
    async def scene() -> list[ev.RealtimeEvent]:
        model = LocalModel(speech)
        await model.close()
        await model.close()
        return [event async for event in model.events()]

    assert asyncio.run(scene()) == []


def test_weights_that_are_not_the_tested_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = {**WEIGHTS, "hibari": ("assets/hibari.onnx", "0" * 64)}
    monkeypatch.setattr(weights, "WEIGHTS", changed)
    with pytest.raises(WeightsChanged, match=r"hibari\.onnx"):
        LocalSpeech()
