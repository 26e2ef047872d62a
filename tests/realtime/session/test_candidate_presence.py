"""Whether the candidate is there: lost audio, silence, and a network that breaks down."""

import asyncio

from core.interviews.service import find_interview
from core.models import InterviewStatus, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import Step
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.timers import (
    CUT_OFF_SECONDS,
    GONE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    NUDGE_SECONDS,
    QUIET_PAUSE_SECONDS,
    STALLED_SECONDS,
    Timers,
)
from tests.realtime.live import LONG, LiveStage, pull, until


def assert_left_but_not_over(stage: LiveStage) -> None:
    """The link leads back."""
    assert stage.session.view.state is RoomState.LEFT
    with stage.sessions.begin() as db:
        assert find_interview(db, stage.interview_id).status is InterviewStatus.IN_PROGRESS


# --- the audio connection ---


def sound_is_lost_for_good(stage: LiveStage) -> None:
    """As soon as the greeting begins, before any of it is played."""
    stage.begin(Step("welcome"), audible=True)

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        await stage.lose_media()
        stage.tick(6)
        await stage.is_in(RoomState.LEFT)

    stage.play(scene)


def test_lost_audio_within_the_grace_time_is_welcomed_back_once(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step("welcome back"), audible=True)

    async def scene() -> None:
        await stage.said(1)
        await stage.lose_media()
        stage.tick(4)
        session.tell(do.MediaUp())
        await stage.said(2)

    stage.play(scene)

    stage.model.verify()


def test_audio_that_does_not_come_back_leaves_the_session_but_not_the_interview(
    stage: LiveStage,
) -> None:
    sound_is_lost_for_good(stage)
    assert_left_but_not_over(stage)


def test_who_was_lost_before_a_word_of_the_greeting_was_heard_is_greeted_once_more(
    stage: LiveStage,
) -> None:
    sound_is_lost_for_good(stage)
    (unheard,) = stage.turns()
    assert not unheard.text

    stage.begin(Step("welcome"))
    stage.run_until(stage.listening)
    stage.model.verify()
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.OPENING]


def test_a_network_that_breaks_down_without_a_word_is_noticed_and_left_after_the_grace_time(
    stage: LiveStage,
) -> None:
    stage.begin(Step("welcome"), audible=True)

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        stage.tick(GONE_SECONDS)
        await stage.is_in(RoomState.RECONNECTING)
        stage.tick(6)
        await stage.is_in(RoomState.LEFT)

    stage.play(scene)

    assert_left_but_not_over(stage)


def test_a_connection_that_recovers_by_itself_is_welcomed_back_at_once(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step("welcome back"), audible=True)

    async def scene() -> None:
        await stage.said(1)
        stage.tick(GONE_SECONDS)
        await stage.is_in(RoomState.RECONNECTING)
        stage.tick(1, watched=True)
        assert session.view.state is RoomState.RECONNECTING, "a page alone is no microphone"
        stage.clock.now += 1
        session.hear(bytes(960))
        stage.tick()
        await stage.said(2)

    stage.play(scene)

    stage.model.verify()


def test_who_writes_after_the_sound_was_lost_is_not_left(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""), audible=True)

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        await stage.lose_media()
        await stage.tell(do.SetTyping(True), RoomState.LISTENING)
        stage.tick(60)
        session.tell(do.TypeAnswer(LONG))
        await stage.said(2)

    stage.play(scene)

    stage.model.verify()


def test_who_types_is_not_held_up_by_lost_audio(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""), audible=True)
    session.tell(do.SetTyping(on=True))

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        await stage.tell(do.MediaDown(), RoomState.LISTENING)
        session.tell(do.TypeAnswer(LONG))
        await stage.said(2)

    stage.play(scene)

    stage.model.verify()


def test_an_answer_goes_on_after_seconds_in_which_nothing_came() -> None:
    now = [0.0]
    timers = Timers(lambda: now[0])
    timers.hear()
    now[0] = CUT_OFF_SECONDS - 1
    timers.look()
    assert not timers.cut_off, "from one network to another it takes so long"
    now[0] = CUT_OFF_SECONDS
    timers.look()
    assert timers.cut_off
    assert CUT_OFF_SECONDS < GONE_SECONDS


def test_a_network_that_breaks_down_in_mid_answer_does_not_end_the_answer(
    stage: LiveStage,
) -> None:
    session = stage.begin(Step("welcome"), Step("welcome back"), audible=True)

    async def scene() -> None:
        await until(lambda: stage.buffer.waiting_samples > 0)
        pull(stage.buffer, 1)
        await stage.tell(do.Drained(1), RoomState.LISTENING)
        stage.model.report(ev.PartialTranscript("I measured"))
        await until(lambda: session.view.partial == "I measured")
        asked = session.view.question
        stage.tick(GONE_SECONDS - 1)
        session.tell(do.ReportTrouble("No sound"))
        await until(lambda: session.view.notice is Notice.TROUBLE_NOTED)
        stage.tick(1)
        await stage.is_in(RoomState.RECONNECTING)
        await stage.tell(do.MediaUp(), RoomState.SPEAKING)
        await stage.said(2)
        assert session.view.question == asked

    stage.play(scene)

    stage.model.verify()
    assert "finish_answer" not in stage.model.calls


# --- silence ---


def test_long_silence_is_met_kindly_once_and_never_ends_the_interview(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step("Take your time"), audible=True)

    async def scene() -> None:
        await stage.said(1)
        await stage.tell(do.Drained(1), RoomState.LISTENING)
        for _ in range(4):
            stage.tick(NUDGE_SECONDS + 1, watched=True)
            await stage.said(2)
            await asyncio.sleep(0.05)
            session.tell(do.Drained(2))
        await stage.listens()

    stage.play(scene)

    stage.model.verify()


def test_a_long_silence_stops_the_clock_and_ends_nothing(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        stage.tick(QUIET_PAUSE_SECONDS, watched=True)
        await stage.is_in(RoomState.PAUSED)
        assert session.view.notice is Notice.QUIET_PAUSE
        await stage.tell(do.Resume(), RoomState.LISTENING)
        assert not session.view.notice
        await stage.tell(do.Pause(), RoomState.PAUSED)
        stage.tick(LONGEST_PAUSE_SECONDS, watched=True)
        await stage.is_in(RoomState.LEFT)

    stage.play(scene)

    assert_left_but_not_over(stage)


def test_an_answer_that_never_comes_is_listened_for_again(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"))

    async def scene() -> None:
        await stage.listens()
        session.tell(do.FinishAnswer())
        stage.tick()
        await stage.is_in(RoomState.WORKING)
        await asyncio.sleep(0.05)
        stage.tick(STALLED_SECONDS + 1)
        await stage.listens()
        await until(lambda: session.view.notice is Notice.NOT_HEARD)

    stage.play(scene)

    assert session.view.notice is Notice.NONE, "the room is left"
