"""Lines made while an answer is judged: a right guess is heard at once, a wrong one never."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.models import events as ev
from core.realtime.models.model import VOICE_RATE, Utterance
from core.realtime.models.openai import speech_output
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.messages import SLOW_SPEED, Message
from core.realtime.models.openai.response_queue import Asked, ResponseQueue
from core.realtime.models.openai.speculation import MOST_UNBEGUN, Speculation
from core.realtime.models.openai.tools import REQUESTS
from core.settings import Settings
from tests.realtime.fake_realtime import Fault, Script, ToolCall, pitch_of, silence
from tests.realtime.fake_realtime.counting import MADE, WORDS_A_SECOND
from tests.realtime.fake_realtime.talk import text_of
from tests.realtime.fake_realtime.tones import reply_pitch
from tests.realtime.stage import KAFKA, NIGHTLY, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer"
ON = "and in the end it fell by half"
CONFIG = OpenAIConfig.of(Settings(_env_file=None))


def line(about: Directive, *, slow: bool = False) -> Utterance:
    return Utterance(0, about.text, TurnKind.QUESTION, about, 12.0, slow=slow)


def play(
    scene: Callable[[Stage], Awaitable[None]],
    *likely: Directive,
    script: Script | None = None,
    slow: bool = False,
    **config: Any,
) -> None:
    """A scene in which KAFKA was asked and ``likely`` may follow."""

    async def whole() -> None:
        async with on_stage(script or Script(think=0.1), replace(CONFIG, **config)) as stage:
            stage.model.foresee(lambda words: [line(about, slow=slow) for about in likely])
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


def over(stage: Stage, responses: int) -> bool:
    """Whether so many responses and a transcription are over, and what follows was done."""
    return len(stage.of(ev.UsageReported)) >= responses + 1


def cost(words: str) -> int:
    """Tokens of audio that it takes to say something."""
    return round(len(words.split()) / WORDS_A_SECOND * MADE)


def paid(stage: Stage) -> int:
    """Tokens of audio that were counted."""
    return sum(used.tokens.get("audio_out", 0) for used in stage.of(ev.UsageReported))


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


HALVES = Script(halts=True, seconds_a_word=0.2)
"""A guess stands in its middle as the answer is judged."""


@pytest.mark.parametrize("script", [Script(think=0.1), HALVES], ids=["whole", "half"])
def test_a_wrong_guess_is_never_heard_and_its_cost_is_counted(script: Script) -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.guesses == [NIGHTLY.text]
        assert stage.spoken_after_judgement == 2
        assert pitch_of(stage.voice(number)) == reply_pitch(3)
        assert remembered(stage) == [KAFKA.text, SPARK.text]
        heard = cost(KAFKA.text) + cost(SPARK.text)
        await stage.until(lambda: paid(stage) > heard)

    play(scene, NIGHTLY, script=script)


def test_a_guess_that_is_half_made_is_heard_so_far_and_goes_on_as_it_comes() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.spoken_after_judgement == 1
        words = [e.text for e in stage.of(ev.VoiceText) if e.utterance == number]
        assert len(set(words)) > 2
        assert words[-1] == SPARK.text
        assert pitch_of(stage.voice(number)) == reply_pitch(2)

    play(scene, SPARK, script=HALVES)


@pytest.mark.parametrize("kind", ["abort", "stall"])
def test_a_line_that_is_lost_as_a_guess_is_heard_is_noticed_and_left_to_the_session(
    kind: Any,
) -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await stage.say(SPARK)
        assert (await stage.next(ev.ModelReconnected)).unfinished
        assert [e for e in stage.of(ev.VoiceDone) if e.utterance == number] == []
        again = await said(stage, SPARK)
        assert stage.of(ev.VoiceText)[-1] == ev.VoiceText(again, SPARK.text)

    faults = [Fault(kind, "reply", skip=1)]
    play(scene, SPARK, script=replace(HALVES, faults=faults), stall_seconds=0.5)


def test_an_endpoint_that_had_fallen_silent_before_a_guess_was_wanted_is_noticed() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await stage.until(lambda: stage.server.talk.mute)
        await stage.say(SPARK)
        assert (await stage.next(ev.ModelReconnected)).unfinished

    script = Script(pace=0.02, faults=[Fault("stall", "guess")])
    play(scene, SPARK, script=script, stall_seconds=0.3)


@pytest.mark.parametrize("kind", ["abort", "stall"])
def test_a_loss_during_a_guess_costs_no_answer(kind: Any) -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await said(stage, SPARK)
        assert len(stage.of(ev.ModelReconnected)) == 1
        assert [heard.text for heard in stage.of(ev.AnswerHeard)] == [LAG]
        assert stage.of(ev.VoiceText)[-1].text == SPARK.text

    script = Script(think=0.2, faults=[Fault(kind, "guess")])
    play(scene, SPARK, script=script, stall_seconds=0.5)


def test_a_connection_is_not_renewed_in_the_middle_of_a_guess_that_is_heard() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await said(stage, SPARK)
        assert stage.of(ev.ModelReconnecting) == []

    play(scene, SPARK, script=HALVES, recycle_seconds=0.0001)


def test_who_speaks_on_drops_the_guesses_and_is_not_spoken_over() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.until(lambda: stage.judgings == 1)
        await stage.hear(stage.server.codebook.voice(ON, 0.3))
        await stage.until(lambda: over(stage, 3))
        assert stage.of(ev.AnswerHeard) == [], "it may be going on"
        await stage.hear(stage.server.codebook.voice(ON, 0.7), silence(1.0))
        assert (await stage.next(ev.AnswerHeard)).text == f"{LAG} {ON}"
        await said(stage, SPARK)
        assert stage.guesses == [SPARK.text] * 2
        await stage.until(lambda: remembered(stage) == [KAFKA.text, SPARK.text])

    play(scene, SPARK, script=Script(think=0.05))


def test_a_cough_after_the_answer_drops_nothing() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.until(lambda: stage.judgings == 1)
        await stage.hear(stage.server.codebook.voice(ON, 0.15))
        await stage.until(lambda: over(stage, 3))
        assert stage.of(ev.AnswerHeard) == []
        await stage.hear(silence(0.58))
        assert (await stage.next(ev.AnswerHeard)).text == LAG
        await said(stage, SPARK)
        assert (stage.judgings, stage.spoken_after_judgement) == (1, 1)

    play(scene, SPARK, script=Script(think=0.05))


def test_a_typed_answer_is_guessed_on_as_well() -> None:
    async def scene(stage: Stage) -> None:
        stage.model.hear_text(LAG)
        await stage.next(ev.AnswerHeard)
        await said(stage, SPARK)
        assert stage.spoken_after_judgement == 1

    play(scene, SPARK)


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


OTHER = "Thank you, that was good."


@pytest.mark.parametrize("script", [Script(think=0.1), HALVES], ids=["whole", "half"])
def test_a_guess_that_says_something_else_is_put_right(script: Script) -> None:
    """One that is whole by then is not heard at all."""

    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await said(stage, SPARK)
        assert stage.spoken_after_judgement == 2
        [*_, text] = [e.text for e in stage.of(ev.VoiceText) if e.utterance == number]
        assert text == (f"{OTHER} {SPARK.text}" if script.halts else SPARK.text)

    lines: deque[str | None] = deque([KAFKA.text, OTHER])
    play(scene, SPARK, script=replace(script, lines=lines))


def test_whoever_wanted_slow_speech_hears_it_also_after_a_loss() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await slowly(stage, SPARK)
        stage.model.discard_answer()
        await stage.speak(ON)
        await stage.next(ev.AnswerHeard, 2)
        assert stage.guesses == [NIGHTLY.text], "the first was to be spoken at another speed"
        await slowly(stage, NIGHTLY)
        assert stage.spoken_after_judgement == 2
        stage.server.talk.socket.transport.abort()
        await stage.next(ev.ModelReconnecting)
        await slowly(stage, SPARK)

    async def slowly(stage: Stage, about: Directive) -> None:
        number = await stage.say(about, slow=True)
        await stage.until(lambda: any(e.utterance == number for e in stage.of(ev.VoiceDone)))
        assert stage.server.talk.session["audio"]["output"]["speed"] == SLOW_SPEED

    play(scene, NIGHTLY, slow=True)


@pytest.mark.parametrize("lingers", [0.0, 0.05, 60.0])
def test_another_speed_is_asked_for_once_the_cancelled_guesses_are_over(
    monkeypatch: pytest.MonkeyPatch, lingers: float
) -> None:
    """However long they linger; past the time that is waited for, the next line is put right."""
    endless = lingers > 1
    monkeypatch.setattr(speech_output, "SPEED_SECONDS", 0.05 if endless else 20.0)

    async def scene(stage: Stage) -> None:
        await answer(stage)
        number = await stage.say(KAFKA, slow=True)
        await stage.until(lambda: any(e.utterance == number for e in stage.of(ev.VoiceDone)))
        assert stage.server.errors == (["speed_change_not_allowed"] if endless else [])
        sent = [m["session"] for m in stage.server.sent_of("session.update")]
        assert [m["audio"]["output"] for m in sent[1:] if "output" in m.get("audio", {})] == [
            {"speed": SLOW_SPEED}
        ]
        if not endless:
            assert stage.server.talk.session["audio"]["output"]["speed"] == SLOW_SPEED
            return
        stage.server.errors.clear()
        stage.server.script.lingers = 0.0
        await stage.say(KAFKA, slow=True)
        await stage.until(lambda: len(stage.server.sent_of("session.update")) > len(sent))
        stage.server.errors.clear()

    play(scene, SPARK, NIGHTLY, script=Script(think=0.1, halts=True, lingers=lingers))


def test_a_line_that_waits_for_its_speed_is_dropped_by_a_cut_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speech_output, "SPEED_SECONDS", 20.0)

    async def scene(stage: Stage) -> None:
        await answer(stage)
        first = await stage.say(KAFKA, slow=True)
        await stage.model.interrupt(0)
        stage.model.discard_answer()
        number = await stage.say(SPARK, slow=True)
        await stage.until(lambda: any(e.utterance == number for e in stage.of(ev.VoiceDone)))
        assert not any(e.utterance == first for e in stage.of(ev.VoiceAudio))
        assert stage.server.talk.session["audio"]["output"]["speed"] == SLOW_SPEED

    play(scene, NIGHTLY, script=Script(think=0.1, halts=True, lingers=0.05))


def test_an_endpoint_that_is_asked_for_too_much_makes_fewer_guesses() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        assert len(stage.guesses) == 2
        await said(stage, SPARK)
        stage.model.discard_answer()
        await stage.speak(ON)
        await stage.next(ev.AnswerHeard, 2)
        assert len(stage.guesses) == 3

    faults = [Fault("failed", "guess", "rate_limit_exceeded")]
    play(scene, NIGHTLY, SPARK, script=Script(think=0.1, faults=faults), guesses=2)


def test_nothing_is_guessed_where_that_is_switched_off_or_nothing_is_heard() -> None:
    async def scene(stage: Stage) -> None:
        await answer(stage)
        await said(stage, SPARK)
        assert stage.guesses == []

    play(scene, SPARK, guesses=0)


@pytest.mark.parametrize("what", [*REQUESTS, "unfinished", "nothing", "end"])
def test_what_is_no_answer_drops_the_guesses(what: str) -> None:
    """Whatever is then said, be it the very line that was guessed."""

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.until(lambda: over(stage, 3) and settled(stage))
        await said(stage, SPARK)
        assert stage.guesses == [SPARK.text]
        assert stage.spoken_after_judgement == 2

    def settled(stage: Stage) -> bool:
        events = (ev.RequestHeard, ev.EndRequested, ev.SpeechDropped)
        return what == "unfinished" or any(isinstance(e, events) for e in stage.events)

    other = ToolCall("not_an_answer", {"what": what})
    call = ToolCall("end_interview", {"reason": "no time"}) if what == "end" else other
    play(scene, SPARK, script=Script(judgements=deque([[call]] * 2), think=0.1))


@pytest.mark.parametrize("pressed", ["skip", "think"])
def test_what_is_pressed_during_a_guess_drops_it(pressed: str) -> None:
    """Skip, repeat, pause and the end all discard the answer; its line would fit none of them."""

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.until(lambda: stage.guesses)
        if pressed == "think":
            stage.model.set_end_of_turn_wait(120.0)
        else:
            stage.model.discard_answer()
        number = await said(stage, SPARK)
        assert pitch_of(stage.voice(number)) == reply_pitch(3)
        assert stage.spoken_after_judgement == 2
        assert stage.of(ev.AnswerHeard) == []

    play(scene, SPARK, script=Script(think=0.2))


class Alone:
    """Speculation before an endpoint that only takes what is sent."""

    def __init__(self, *likely: Directive) -> None:
        self.sent: list[Message] = []
        wording = {"opening": "Say it.", "question": "Say it."}
        self.speculation = Speculation(self.sent.append, wording, 2, verbatim=True)
        self.speculation.likely = lambda words: [line(about) for about in likely]

    @property
    def asked(self) -> Sequence[Message]:
        return [message for message in self.sent if message["type"] == "response.create"]

    def begun(self, response_id: str, conversation_id: str | None = None) -> Any:
        """The endpoint's word that it makes the first guess."""
        metadata = self.asked[0]["response"]["metadata"]
        return SimpleNamespace(id=response_id, metadata=metadata, conversation_id=conversation_id)


def test_an_endpoint_that_guesses_in_the_conversation_is_asked_for_none_any_more() -> None:
    """What nobody heard would count as said."""
    alone = Alone(SPARK)
    alone.speculation.begin("")
    assert alone.speculation.created(alone.begun("inside", "conv_1"))
    assert alone.sent[-1] == {"type": "response.cancel", "response_id": "inside"}
    assert alone.speculation.take(line(SPARK)) is None
    alone.speculation.begin("")
    assert len(alone.asked) == 1


@pytest.mark.parametrize("named", [True, False])
def test_an_endpoint_that_refuses_a_guess_is_asked_for_none_any_more(named: bool) -> None:
    alone = Alone(SPARK)
    alone.speculation.begin("")
    event_id = alone.asked[0]["event_id"] if named else None
    alone.speculation.refused(event_id, "conversation_already_has_active_response")
    alone.speculation.begin("")
    assert len(alone.asked) == 1
    assert alone.speculation.take(line(SPARK)) is None


def test_an_endpoint_that_never_begins_a_guess_is_asked_for_none_any_more() -> None:
    alone = Alone(SPARK)
    for _ in range(MOST_UNBEGUN + 2):
        alone.speculation.begin("")
        assert alone.speculation.take(line(SPARK)) is None
    assert len(alone.asked) == MOST_UNBEGUN


def test_nothing_is_guessed_before_the_judgement_is_asked_for() -> None:
    """An endpoint that makes one response at a time would refuse the judgement."""
    sent: list[Message] = []
    guesses: list[int] = []
    queue = ResponseQueue(sent.append)
    queue.open()
    queue.ask(Asked("line", {}))
    queue.ask(Asked("judgement", {}, then=lambda: guesses.append(len(sent))))
    queue.created("r1", {"asked": "1"})
    assert (len(sent), guesses) == (2, []), "asked for, and cancelled"
    queue.done("r1")
    assert guesses == [3]


def test_a_guess_that_begins_after_it_was_dropped_is_cancelled() -> None:
    alone = Alone(SPARK)
    alone.speculation.begin("")
    alone.speculation.drop()
    assert alone.speculation.created(alone.begun("late"))
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
