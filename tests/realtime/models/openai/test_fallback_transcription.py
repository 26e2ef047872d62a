"""What the endpoint owes when it goes for good is made out on this machine."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.realtime.models import events as ev
from core.realtime.models.local.microphone import transcribe_here
from core.realtime.models.local.speech import LANGUAGES, local_speech
from core.realtime.models.local.transcriber import Words
from core.realtime.models.openai.answer_audio import Piece
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.fallback_transcription import FallbackTranscription
from core.settings import Settings
from tests.realtime.fake_realtime import Fault, Script, silence
from tests.realtime.stage import KAFKA, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer and it was gone within a week"
CONFIG = replace(OpenAIConfig.of(Settings(_env_file=None)), stall_seconds=2, tries=3)


def untold(*faults: Fault) -> Script:
    """An endpoint that tells no words."""
    return Script(faults=list(faults), transcript_delays=deque([None] * 9))


def gone() -> Fault:
    """It goes for good as it has taken an answer."""
    return Fault("error", "commit", "insufficient_quota")


def play(
    scene: Callable[[Stage], Awaitable[None]], script: Script | None = None, **more: object
) -> None:
    async def whole() -> None:
        async with on_stage(script or untold(), CONFIG, **more) as stage:
            await scene(stage)

    asyncio.run(whole())


async def fail(stage: Stage) -> list[ev.RealtimeEvent]:
    """The endpoint goes for good; what was reported from then on, but for the voice."""
    before = len(stage.events)
    await stage.server.talk.error("insufficient_quota", "no credit")
    await stage.next(ev.ModelFailed)
    quiet = (ev.VoiceAudio, ev.VoiceText, ev.VoiceDone, ev.ModelReconnecting)
    return [event for event in stage.events[before:] if not isinstance(event, quiet)]


def test_an_answer_that_only_the_endpoint_heard_is_kept_before_another_takes_over() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.ModelFailed)
        answer = stage.of(ev.AnswerHeard)[0]
        assert (answer.text, answer.confidence, answer.signal) == (LAG, 0.7, None)
        assert answer.item is None
        assert stage.events.index(answer) < stage.events.index(stage.of(ev.ModelFailed)[0])

    play(scene, untold(gone()))


def test_words_that_an_earlier_answer_lacks_come_in_its_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.realtime.models.openai.judge.TRANSCRIPT_SECONDS", 0.05)
    monkeypatch.setattr("core.realtime.models.openai.judge.BLIND_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert answer.text == ""
        await stage.ask(SPARK)
        reported = await fail(stage)
        assert reported[0] == ev.Transcribed(str(answer.item), LAG, 0.7)
        assert isinstance(reported[-1], ev.ModelFailed)

    play(scene)


def test_who_was_in_the_middle_of_an_answer_does_not_give_it_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG))
        answer, _ = await fail(stage)
        assert isinstance(answer, ev.AnswerHeard)
        assert answer.text == LAG

    play(scene)


@pytest.mark.parametrize("said", ["Well I", ""])
def test_an_answer_that_was_only_begun_is_asked_for_again(said: str) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(said) if said else silence(1))
        (failed,) = await fail(stage)
        assert isinstance(failed, ev.ModelFailed)

    play(scene)


def test_where_nobody_here_knows_the_language_the_question_is_asked_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.ModelFailed)
        assert stage.of(ev.AnswerHeard) == []

    play(scene, untold(gone()), hears=False)


def test_an_item_that_the_endpoint_does_not_understand_is_made_out_here() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.confidence) == (LAG, 0.7)

    play(scene, Script(deaf=1))


def test_an_item_that_nobody_understands_holds_nothing_up() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.confidence) == ("", 0.0)

    play(scene, Script(deaf=1), hears=False)


def test_a_fallback_that_fails_costs_its_words_and_nothing_else() -> None:
    async def broken(pcm: bytes) -> Words:
        if len(pcm) == 2:
            raise RuntimeError("no memory")
        return Words("It held.", 0.9)

    first, second = Piece(pcm=bytes(2)), Piece(pcm=bytes(4))
    asyncio.run(FallbackTranscription(broken).make_out([first, second]))
    assert (first.text, first.known) == ("", False)
    assert (second.text, second.known) == ("It held.", True)


def test_what_is_known_is_not_made_out_again() -> None:
    async def unasked(pcm: bytes) -> Words:
        raise AssertionError

    known = Piece(pcm=bytes(2), text="It held.", known=True)
    asyncio.run(FallbackTranscription(unasked).make_out([known, Piece()]))
    assert known.text == "It held."


def test_this_machine_makes_out_a_spoken_sentence() -> None:
    spoken = b"".join(local_speech().synthesise("We moved the pipeline to Kafka last year."))
    words = asyncio.run(transcribe_here(spoken))
    assert "pipeline" in words.text
    assert words.confidence > 0.5
    assert "en" in LANGUAGES
