"""Who asked for longer pauses has them, whenever the endpoint thinks that a turn is over."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.realtime.models import events as ev
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.speech_input import LATE_MS
from core.settings import Settings
from tests.realtime.fake_realtime import Fault, Script, silence
from tests.realtime.stage import KAFKA, Stage, on_stage

LAG = "The lag grew so I split it by customer"
COST = "I bought spot machines and watched the bill"
TIMES = 2.0
WAIT = OpenAIConfig.of(Settings(_env_file=None)).pause_ms / 1_000 * TIMES
PAUSE = WAIT - 0.5
"""Seconds of silence that the endpoint takes for the end of a turn, and the candidate does not."""


def play(
    scene: Callable[[Stage], Awaitable[None]],
    *faults: Fault,
    stretch: float = TIMES,
    script: Script | None = None,
) -> None:
    config = replace(OpenAIConfig.of(Settings(_env_file=None)), stall_seconds=2)

    async def whole() -> None:
        async with on_stage(script or Script(faults=list(faults)), config) as stage:
            stage.model.stretch_pauses(stretch)
            await stage.ask(KAFKA)
            await scene(stage)

    asyncio.run(whole())


def judged(stage: Stage) -> int:
    """How often the model was asked what it heard."""
    return sum(
        sent["response"]["tool_choice"] == "required"
        for sent in stage.server.sent_of("response.create")
    )


async def pause(stage: Stage) -> None:
    """A pause that the endpoint takes for the end, with time for all that may follow."""
    await stage.speak(LAG, pause=PAUSE)
    await stage.until(lambda: LAG in [partial.text for partial in stage.of(ev.PartialTranscript)])
    await asyncio.sleep(0.1)


def test_a_pause_that_ends_a_turn_for_the_endpoint_does_not_end_the_answer() -> None:
    async def scene(stage: Stage) -> None:
        await pause(stage)
        assert judged(stage) == 0
        await stage.speak(COST, pause=WAIT + 0.5)
        assert (await stage.next(ev.AnswerHeard)).text == f"{LAG} {COST}"
        assert judged(stage) == 1

    play(scene)


def test_the_same_pause_ends_the_answer_of_who_did_not_ask() -> None:
    async def scene(stage: Stage) -> None:
        await pause(stage)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene, stretch=1.0)


@pytest.mark.parametrize(
    "end",
    [lambda model: model.finish_answer(), lambda model: model.hear_text(LAG)],
    ids=["the done button", "typing"],
)
def test_who_says_that_the_answer_is_complete_is_not_made_to_wait(
    end: Callable[[object], None],
) -> None:
    async def scene(stage: Stage) -> None:
        await pause(stage)
        end(stage.model)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)


def test_the_done_button_in_mid_sentence_ends_the_answer_at_once() -> None:
    async def scene(stage: Stage) -> None:
        await stage.hear(stage.server.codebook.voice(LAG))
        stage.model.finish_answer()
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)


def test_a_connection_that_is_lost_in_the_pause_does_not_shorten_it() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG, pause=PAUSE)
        await stage.next(ev.ModelReconnected)
        await asyncio.sleep(0.1)
        assert judged(stage) == 0
        await stage.hear(silence(1))
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene, Fault("abort", "commit"))


def test_an_end_that_the_endpoint_misses_is_waited_for_longer_too() -> None:
    async def scene(stage: Stage) -> None:
        stage.server.talk.session["audio"]["input"]["turn_detection"] = None
        await stage.speak(LAG, pause=LATE_MS / 1_000 + 1)
        await asyncio.sleep(0.1)
        assert stage.server.sent_of("input_audio_buffer.commit") == []
        await stage.hear(silence(LATE_MS / 1_000 * (TIMES - 1)))
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)
