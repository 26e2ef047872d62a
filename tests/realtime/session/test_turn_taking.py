"""Who speaks when: barge-in, false interruptions, answers that were taken too early."""

import asyncio
import uuid

import pytest

from core.interviews.assessment.topics import Signal
from core.models import InputMode, TurnKind
from core.realtime.media.speech_buffer import FRAME_SAMPLES
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.model import Utterance
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from core.realtime.session.speech_output import HESITATION_SECONDS, HOLD_SECONDS, MOST_HOLDS
from db.engine import Sessions
from tests.realtime.live import LONG, LiveStage, pull, until, voice_answer

RATE = 24_000
WELCOME = Step("welcome", words="one two three four", seconds=4)


class SpokenStage(LiveStage):
    """The first four seconds of voice are made, and none of them is played by itself."""

    def begin_with(self, *steps: Step) -> None:
        """A session of ``WELCOME`` and ``steps``, with audio."""
        self.begin(WELCOME, *steps, audible=True)

    async def is_voiced(self) -> None:
        """All of the voice is made and waits to be played."""
        await until(lambda: self.buffer.waiting_samples == 4 * RATE)

    def played_in(self, seconds: float) -> float:
        """Let so many seconds pass at the listener's; returns how many of the voice they had."""
        before = self.buffer.waiting_samples
        pull(self.buffer, seconds)
        return (before - self.buffer.waiting_samples) / RATE

    async def play_out(self, utterance: int, seconds: float) -> None:
        """The rest of an utterance is played, and the candidate has the floor."""
        pull(self.buffer, seconds)
        await self.tell(do.Drained(utterance), RoomState.LISTENING)

    async def speech(self, event: ev.SpeechStarted | ev.SpeechDropped) -> None:
        """Somebody begins to speak, or it came to nothing, and the session has heard of it."""
        self.model.report(event)
        begun = isinstance(event, ev.SpeechStarted)
        await until(lambda: self.session._floor.speech_open is begun)

    async def cut_in(self, played: float = 2) -> None:
        """So many of the four seconds are played when somebody speaks for half a second."""
        await self.is_voiced()
        pull(self.buffer, played)
        self.model.report(ev.SpeechStarted())
        self.model.report(ev.SpeechSustained())
        await self.listens()


@pytest.fixture
def stage(sessions: Sessions, interview_id: uuid.UUID) -> SpokenStage:
    return SpokenStage(sessions, interview_id)


NOTHING: dict[str, list[ev.RealtimeEvent]] = {
    "no words": [ev.SpeechDropped()],
    "a listening noise": [ev.PartialTranscript("Mm-hm.")],
    "a listening noise, heard at once": [voice_answer("Okay.")],
    "our own echo": [ev.PartialTranscript("two three four")],
}


@pytest.mark.parametrize("what", NOTHING)
def test_a_false_interruption_goes_on_with_the_words_not_heard_yet(
    stage: SpokenStage, what: str
) -> None:
    stage.begin_with(Step("three four", words="three four", seconds=2))

    async def scene() -> None:
        await stage.cut_in()
        for event in NOTHING[what]:
            stage.model.report(event)
        await stage.said(2)
        await until(lambda: stage.buffer.waiting_samples == 2 * RATE)
        await stage.play_out(2, 2)

    stage.play(scene)

    stage.model.verify()
    assert stage.model.said[1] == "three four"
    (turn,) = stage.turns()
    assert (turn.text, turn.interrupted) == ("one two three four", False)
    assert stage.session.view.turns[-1].text == turn.text


def test_a_cough_while_the_interviewer_speaks_changes_nothing(stage: SpokenStage) -> None:
    stage.begin(Step("welcome"), audible=True)
    states: list[RoomState] = []

    async def scene() -> None:
        await until(lambda: stage.buffer.waiting_samples > 0)
        stage.model.report(ev.SpeechStarted())
        stage.model.report(ev.SpeechDropped())
        stage.model.report(voice_answer("Mm-hm."))
        stage.tick()
        await asyncio.sleep(0.1)
        states.append(stage.session.view.state)

    stage.play(scene)

    assert states == [RoomState.SPEAKING]
    assert stage.buffer.waiting_samples in (0, FRAME_SAMPLES)
    assert stage.kinds() == [TurnKind.OPENING]


def test_the_voice_is_held_at_once_and_goes_on_where_it_was_after_a_cough(
    stage: SpokenStage,
) -> None:
    stage.begin_with()
    waiting: list[int] = []

    async def scene() -> None:
        await stage.is_voiced()
        pull(stage.buffer, 2)
        await stage.speech(ev.SpeechStarted())
        pull(stage.buffer, 0.5)
        waiting.append(stage.buffer.waiting_samples)
        await stage.speech(ev.SpeechDropped())
        pull(stage.buffer, 0.5)
        waiting.append(stage.buffer.waiting_samples)
        await stage.play_out(1, 2)

    stage.play(scene)

    assert waiting == [2 * RATE, 1.5 * RATE]
    stage.model.verify()
    (turn,) = stage.turns()
    assert (turn.text, turn.interrupted) == ("one two three four", False)


def test_a_sound_that_comes_to_nothing_holds_the_voice_for_a_moment_and_not_again_and_again(
    stage: SpokenStage,
) -> None:
    stage.begin_with()
    played: list[float] = []

    async def scene() -> None:
        await stage.is_voiced()
        for _ in range(MOST_HOLDS + 1):
            await stage.speech(ev.SpeechStarted())
            played.append(stage.played_in(HOLD_SECONDS + 0.1))
            await stage.speech(ev.SpeechDropped())

    stage.play(scene)

    held, free = pytest.approx(0.12), pytest.approx(HOLD_SECONDS + 0.1)
    assert played == [*[held] * MOST_HOLDS, free]


def test_what_may_become_speech_holds_the_voice_and_a_click_does_so_for_a_blink(
    stage: SpokenStage,
) -> None:
    stage.begin_with()
    played: list[float] = []

    async def scene() -> None:
        await stage.is_voiced()
        for _ in range(MOST_HOLDS + 1):
            stage.model.report(ev.SpeechSuspected())
            await until(lambda: stage.session._inbox.empty() and stage.model._events.empty())
            await asyncio.sleep(0.01)
            played.append(stage.played_in(0.5))

    stage.play(scene)

    held = pytest.approx(0.5 - HESITATION_SECONDS, abs=0.021)
    assert played == [*[held] * MOST_HOLDS, 0.5]
    assert stage.session.view.state is not RoomState.LISTENING


def test_who_speaks_before_the_first_sound_of_a_line_holds_it(stage: SpokenStage) -> None:
    class Slow(ScriptedModel):
        async def say(self, utterance: Utterance) -> None:
            """Its voice comes when the test says."""

    stage.begin(model=Slow([]), audible=True)

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        await stage.speech(ev.SpeechStarted())
        stage.buffer.push(1, bytes(2 * RATE))
        pull(stage.buffer, 0.5)
        assert stage.buffer.waiting_samples == RATE

    stage.play(scene)


def test_sustained_speech_stops_the_voice_and_is_listened_to(stage: SpokenStage) -> None:
    stage.begin_with()

    stage.play(lambda: stage.cut_in(played=0))

    assert stage.buffer.waiting_samples == 0
    assert "interrupt 0" in stage.model.calls


def test_the_voice_is_flushed_at_once_and_the_model_told_what_was_played(
    stage: SpokenStage,
) -> None:
    stage.begin_with()
    waiting: list[int] = []

    async def scene() -> None:
        await stage.cut_in()
        waiting.append(stage.buffer.waiting_samples)

    stage.play(scene)

    assert waiting == [0]
    assert f"interrupt {2 * RATE}" in stage.model.calls


def test_speech_that_means_something_takes_the_floor(stage: SpokenStage) -> None:
    stage.begin_with(Step(""))

    async def scene() -> None:
        await stage.cut_in(played=3)
        stage.model.report(ev.PartialTranscript("Sorry, I built that"))
        stage.model.report(ev.SpeechDropped())
        stage.model.report(voice_answer(LONG))
        await stage.said(2)

    stage.play(scene)

    assert stage.kinds()[:2] == [TurnKind.OPENING, TurnKind.ANSWER]


def test_what_is_said_before_the_question_was_out_is_no_answer_to_it(stage: SpokenStage) -> None:
    stage.begin_with(Step("two three four", seconds=0.1))

    async def scene() -> None:
        await stage.cut_in(played=1)
        stage.model.report(voice_answer("Hello, nice to meet you."))
        await stage.said(2)

    stage.play(scene)

    stage.model.verify()
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPEAT]


def test_who_cuts_in_is_kept_though_the_words_come_late(stage: SpokenStage) -> None:
    words = "Hello, nice to meet you."
    stage.begin_with(Step("two three four", seconds=0.1))

    async def scene() -> None:
        await stage.cut_in(played=1)
        stage.model.report(ev.AnswerHeard("", InputMode.VOICE, item="late"))
        await stage.said(2)
        stage.model.report(ev.Transcribed("late", words))
        await until(lambda: stage.session.view.turns[1].text == words)

    stage.play(scene)

    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPEAT]


def test_an_answer_without_words_yet_makes_the_next_question_neither_harder_nor_easier(
    stage: SpokenStage,
) -> None:
    stage.begin_with(Step(""))

    async def scene() -> None:
        await stage.is_voiced()
        await stage.play_out(1, 4)
        stage.model.report(ev.AnswerHeard("", InputMode.VOICE, item="late"))
        await stage.said(2)

    stage.play(scene)

    [answer] = [turn for turn in stage.turns() if turn.kind is TurnKind.ANSWER]
    assert answer.signal == Signal.MIXED


def test_a_listening_noise_at_the_end_of_a_question_is_not_its_answer(stage: SpokenStage) -> None:
    stage.begin_with()

    async def scene() -> None:
        await stage.is_voiced()
        stage.model.report(ev.SpeechStarted())
        await asyncio.sleep(0.05)
        await stage.play_out(1, 4)
        stage.model.report(voice_answer("Mm-hm."))
        stage.model.report(ev.PartialTranscript("So"))
        await until(lambda: stage.session.view.partial == "So")

    stage.play(scene)

    assert stage.kinds() == [TurnKind.OPENING]


def test_who_was_taken_for_finished_too_early_completes_the_answer(stage: SpokenStage) -> None:
    stage.begin_with(Step("", seconds=4), Step(""))

    async def scene() -> None:
        await stage.is_voiced()
        await stage.play_out(1, 4)
        stage.model.report(voice_answer(LONG))
        await stage.cut_in(played=0.5)
        stage.model.report(voice_answer("And in the end we moved everything to one cluster."))
        await stage.said(3)

    stage.play(scene)

    turns = stage.turns()
    assert stage.kinds()[3:] == [TurnKind.ANSWER, TurnKind.REPEAT]
    assert turns[3].question_id == turns[1].question_id != turns[2].question_id
