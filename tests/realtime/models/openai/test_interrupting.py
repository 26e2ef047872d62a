"""Cutting in before the speaking model: who has the floor."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from core.realtime.models import events as ev
from core.realtime.models.model import VOICE_RATE
from tests.realtime.fake_realtime import Script, pitch_of, silence, tone
from tests.realtime.fake_realtime.tones import reply_pitch
from tests.realtime.stage import KAFKA, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer"
COST = "I bought spot machines and watched the bill"
PIECE = VOICE_RATE // 10 * 2
TALKATIVE: dict[str, Any] = {"seconds_a_word": 0.4, "pace": 0.01}
"""Speech of some seconds, made ten times as fast as it is played."""


def play(
    scene: Callable[[Stage], Awaitable[None]], script: Script | None = None, *, errors: int = 0
) -> None:
    async def whole() -> None:
        async with on_stage(script) as stage:
            await scene(stage)
            assert len(stage.server.errors) == errors, stage.server.errors

    asyncio.run(whole())


def cuts(stage: Stage) -> list[int]:
    """Where the model's memory was cut, in ms."""
    return [e["audio_end_ms"] for e in stage.server.sent_of("conversation.item.truncate")]


def pitches(stage: Stage, utterance: int) -> set[float]:
    """The pitches in the audio of an utterance, 100 ms at a time."""
    pcm = stage.voice(utterance)
    return {pitch_of(pcm[start : start + PIECE]) for start in range(0, len(pcm), PIECE)}


async def settled(stage: Stage) -> None:
    """Let what is on its way arrive, before looking for what must not be there."""
    await asyncio.sleep(0.15)


def test_a_stopped_utterance_is_remembered_as_far_as_it_was_played() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceAudio, 8)
        await stage.model.interrupt(VOICE_RATE // 2)
        await stage.until(lambda: cuts(stage))
        assert cuts(stage) == [500]
        assert stage.server.sent_of("response.cancel")

    play(scene, Script(**TALKATIVE))


def test_an_utterance_is_never_cut_beyond_what_was_made_of_it() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.say(KAFKA)
        await stage.next(ev.VoiceAudio, 3)
        await stage.model.interrupt(VOICE_RATE * 60)
        await stage.until(lambda: cuts(stage))
        assert cuts(stage) == [len(stage.voice(number)) // 2 * 1_000 // VOICE_RATE]

    play(scene, Script(**TALKATIVE))


def test_an_utterance_of_which_nothing_was_played_is_deleted() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceAudio)
        await stage.model.interrupt(0)
        await stage.until(lambda: stage.server.sent_of("conversation.item.delete"))
        await settled(stage)
        assert cuts(stage) == []
        assert not [i for i in stage.server.talk.items.values() if i.get("role") == "assistant"]

    play(scene, Script(**TALKATIVE))


def test_an_utterance_that_was_stopped_before_it_began_leaves_no_trace() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.model.interrupt(0)
        await settled(stage)
        assert stage.of(ev.VoiceAudio) == []
        assert not [i for i in stage.server.talk.items.values() if i.get("role") == "assistant"]

    play(scene, Script(**TALKATIVE))


def test_an_utterance_that_was_all_made_may_still_be_cut_while_it_plays() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceDone)
        await stage.model.interrupt(VOICE_RATE)
        await stage.until(lambda: cuts(stage))
        assert cuts(stage) == [1_000]
        assert not stage.server.sent_of("response.cancel")

    play(scene, Script(seconds_a_word=0.4))


@pytest.mark.parametrize("wait", [0, 1, 2, 5, 9])
def test_nothing_of_a_stopped_utterance_is_heard_in_the_next_one(wait: int) -> None:
    async def scene(stage: Stage) -> None:
        numbers = []
        for _ in range(4):
            numbers.append(await stage.say(KAFKA))
            heard = len(stage.of(ev.VoiceAudio))
            if wait:
                await stage.next(ev.VoiceAudio, heard + wait)
            await stage.model.interrupt(VOICE_RATE // 10 * wait // 2)
        numbers.append(await stage.say(SPARK))
        await stage.until(lambda: ev.VoiceDone(numbers[-1]) in stage.events)

        found = [pitches(stage, number) for number in numbers]
        assert all(len(each) == (1 if wait else 0) for each in found[:-1])
        assert found[-1] == {reply_pitch(stage.server.replies)}
        assert len({pitch for each in found for pitch in each}) == sum(map(len, found))

    play(scene, Script(**TALKATIVE))


def test_a_cough_while_the_voice_plays_reaches_nobody() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceDone)
        await stage.hear(silence(0.5), tone(3_000, 0.15), silence(0.8))
        assert [type(e) for e in stage.events if "Speech" in type(e).__name__] == [
            ev.SpeechSuspected,
            ev.SpeechStarted,
            ev.SpeechDropped,
        ]
        assert stage.server.sent_of("input_audio_buffer.append") == []

    play(scene, Script(seconds_a_word=0.5))


def test_a_short_mm_hm_while_the_voice_plays_does_not_cut_in() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceDone)
        await stage.hear(silence(0.5), tone(3_000, 0.4), silence(0.8))
        assert stage.of(ev.SpeechSustained) == []
        assert len(stage.of(ev.SpeechDropped)) == 1
        assert stage.server.sent_of("input_audio_buffer.append") == []

    play(scene, Script(seconds_a_word=0.5))


def test_who_cuts_in_is_heard_from_the_first_word() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceDone)
        await stage.hear(silence(0.3), stage.server.codebook.voice(LAG, 0.3))
        assert stage.of(ev.SpeechSustained) == []
        await stage.speak(COST)
        await stage.model.interrupt(VOICE_RATE // 2)
        answer = await stage.next(ev.AnswerHeard)
        assert answer.text == f"{LAG} {COST}"

    play(scene, Script(seconds_a_word=0.5))


def test_who_speaks_as_the_voice_ends_is_heard_though_nobody_said_so() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.next(ev.VoiceDone)
        await asyncio.sleep(0.6)
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene, Script(seconds_a_word=0.01))
