"""A notice goes as soon as it is not true any more, whatever ended it."""

from dataclasses import replace

import pytest

from core.models import Speaker, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.records import SpokenTurn
from core.realtime.session.room import NOTICES, Notice, RoomState, RoomView, still_true
from core.realtime.session.timers import QUIET_PAUSE_SECONDS
from tests.realtime.live import LiveStage, until

ASKED = SpokenTurn(1, Speaker.INTERVIEWER, "Tell me about Kafka.", TurnKind.QUESTION)
ANSWERED = SpokenTurn(2, Speaker.CANDIDATE, "We split the topic.", TurnKind.ANSWER)
ROOM = RoomView(RoomState.LISTENING, (ASKED,), asking="1.0.question")
MORE = replace(ROOM, turns=(ASKED, ANSWERED))
WRITING = replace(ROOM, typing=True)
AGAIN = replace(ROOM, state=RoomState.SPEAKING)
NEXT = replace(ROOM, asking="2.0.question", state=RoomState.SPEAKING)
PAUSED = replace(ROOM, state=RoomState.PAUSED)


@pytest.mark.parametrize(
    ("notice", "before", "holds", "ends"),
    [
        (Notice.NOT_HEARD, ROOM, [ROOM, replace(ROOM, seconds_left=3.0)],
         [replace(ROOM, partial="We"), AGAIN, NEXT, PAUSED, MORE]),
        (Notice.NOT_UNDERSTOOD, AGAIN, [ROOM, replace(ROOM, partial="We"), PAUSED],
         [NEXT, MORE]),
        (Notice.QUIET_PAUSE, PAUSED, [PAUSED], [ROOM, AGAIN, NEXT]),
        (Notice.FALLBACK, WRITING, [WRITING, replace(WRITING, asking="2.0.question")], [ROOM]),
        (Notice.NO_VOICE, WRITING, [WRITING],
         [ROOM, replace(MORE, typing=True), replace(NEXT, typing=True)]),
        (Notice.HANDED_OVER, ROOM, [ROOM, AGAIN], [NEXT]),
        (Notice.TROUBLE_NOTED, ROOM, [ROOM, PAUSED, AGAIN], [NEXT]),
        (Notice.TROUBLE_FULL, ROOM, [ROOM, PAUSED, AGAIN], [NEXT]),
        (Notice.MODEL_LOST, ROOM, [ROOM, AGAIN, NEXT], []),
        (Notice.WAITING, ROOM, [ROOM, AGAIN, NEXT], []),
        (Notice.WAITING_LONG, ROOM, [ROOM, AGAIN, NEXT], []),
        (Notice.LINK_ENDED, ROOM, [ROOM, replace(ROOM, state=RoomState.LINK_ENDED)], []),
    ],
)  # fmt: skip
def test_a_notice_stays_as_long_as_it_is_true(
    notice: Notice, before: RoomView, holds: list[RoomView], ends: list[RoomView]
) -> None:
    assert [now for now in holds if not still_true(notice, before, now)] == []
    assert [now for now in ends if still_true(notice, before, now)] == []


def test_every_notice_has_its_words() -> None:
    assert set(NOTICES) == set(Notice) - {Notice.NONE}


@pytest.mark.parametrize(
    "command", [do.TypeAnswer("We split the topic by customer."), do.EndInterview()]
)
def test_who_goes_on_after_a_long_silence_is_not_told_that_the_clock_stands_still(
    stage: LiveStage, command: do.Command
) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        stage.tick(QUIET_PAUSE_SECONDS, watched=True)
        await until(lambda: session.view.notice is Notice.QUIET_PAUSE)
        session.tell(command)
        await stage.said(2)
        assert session.view.notice is Notice.NONE

    stage.play(scene)


def test_who_speaks_again_after_the_voice_was_lost_is_not_told_to_type(stage: LiveStage) -> None:
    first = ScriptedModel([Step("welcome", then=[ev.ModelFailed("gone")])])
    second = ScriptedModel([Step("")])
    second.name = "another"
    session = stage.begin(model=first, make_fallback_model=lambda _: second)

    async def scene() -> None:
        await until(lambda: session.view.notice is Notice.FALLBACK and stage.listening())
        session.tell(do.SetTyping(False))
        await until(lambda: not session.view.typing)
        assert session.view.notice is Notice.NONE

    stage.play(scene)


def test_a_candidate_in_writing_is_told_kindly_that_there_is_no_room_for_one_more_voice(
    stage: LiveStage,
) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        session.tell(do.SetTyping(True))
        await stage.listens()
        session.tell(do.StayInWriting())
        await until(lambda: session.view.notice is Notice.NO_VOICE)
        assert session.view.typing
        session.tell(do.TypeAnswer("We split the topic by customer."))
        await stage.said(2)
        assert session.view.notice is Notice.NONE

    stage.play(scene)
