"""Lines made while an answer is judged: a right guess is heard at once, a wrong one never."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.models import events as ev
from core.realtime.models.model import VOICE_RATE, Utterance
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.messages import Message
from core.realtime.models.openai.speculation import MOST_UNBEGUN, Speculation
from core.settings import Settings
from tests.realtime.fake_realtime import Script, ToolCall, pitch_of
from tests.realtime.fake_realtime.talk import text_of
from tests.realtime.fake_realtime.tones import reply_pitch
from tests.realtime.stage import KAFKA, NIGHTLY, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer"
CONFIG = OpenAIConfig.of(Settings(_env_file=None))


def line(about: Directive) -> Utterance:
    return Utterance(0, about.text, TurnKind.QUESTION, about, 12.0)


def play(
    scene: Callable[[Stage], Awaitable[None]],
    *likely: Directive,
    script: Script | None = None,
    guesses: int = 2,
) -> None:
    """A scene in which KAFKA was asked and ``likely`` may follow."""

    async def whole() -> None:
        config = replace(CONFIG, guesses=guesses)
        async with on_stage(script or Script(think=0.1), config) as stage:
            stage.model.foresee(lambda words: [line(about) for about in likely])
            await stage.ask(KAFKA)
            await scene(stage)
            assert stage.server.errors == []

    asyncio.run(whole())


async def answer(stage: Stage) -> None:
    await stage.speak(LAG)
    await stage.next(ev.AnswerHeard)


async def said(stage: Stage, about: Directive) -> int:
    """Have a question said to its end; gives the utterance's number."""
    number = await stage.say(about)
    await stage.until(lambda: any(e.utterance == number for e in stage.of(ev.VoiceDone)))
    return number


def remembered(stage: Stage) -> list[str]:
    """What the endpoint knows that the interviewer said."""
    items = stage.server.talk.items.values()
    return [text_of(item) for item in items if item.get("role") == "assistant"]


def test_a_right_guess_is_heard_without_another_round_trip_and_remembered() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.guesses == [SPARK.text]
        assert stage.spoken_after_judgement == 1, "KAFKA alone"
        assert pitch_of(stage.voice(number)) == reply_pitch(2)
        [*_, text] = [e.text for e in stage.of(ev.VoiceText) if e.utterance == number]
        assert text == SPARK.text
        await stage.until(lambda: remembered(stage) == [KAFKA.text, SPARK.text])
        assert stage.server.talk.direction()["question_id"] == SPARK.question_id

    play(scene, SPARK)


def test_a_wrong_guess_is_never_heard_and_its_cost_is_counted() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.guesses == [NIGHTLY.text]
        assert stage.spoken_after_judgement == 2
        assert pitch_of(stage.voice(number)) == reply_pitch(3)
        assert remembered(stage) == [KAFKA.text, SPARK.text]
        await stage.until(lambda: len(stage.of(ev.UsageReported)) >= 4)

    play(scene, NIGHTLY)


def test_the_second_guess_may_be_the_right_one() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.spoken_after_judgement == 1
        assert pitch_of(stage.voice(number)) in (reply_pitch(2), reply_pitch(3))
        await stage.until(lambda: remembered(stage) == [KAFKA.text, SPARK.text])

    play(scene, NIGHTLY, SPARK)


def test_a_guess_that_is_stopped_is_remembered_as_far_as_it_was_played() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await stage.say(SPARK)
        await stage.until(lambda: len(stage.voice(number)) >= 4 * VOICE_RATE)
        await stage.model.interrupt(VOICE_RATE)
        await stage.until(lambda: len(remembered(stage)) == 2)
        heard = remembered(stage)[1]
        assert heard
        assert SPARK.text.startswith(heard)
        assert len(heard) < len(SPARK.text)

    play(scene, SPARK, script=Script(think=0.1, seconds_a_word=0.4, pace=0.01))


def test_a_guess_that_says_something_else_is_put_right() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.spoken_after_judgement == 2
        [*_, text] = [e.text for e in stage.of(ev.VoiceText) if e.utterance == number]
        assert SPARK.text in text

    lines: deque[str | None] = deque([KAFKA.text, "Thank you, that was good."])
    play(scene, SPARK, script=Script(lines=lines, think=0.1))


def test_nothing_is_guessed_where_that_is_switched_off_or_nothing_is_heard() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await said(stage, SPARK)
        assert stage.guesses == []

    play(scene, SPARK, guesses=0)


def test_what_is_no_answer_drops_the_guesses() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.next(ev.RequestHeard)
        number = await said(stage, KAFKA)
        assert pitch_of(stage.voice(number)) == reply_pitch(3)

    calls = deque([[ToolCall("not_an_answer", {"what": "repeat"})]] * 2)
    play(scene, SPARK, script=Script(judgements=calls, think=0.1))


class Alone:
    """Speculation before an endpoint that only takes what is sent."""

    def __init__(self, *likely: Directive) -> None:
        self.sent: list[Message] = []
        wording = {"opening": "Say it.", "question": "Say it."}
        self.speculation = Speculation(self.sent.append, wording, 2)
        self.speculation.likely = lambda words: [line(about) for about in likely]

    @property
    def asked(self) -> Sequence[Message]:
        return [message for message in self.sent if message["type"] == "response.create"]


def test_an_endpoint_that_refuses_a_guess_is_asked_for_none_any_more() -> None:
    alone = Alone(SPARK)
    alone.speculation.begin("")
    alone.speculation.refused(alone.asked[0]["event_id"])
    alone.speculation.begin("")
    assert len(alone.asked) == 1
    assert alone.speculation.take(line(SPARK)) is None


def test_an_endpoint_that_never_begins_a_guess_is_asked_for_none_any_more() -> None:
    alone = Alone(SPARK)
    for _ in range(MOST_UNBEGUN + 2):
        alone.speculation.begin("")
        assert alone.speculation.take(line(SPARK)) is None
    assert len(alone.asked) == MOST_UNBEGUN


def test_a_guess_that_begins_after_it_was_dropped_is_cancelled() -> None:
    alone = Alone(SPARK)
    alone.speculation.begin("")
    alone.speculation.drop()
    metadata = alone.asked[0]["response"]["metadata"]
    assert alone.speculation.created("late", metadata)
    assert alone.sent[-1] == {"type": "response.cancel", "response_id": "late"}
    assert alone.speculation.guess_of("late") is None


def test_without_known_words_the_scripts_neutral_line_is_said_as_it_stands() -> None:
    alone = Alone(SPARK)
    alone.speculation.begin("")
    alone.speculation.begin(LAG)
    unknown, known = (message["response"]["input"] for message in alone.asked)
    assert [item["role"] for item in unknown] == ["system"]
    assert [item["role"] for item in known] == ["user", "system"]
    assert known[0]["content"][0]["text"] == LAG
