"""The speaking model before a strict endpoint: its session, and what it is told to say."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from core.base_prompts.library import load_parts
from core.interviews.assessment.topics import Signal
from core.models import InputMode, TurnKind
from core.realtime.models import events as ev
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.messages import SLOW_SPEED
from core.realtime.models.openai.speech_output import TRIES
from core.realtime.models.wording import wording_in
from core.settings import Settings
from core.usage import Caps, Spent
from tests.realtime.fake_realtime import Script, pitch_of
from tests.realtime.fake_realtime.tones import reply_pitch
from tests.realtime.stage import KAFKA, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer and it halved"
WORDING = wording_in(load_parts()["directions"])


def play(
    scene: Callable[[Stage], Awaitable[None]],
    script: Script | None = None,
    config: OpenAIConfig | None = None,
    **settings: object,
) -> None:
    """Play one scene; nothing in it may be an error to the endpoint."""

    async def whole() -> None:
        async with on_stage(script, config, **settings) as stage:
            await scene(stage)
            assert stage.server.errors == []

    asyncio.run(whole())


def directions(stage: Stage) -> list[dict[str, Any]]:
    """All directions that the endpoint was given."""
    texts = [
        item["output"] if item["type"] == "function_call_output" else item["content"][0]["text"]
        for event in stage.server.sent_of("conversation.item.create")
        if (item := event["item"])["type"] == "function_call_output" or item["role"] == "system"
    ]
    return [json.loads(text) for text in texts if text.startswith("{")]


def test_the_session_is_the_engines_prompt_and_leaves_the_lead_to_the_program() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        session = stage.server.talk.session
        assert session["instructions"] == "You are the interviewer. Prompt 1."
        hearing, speaking = session["audio"]["input"], session["audio"]["output"]
        assert hearing["format"] == speaking["format"] == {"type": "audio/pcm", "rate": 24_000}
        assert hearing["noise_reduction"] == {"type": "near_field"}
        assert hearing["transcription"] == {"model": "a-transcriber", "language": "de"}
        assert hearing["turn_detection"] == {
            "type": "semantic_vad",
            "eagerness": "low",
            "create_response": False,
            "interrupt_response": False,
        }
        assert [tool["name"] for tool in session["tools"]] == [
            "record_answer",
            "not_an_answer",
            "flag_concern",
            "end_interview",
        ]

    config = OpenAIConfig.of(Settings(_env_file=None, transcription_model="a-transcriber"), "de")
    play(scene, config=config)


def test_the_endpoint_says_which_model_answers() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        assert stage.model.version == "fake-realtime-1"

    play(scene)


def test_a_question_is_voiced_in_its_own_words() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.ask(KAFKA)
        assert directions(stage)[-1]["words"] == KAFKA.text
        assert stage.of(ev.VoiceText)[-1] == ev.VoiceText(number, KAFKA.text)
        assert pitch_of(stage.voice(number)) == reply_pitch(1)
        speaking = stage.server.sent_of("response.create")[-1]["response"]
        assert (speaking["tool_choice"], speaking["output_modalities"]) == ("none", ["audio"])

    play(scene)


def test_what_comes_next_is_the_result_of_the_call_that_recorded_the_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        await stage.ask(SPARK)
        item = stage.server.sent_of("conversation.item.create")[-1]["item"]
        assert item["type"] == "function_call_output"
        told = json.loads(item["output"])
        assert told["question_id"] == SPARK.question_id
        assert told["competency"] == SPARK.competency
        assert told["level"] == SPARK.level
        assert told["minutes_left"] == 12.0

    play(scene)


def test_a_question_that_the_model_passes_over_is_asked_again() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.ask(KAFKA)
        assert stage.of(ev.VoiceText)[-1].text == f"Lovely weather today. {KAFKA.text}"
        assert directions(stage)[-1]["how"] == WORDING["missing"]
        assert len([e for e in stage.of(ev.VoiceDone) if e.utterance == number]) == 1

    play(scene, Script(lines=deque(["Lovely weather today."])))


def test_a_model_that_never_asks_is_told_a_few_times_and_no_more() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        assert stage.server.replies == TRIES

    play(scene, Script(lines=deque(["Lovely weather today."] * 20)))


def test_a_short_acknowledgement_before_the_question_is_welcome() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        assert stage.server.replies == 1

    play(scene, Script(lines=deque([f"Thank you, customers first. {KAFKA.text}"])))


def test_a_probe_may_be_worded_to_fit_the_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(replace(KAFKA, kind="probe"), TurnKind.PROBE)
        await stage.next(ev.VoiceDone)
        assert stage.server.replies == 1

    play(scene, Script(lines=deque(["And which customer hurt most?"])))


def test_in_another_language_than_the_plans_the_words_are_the_models() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        assert stage.server.replies == 1

    config = OpenAIConfig.of(Settings(_env_file=None), "de")
    play(scene, Script(lines=deque(["Erzählen Sie mir von einem Kafka-Topic."])), config)


def test_the_words_of_a_model_that_stays_silent_are_shown() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.ask(KAFKA)
        assert stage.voice(number) == b""
        assert stage.of(ev.VoiceText) == [ev.VoiceText(number, KAFKA.text)]

    play(scene, Script(lines=deque([None] * TRIES)))


def test_slow_speech_holds_for_the_utterance_that_asked_for_it() -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA, TurnKind.REPEAT, slow=True)
        await stage.next(ev.VoiceDone)
        assert stage.server.talk.session["audio"]["output"]["speed"] == SLOW_SPEED
        assert directions(stage)[-1]["pace"] == "slow"
        await stage.ask(SPARK)
        assert stage.server.talk.session["audio"]["output"]["speed"] == 1.0

    play(scene)


def test_an_utterance_that_a_noise_stopped_goes_on_where_it_was() -> None:
    async def scene(stage: Stage) -> None:
        rest = "that you had to repartition, and why."
        await stage.say(KAFKA, text=rest, after="Tell me about a Kafka topic")
        await stage.next(ev.VoiceDone)
        told = directions(stage)[-1]
        assert (told["words"], told["heard_before"]) == (rest, "Tell me about a Kafka topic")
        assert told["how"] == WORDING["go_on"]
        assert stage.server.replies == 1

    play(scene)


def test_a_kind_word_in_between_leaves_the_question_open() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.say(None, TurnKind.NUDGE, "Take your time.")
        await stage.next(ev.VoiceDone, 2)
        stage.model.discard_answer()
        assert directions(stage)[-1]["question_id"] == KAFKA.question_id
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).signal is Signal.MIXED

    play(scene)


@pytest.mark.parametrize("kind", [kind for kind in TurnKind if kind.value in WORDING])
def test_every_kind_of_utterance_has_a_wording(kind: TurnKind) -> None:
    async def scene(stage: Stage) -> None:
        await stage.say(KAFKA, kind)
        await stage.next(ev.VoiceDone)
        assert directions(stage)[-1]["how"] == WORDING[kind.value]

    play(scene)


def test_no_kind_of_utterance_that_an_interviewer_says_lacks_a_wording() -> None:
    candidates_own = {TurnKind.ANSWER, TurnKind.REQUEST}
    assert {kind for kind in TurnKind if kind.value not in WORDING} == candidates_own


def test_in_writing_the_same_machinery_answers_in_text() -> None:
    async def scene(stage: Stage) -> None:
        number = await stage.ask(KAFKA, voiced=False)
        assert stage.voice(number) == b""
        assert stage.of(ev.VoiceText)[-1].text == KAFKA.text
        stage.model.hear_text(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.mode) == (LAG, InputMode.TYPED)
        assert (answer.signal, answer.quote, answer.item) == (Signal.MIXED, "The lag grew so", None)

    play(scene)


def test_voice_and_writing_may_change_in_mid_interview() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        stage.model.hear_text(LAG)
        await stage.next(ev.AnswerHeard)
        await stage.ask(SPARK, voiced=False)
        await stage.speak("I bought spot machines")
        second = await stage.next(ev.AnswerHeard, 2)
        assert (second.text, second.mode) == ("I bought spot machines", InputMode.VOICE)

    play(scene)


def test_what_is_used_is_reported_by_kind() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        line, *rest = [event.tokens for event in stage.of(ev.UsageReported)]
        assert line.keys() == {"text_in", "text_out", "audio_out"}
        assert line["audio_out"] == 104, "13 words: 5.2 seconds"
        assert sum(used.get("transcribed_ms", 0) for used in rest) > 1_000
        [judged] = [used for used in rest if "text_out" in used]
        assert {"text_cached", "audio_in"} < judged.keys()
        assert "audio_out" not in judged

    play(scene)


def test_at_the_cap_the_interview_goes_on_in_writing_and_the_team_is_told() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.say(SPARK)
        failed = await stage.next(ev.ModelFailed)
        assert "tokens" in failed.message
        assert failed.at_cap
        assert len(stage.of(ev.VoiceDone)) == 1
        stage.model.hear_text(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    spent = Spent(minutes=1, tokens=99_900, reconnects=0)
    config = OpenAIConfig.of(Settings(_env_file=None), spent=spent)
    play(scene, config=replace(config, caps=Caps(60, 100_000, 5)))


def test_minutes_that_are_used_up_are_told_once_before_the_answer_and_cut_nobody_off() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        (told,) = stage.of(ev.TimeUsedUp)
        assert "60 minutes" in told.message
        assert stage.events.index(told) < stage.events.index(answer)
        await stage.ask(SPARK)
        assert stage.of(ev.VoiceText)[-1].text == SPARK.text
        assert stage.of(ev.TimeUsedUp) == [told]

    config = OpenAIConfig.of(Settings(_env_file=None), spent=Spent(minutes=60))
    play(scene, config=replace(config, caps=Caps(60, 10**9, 5)))


def test_who_has_used_up_the_minutes_is_still_connected_anew() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        stage.server.talk.socket.transport.abort()
        await stage.next(ev.ModelReconnected)

    config = OpenAIConfig.of(Settings(_env_file=None), spent=Spent(minutes=60))
    play(scene, config=replace(config, caps=Caps(60, 10**9, 5)))


def test_closing_twice_does_nothing() -> None:
    async def scene(stage: Stage) -> None:
        await stage.model.close()
        await stage.model.close()

    play(scene)
