"""Thinking, pausing and finishing before the speaking model: when an answer is over."""

import asyncio
from collections import deque

from core.realtime.models import events as ev
from tests.realtime.fake_realtime import Script, ToolCall, silence
from tests.realtime.models.openai.test_interrupting import COST, LAG, play, settled
from tests.realtime.stage import KAFKA, Stage


def test_while_the_candidate_thinks_no_pause_ends_the_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG))
        stage.model.set_end_of_turn_wait(120)
        await stage.hear(silence(3))
        await stage.next(ev.PartialTranscript)
        await settled(stage)
        assert stage.of(ev.AnswerHeard) == []
        await stage.speak(COST)
        assert (await stage.next(ev.AnswerHeard)).text == f"{LAG} {COST}"

    play(scene)


def test_what_was_said_before_thinking_is_the_answer_once_the_time_is_over() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG))
        stage.model.set_end_of_turn_wait(120)
        await stage.hear(silence(1))
        await stage.next(ev.PartialTranscript)
        stage.model.set_end_of_turn_wait(None)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)


def test_thinking_takes_back_an_answer_that_is_being_judged() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.until(lambda: len(stage.server.sent_of("response.create")) == 2)
        stage.model.set_end_of_turn_wait(120)
        await asyncio.sleep(0.4)
        assert stage.of(ev.AnswerHeard) == []

    play(scene, Script(think=0.2))


def test_the_done_button_ends_the_answer_in_mid_sentence() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice(LAG))
        stage.model.finish_answer()
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)


def test_the_done_button_after_silence_gives_the_floor_back() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        stage.model.finish_answer()
        await stage.next(ev.SpeechDropped)

    play(scene)


def test_what_was_discarded_is_forgotten_by_the_endpoint_too() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.hear(stage.server.codebook.voice("Never mind", 0.6))
        stage.model.set_end_of_turn_wait(120)
        await stage.hear(silence(1))
        await stage.next(ev.PartialTranscript)
        stage.model.discard_answer()
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG
        users = [i for i in stage.server.talk.items.values() if i.get("role") == "user"]
        assert len(users) == 1

    play(scene)


def test_an_answer_ends_by_long_silence_where_the_server_misses_its_end() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        stage.server.talk.session["audio"]["input"]["turn_detection"] = None
        await stage.speak(LAG, pause=11)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene)


def test_an_unfinished_answer_is_over_after_long_silence() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(KAFKA)
        await stage.speak(LAG)
        await stage.until(lambda: not stage.server.script.judgements)
        await settled(stage)
        await stage.hear(silence(11))
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, None)

    unfinished = [ToolCall("not_an_answer", {"what": "unfinished"})]
    script = Script(deque([unfinished]))
    script.judge = lambda *_: unfinished
    play(scene, script)
