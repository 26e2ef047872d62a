"""Who speaks when: barge-in, false interruptions, thinking; led through scripts."""

import asyncio
import uuid

import pytest

from core.interviews.assessment.topics import Signal
from core.models import InputMode, TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.realtime.live import (
    LONG,
    make_session,
    pull,
    running,
    state_is,
    turns_of,
    until,
    voice_answer,
)

RATE = 24_000


class Scene:
    """A session with its voice in the air: four seconds, of which none is played yet."""

    def __init__(self, sessions: Sessions, interview_id: uuid.UUID, *steps: Step) -> None:
        self.buffer = SpeechBuffer()
        first = Step("welcome", words="one two three four", seconds=4)
        self.model = ScriptedModel([first, *steps])
        self.session: LiveSession = make_session(
            sessions, interview_id, self.model, buffer=self.buffer
        )
        self.session.tell(do.MediaUp())

    async def spoken(self) -> None:
        """All of the voice is made and waits to be played."""
        await until(lambda: self.buffer.waiting_samples == 4 * RATE)

    async def cut_in(self, played: float = 2) -> None:
        """So many of the four seconds are played when somebody speaks for half a second."""
        await self.spoken()
        pull(self.buffer, played)
        self.model.report(ev.SpeechStarted())
        self.model.report(ev.SpeechSustained())
        await until(state_is(self.session, RoomState.LISTENING))

    async def said(self, count: int) -> None:
        await until(lambda: len(self.model.said) == count)


NOTHING: dict[str, list[ev.RealtimeEvent]] = {
    "no words": [ev.SpeechDropped()],
    "a listening noise": [ev.PartialTranscript("Mm-hm.")],
    "a listening noise, heard at once": [voice_answer("Okay.")],
    "our own echo": [ev.PartialTranscript("two three four")],
}


@pytest.mark.parametrize("what", NOTHING)
def test_a_false_interruption_goes_on_with_the_words_not_heard_yet(
    sessions: Sessions, interview_id: uuid.UUID, what: str
) -> None:
    scene = Scene(sessions, interview_id, Step("three four", words="three four", seconds=2))

    async def play() -> None:
        async with running(scene.session):
            await scene.cut_in()
            for event in NOTHING[what]:
                scene.model.report(event)
            await scene.said(2)
            await until(lambda: scene.buffer.waiting_samples == 2 * RATE)
            pull(scene.buffer, 2)
            scene.session.tell(do.Drained(2))
            await until(state_is(scene.session, RoomState.LISTENING))

    asyncio.run(play())

    scene.model.verify()
    assert scene.model.said[1] == "three four"
    (turn,) = turns_of(sessions, interview_id)
    assert (turn.text, turn.interrupted) == ("one two three four", False)
    assert scene.session.view.turns[-1].text == turn.text


def test_speech_that_means_something_takes_the_floor(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    scene = Scene(sessions, interview_id, Step(""))

    async def play() -> None:
        async with running(scene.session):
            await scene.cut_in(played=3)
            scene.model.report(ev.PartialTranscript("Sorry, I built that"))
            scene.model.report(ev.SpeechDropped())
            scene.model.report(voice_answer(LONG))
            await scene.said(2)

    asyncio.run(play())

    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds[:2] == [TurnKind.OPENING, TurnKind.ANSWER]


def test_what_is_said_before_the_question_was_out_is_no_answer_to_it(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    scene = Scene(sessions, interview_id, Step("two three four", seconds=0.1))

    async def play() -> None:
        async with running(scene.session):
            await scene.cut_in(played=1)
            scene.model.report(voice_answer("Hello, nice to meet you."))
            await scene.said(2)

    asyncio.run(play())

    scene.model.verify()
    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPEAT]


def test_who_cuts_in_is_kept_though_the_words_come_late(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    words = "Hello, nice to meet you."
    scene = Scene(sessions, interview_id, Step("two three four", seconds=0.1))

    async def play() -> None:
        async with running(scene.session):
            await scene.cut_in(played=1)
            scene.model.report(ev.AnswerHeard("", InputMode.VOICE, item="late"))
            await scene.said(2)
            scene.model.report(ev.Transcribed("late", words))
            await until(lambda: scene.session.view.turns[1].text == words)

    asyncio.run(play())

    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPEAT]


def test_an_answer_without_words_yet_makes_the_next_question_neither_harder_nor_easier(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    heard = ev.AnswerHeard("", InputMode.VOICE, item="late")
    scene = Scene(sessions, interview_id, Step(""))

    async def play() -> None:
        async with running(scene.session):
            await scene.spoken()
            pull(scene.buffer, 4)
            scene.session.tell(do.Drained(1))
            await until(state_is(scene.session, RoomState.LISTENING))
            scene.model.report(heard)
            await scene.said(2)

    asyncio.run(play())

    [answer] = [t for t in turns_of(sessions, interview_id) if t.kind is TurnKind.ANSWER]
    assert answer.signal == Signal.MIXED


def test_a_listening_noise_at_the_end_of_a_question_is_not_its_answer(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    scene = Scene(sessions, interview_id)

    async def play() -> None:
        async with running(scene.session):
            await scene.spoken()
            scene.model.report(ev.SpeechStarted())
            await asyncio.sleep(0.05)
            pull(scene.buffer, 4)
            scene.session.tell(do.Drained(1))
            await until(state_is(scene.session, RoomState.LISTENING))
            scene.model.report(voice_answer("Mm-hm."))
            scene.model.report(ev.PartialTranscript("So"))
            await until(lambda: scene.session.view.partial == "So")

    asyncio.run(play())

    assert [turn.kind for turn in turns_of(sessions, interview_id)] == [TurnKind.OPENING]


def test_the_voice_is_flushed_at_once_and_the_model_told_what_was_played(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    scene = Scene(sessions, interview_id)

    async def play() -> int:
        async with running(scene.session):
            await scene.cut_in()
            return scene.buffer.waiting_samples

    assert asyncio.run(play()) == 0
    assert f"interrupt {2 * RATE}" in scene.model.calls


def test_who_was_taken_for_finished_too_early_completes_the_answer(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    buffer = SpeechBuffer()
    model = ScriptedModel([Step("welcome"), Step("", seconds=4), Step("")])
    session = make_session(sessions, interview_id, model, buffer=buffer)
    session.tell(do.MediaUp())

    async def play() -> None:
        async with running(session):
            await until(lambda: buffer.waiting_samples > 0)
            pull(buffer, 1)
            session.tell(do.Drained(1))
            await until(state_is(session, RoomState.LISTENING))
            model.report(voice_answer(LONG))
            await until(lambda: buffer.waiting_samples == 4 * RATE)
            pull(buffer, 0.5)
            model.report(ev.SpeechStarted())
            model.report(ev.SpeechSustained())
            model.report(voice_answer("And in the end we moved everything to one cluster."))
            await until(lambda: len(model.said) == 3)

    asyncio.run(play())

    turns = turns_of(sessions, interview_id)
    assert [turn.kind for turn in turns][3:] == [TurnKind.ANSWER, TurnKind.REPEAT]
    assert turns[3].question_id == turns[1].question_id != turns[2].question_id
