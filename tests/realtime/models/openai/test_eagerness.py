"""How soon an answer is taken for finished, at an endpoint that waits as OpenAI documents."""

import asyncio
from dataclasses import replace

import pytest

from core.interviews.assessment.directive import Directive
from core.realtime.models import events as ev
from core.realtime.models.model import VOICE_RATE
from core.realtime.models.openai.eagerness import eagerness_for, is_closed
from tests.realtime.fake_realtime import Script, silence
from tests.realtime.stage import KAFKA, on_stage

WAITS = {"low": 8.0, "medium": 4.0, "high": 2.0}
CLOSED = replace(KAFKA, text="Thank you. Have you used Kafka in production?", question_id="K/2")
LAST_WORD = replace(KAFKA, kind="last_word", text="What would you like to add or ask?")
STORY = "Yes we had one topic for all customers and"
BACK = "in the end I split it by customer"
PROBE = replace(KAFKA, kind="probe", question_id="K/1/probe")


@pytest.mark.parametrize(
    ("about", "seconds"), [(KAFKA, 8), (PROBE, 4), (LAST_WORD, 4), (CLOSED, 2)]
)
def test_an_answer_is_waited_for_as_long_as_its_question_needs(
    about: Directive, seconds: float
) -> None:
    async def scene() -> None:
        async with on_stage(Script(waits=WAITS)) as stage:
            await stage.ask(KAFKA)
            await stage.ask(about)
            await stage.speak("I split it by customer", pause=seconds - 0.5)
            hearing, heard = stage.server.talk.hearing, (seconds - 1) * 2 * VOICE_RATE
            await stage.until(lambda: len(hearing._buffer) > heard)
            assert stage.judgings == 0
            await stage.hear(silence(1.0))
            await stage.next(ev.AnswerHeard)
            assert stage.server.errors == []

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("about", "pause"), [(KAFKA, 7), (PROBE, 5.5), (LAST_WORD, 5.5), (CLOSED, 3.5)]
)
def test_a_story_with_a_pause_in_it_is_one_answer(about: Directive, pause: float) -> None:
    """Also where little was expected, and the endpoint gives the turn up sooner."""

    async def scene() -> None:
        async with on_stage(Script(waits=WAITS, finished=lambda words: BACK in words)) as stage:
            await stage.ask(KAFKA)
            await stage.ask(about)
            await stage.speak(STORY, 4.0, pause=pause)
            hearing, heard = stage.server.talk.hearing, (3.5 + pause) * 2 * VOICE_RATE
            await stage.until(
                lambda: len(hearing._buffer) > heard or stage.of(ev.PartialTranscript)
            )
            assert stage.judgings == 0
            await stage.speak(BACK, 4.0, pause=0.8)
            assert (await stage.next(ev.AnswerHeard)).text == f"{STORY} {BACK}"

    asyncio.run(scene())


@pytest.mark.parametrize("about", [KAFKA, PROBE, LAST_WORD, CLOSED])
def test_a_story_that_sounds_finished_is_answered_at_once(about: Directive) -> None:
    async def scene() -> None:
        async with on_stage(Script(waits=WAITS, finished=lambda words: BACK in words)) as stage:
            await stage.ask(KAFKA)
            await stage.ask(about)
            await stage.speak(BACK, 4.0, pause=0.8)
            assert (await stage.next(ev.AnswerHeard)).text == BACK

    asyncio.run(scene())


def test_a_yes_is_answered_at_once_and_a_story_after_all_its_pauses() -> None:
    async def scene() -> None:
        async with on_stage(Script(waits=WAITS)) as stage:
            await stage.ask(KAFKA)
            await stage.ask(CLOSED)
            await stage.speak(STORY, 4.0, pause=3.5)
            assert stage.judgings == 0
            await stage.hear(silence(0.7))
            assert (await stage.next(ev.AnswerHeard)).text == STORY
            await stage.ask(CLOSED)
            await stage.speak("Yes", 0.6, pause=2.2)
            assert (await stage.next(ev.AnswerHeard, 2)).text == "Yes"

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("question", "closed"),
    [
        ("Have you used Kafka in production?", True),
        ("Thank you. And did that help?", True),
        ("What did you do, and did that help?", False),
        ("Can you give one concrete example?", False),
        ("Tell me about a topic that you had to repartition.", False),
        ("Are you sure? Why?", False),
        ("", False),
    ],
)
def test_a_question_is_closed_if_yes_or_no_answers_it(question: str, closed: bool) -> None:
    assert is_closed(question) == closed


def test_a_farewell_is_in_no_hurry() -> None:
    assert eagerness_for(Directive("farewell")) == eagerness_for(None) == "low"
