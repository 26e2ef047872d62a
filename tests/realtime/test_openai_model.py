"""The speaking model before a strict endpoint: what is asked, heard, judged and cut off."""

import asyncio

from core.realtime import events as ev
from core.topics import Signal
from tests.realtime.stage import KAFKA, SPARK, on_stage

LAG = "The lag grew so I split it by customer and it halved"


def test_an_answer_comes_with_its_words_its_signal_and_a_quote_that_was_said() -> None:
    async def play() -> None:
        async with on_stage() as stage:
            await stage.ask(KAFKA)
            await stage.speak(LAG)
            answer = await stage.next(ev.AnswerHeard)
            assert (answer.text, answer.signal) == (LAG, Signal.MIXED)
            assert answer.quote == "The lag grew so"
            await stage.ask(SPARK)
            assert stage.of(ev.VoiceText)[-1].text == SPARK.text
            assert stage.server.errors == []

    asyncio.run(play())
