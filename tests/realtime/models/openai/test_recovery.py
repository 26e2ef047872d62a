"""The speaking model when its connection fails: nothing is lost, nothing is said twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from core.interviews.assessment.topics import Signal
from core.models import TurnKind
from core.realtime.models import events as ev
from core.realtime.models.openai import connection as openai_link
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.endpoint import ModelUnavailable
from core.realtime.models.openai.faults import FATAL, FATAL_STATUS
from core.settings import Settings
from core.usage import Caps
from tests.realtime.fake_realtime import FakeRealtime, Fault, Script, silence
from tests.realtime.fake_realtime.script import Moment
from tests.realtime.fake_realtime.server import KEY
from tests.realtime.stage import KAFKA, SPARK, Stage, model_for, on_stage

LAG = "The lag grew so I split it by customer"
COST = "I bought spot machines and watched the bill"
QUICK = replace(OpenAIConfig.of(Settings(_env_file=None)), stall_seconds=2, tries=3)


def play(
    scene: Callable[[Stage], Awaitable[None]], *faults: Fault, config: OpenAIConfig = QUICK
) -> None:
    async def whole() -> None:
        async with on_stage(Script(faults=list(faults)), config) as stage:
            await scene(stage)

    asyncio.run(whole())


LOSSES = {
    "going away, 1001": lambda at: Fault("close", at, 1001),
    "broken off, 1006": lambda at: Fault("abort", at),
    "internal error, 1011": lambda at: Fault("close", at, 1011),
    "session expired": lambda at: Fault("error", at, "session_expired"),
    "stalled without a close": lambda at: Fault("stall", at),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("at", ["speak", "reply", "judge", "commit"])
def test_the_interview_goes_on_after_a_loss(loss: str, at: Moment) -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.until(lambda: stage.of(ev.VoiceDone) or lost_half_said(stage))
        if not stage.of(ev.VoiceDone):
            await stage.say(KAFKA, TurnKind.REPEAT)
            await stage.next(ev.VoiceDone)
        stage.model.discard_answer()
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, Signal.MIXED)
        await stage.ask(SPARK)
        assert stage.of(ev.VoiceText)[-1].text == SPARK.text
        assert len(stage.of(ev.ModelReconnecting)) == len(stage.of(ev.ModelReconnected)) == 1
        assert len(stage.of(ev.AnswerHeard)) == 1
        assert stage.server.handshakes == stage.prompts == 2

    play(scene, LOSSES[loss](at))


def lost_half_said(stage: Stage) -> bool:
    return ev.ModelReconnected(unfinished=True) in stage.events


def test_an_utterance_that_was_lost_before_it_began_is_said_once_by_itself() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.ask(KAFKA)
        assert stage.of(ev.ModelReconnected) == [ev.ModelReconnected(unfinished=False)]
        assert stage.of(ev.VoiceDone) == [ev.VoiceDone(number)]
        assert stage.server.replies == 1

    play(scene, Fault("abort", "speak"))


def test_an_utterance_that_was_lost_half_said_is_left_to_the_session() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        await stage.until(lambda: lost_half_said(stage))
        await asyncio.sleep(0.1)
        assert stage.of(ev.VoiceDone) == []
        assert stage.server.replies == 1

    play(scene, Fault("abort", "reply"))


def test_a_new_connection_is_told_the_prompt_anew_and_the_open_question() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        assert stage.server.talk.session["instructions"] == "You are the interviewer. Prompt 2."
        first = next(iter(stage.server.talk.items.values()))
        assert first["role"] == "system"
        assert KAFKA.text in first["content"][0]["text"]

    play(scene, Fault("abort", "judge"))


def test_what_was_said_before_the_loss_and_after_it_is_one_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG))
        stage.server.talk.socket.transport.abort()
        await stage.next(ev.ModelReconnecting)
        await stage.speak(COST)
        await stage.next(ev.ModelReconnected)
        assert (await stage.next(ev.AnswerHeard)).text == f"{LAG} {COST}"

    play(scene)


def test_words_that_were_not_known_at_the_loss_are_not_lost() -> None:
    async def scene(stage: Stage) -> None:
        stage.server.script.transcript_delays.append(None)
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG
        assert stage.server.violations == []

    play(scene, Fault("abort", "judge"))


def test_words_of_an_answer_that_was_reported_already_come_after_the_loss(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.realtime.models.openai.judge.TRANSCRIPT_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        stage.server.script.transcript_delays.append(None)
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert answer.text == ""
        stage.server.talk.socket.transport.abort()
        assert await stage.next(ev.Transcribed) == ev.Transcribed(str(answer.item), LAG)

    play(scene)


def test_an_answer_typed_during_the_loss_is_judged_after_it() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        stage.server.talk.socket.transport.abort()
        await stage.next(ev.ModelReconnecting)
        stage.model.hear_text(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, Signal.MIXED)

    play(scene)


def test_frames_that_are_no_events_are_passed_over() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        assert stage.of(ev.ModelReconnecting) == []
        assert stage.server.handshakes == 1

    play(scene, *[Fault("malformed", at) for at in ("speak", "reply", "judge", "commit")])


def test_a_response_that_fails_is_asked_for_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).signal is Signal.MIXED
        assert stage.of(ev.ModelReconnecting) == []

    faults = [Fault("failed", at, "rate_limit_exceeded") for at in ("speak", "judge")]
    play(scene, *faults)


def test_a_busy_endpoint_is_tried_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        assert stage.server.handshakes == 4
        assert stage.of(ev.ModelReconnecting) == []

    faults = [Fault("refuse", "handshake", status) for status in (429, 503, 500)]
    play(scene, *faults, config=replace(QUICK, tries=6))


@pytest.mark.parametrize("code", FATAL)
def test_what_no_retry_can_help_is_said_in_words_at_once(code: str) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        failed = await stage.next(ev.ModelFailed)
        assert failed.message == FATAL[code]
        await asyncio.sleep(0.2)
        assert stage.server.handshakes == 1
        stage.model.hear_text(COST)
        assert (await stage.next(ev.AnswerHeard, len(stage.of(ev.AnswerHeard)) + 1)).text == COST

    play(scene, Fault("error", "judge", code))


def test_a_response_that_fails_for_want_of_credit_ends_the_connection() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        assert (await stage.next(ev.ModelFailed)).message == FATAL["insufficient_quota"]

    play(scene, Fault("failed", "speak", "insufficient_quota"))


def test_an_answer_whose_words_are_known_survives_the_end_of_the_connection() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.ModelFailed)
        answer = stage.of(ev.AnswerHeard)[0]
        assert (answer.text, answer.signal) == (LAG, None)
        assert stage.events.index(answer) < stage.events.index(stage.of(ev.ModelFailed)[0])

    async def whole() -> None:
        faults = [Fault("error", "judge", "insufficient_quota")]
        async with on_stage(Script(faults=faults), QUICK) as stage:
            strike = stage.server.strike

            async def after_the_words(at: Moment, talk: object) -> None:
                if at == "judge":
                    await stage.until(
                        lambda: LAG in [e.text for e in stage.of(ev.PartialTranscript)]
                    )
                await strike(at, talk)  # type: ignore[arg-type]

            stage.server.strike = after_the_words  # type: ignore[method-assign]
            await scene(stage)

    asyncio.run(whole())


def open_against(*faults: Fault, **settings: Any) -> tuple[str, int]:
    """Why the model cannot be opened, and how often it tried."""

    async def whole() -> tuple[str, int]:
        async with FakeRealtime(Script(faults=list(faults))) as server:
            model = model_for(server, QUICK, **settings)

            async def system_prompt() -> str:
                return "A prompt."

            with pytest.raises(ModelUnavailable) as raised:
                await model.open(system_prompt)
            await model.close()
            return str(raised.value), server.handshakes

    return asyncio.run(whole())


def test_a_wrong_key_is_told_at_once_and_never_shown() -> None:
    words, tries = open_against(key="a-wrong-key")
    assert (words, tries) == (FATAL["invalid_api_key"], 1)
    assert "a-wrong-key" not in words
    assert KEY not in words


@pytest.mark.parametrize("status", FATAL_STATUS)
def test_a_refusal_that_will_not_change_is_not_tried_again(status: int) -> None:
    assert open_against(Fault("refuse", "handshake", status)) == (FATAL_STATUS[status], 1)


def test_too_many_requests_for_want_of_credit_is_not_tried_again() -> None:
    fault = Fault("refuse", "handshake", 429, reason="insufficient_quota")
    assert open_against(fault) == (FATAL["insufficient_quota"], 1)


def test_a_close_that_names_a_wrong_key_is_not_tried_again() -> None:
    reason = "invalid_request_error.invalid_api_key"
    fault = Fault("close", "session", 3000, reason=reason)
    assert open_against(fault) == (FATAL["invalid_api_key"], 1)


def test_an_endpoint_that_stays_down_is_given_up_after_a_few_tries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_link, "DELAYS", (0.01,))
    words, tries = open_against(Fault("refuse", "handshake", 503, times=99))
    assert "503" in words
    assert tries == QUICK.tries + 1


def test_a_connection_that_is_lost_over_and_over_reaches_its_cap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_link, "DELAYS", (0.01,))

    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA)
        failed = await stage.next(ev.ModelFailed)
        assert "more than 2 times" in failed.message
        assert stage.server.handshakes == 3

    config = replace(QUICK, caps=Caps(60, 10**9, 2))
    play(scene, Fault("abort", "speak", times=99), config=config)


def test_an_old_connection_is_renewed_between_turns_and_nobody_notices() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.until(lambda: stage.server.handshakes == 2)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, Signal.MIXED)
        assert not stage.of(ev.ModelReconnecting)
        assert not stage.of(ev.ModelReconnected)

    play(scene, config=replace(QUICK, recycle_seconds=0.0001))


def test_an_old_connection_is_not_renewed_in_the_middle_of_an_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG), silence(0.2))
        await asyncio.sleep(0.2)
        before = stage.server.handshakes
        await stage.hear(silence(1))
        await stage.next(ev.AnswerHeard)
        assert stage.server.handshakes == before

    play(scene, config=replace(QUICK, recycle_seconds=0.0001))
