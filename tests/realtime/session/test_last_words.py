"""What was said is kept in words, though the words come after the interview's last line."""

import asyncio
import uuid
from collections import deque
from collections.abc import Callable

import pytest
from sqlalchemy import select

from core.interviews.service import find_interview
from core.models import Concern, InputMode, InterviewStatus, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.openai import judge as openai_judge
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from core.realtime.session.session import LiveSession
from core.realtime.session.timers import WORDS_SECONDS
from db.engine import Sessions
from tests.factories import ready_interview
from tests.realtime.fake_realtime import FakeRealtime, Script
from tests.realtime.live import Clock, make_session, start, state_is, turns_of, until
from tests.realtime.spoken_interview import LAST_WORD, SpokenInterview

WORDS = ev.Transcribed("last", "Only that I enjoyed this.", 0.9)
HEARD = ev.AnswerHeard("", InputMode.VOICE, item="last")


def status_of(sessions: Sessions, interview_id: uuid.UUID) -> InterviewStatus:
    with sessions.begin() as db:
        return find_interview(db, interview_id).status


def answers(sessions: Sessions, interview_id: uuid.UUID) -> list[str]:
    turns = turns_of(sessions, interview_id)
    return [turn.text for turn in turns if turn.kind is TurnKind.ANSWER]


class Ending:
    """An interview whose last answer was heard but is not in words yet."""

    def __init__(self, sessions: Sessions, interview_id: uuid.UUID) -> None:
        self.clock = Clock()
        last = Step("anything you would like to add", [HEARD])
        self.model = ScriptedModel([Step("welcome"), last, Step("Thank you for your time")])
        self.session = make_session(sessions, interview_id, self.model, self.clock)

    def play(self, then: Callable[["Ending"], None]) -> RoomState:
        """Say goodbye, let ``then`` happen while the words are awaited, and see it end."""

        async def scene() -> None:
            going = asyncio.create_task(self.session.run())
            async with asyncio.timeout(30):
                await until(state_is(self.session, RoomState.LISTENING))
                self.session.tell(do.EndInterview(last_word=True))
                await until(state_is(self.session, RoomState.SAVING))
                then(self)
                await going

        asyncio.run(scene())
        self.model.verify()
        return self.session.view.state

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.clock.now += seconds
        self.session.tell(do.Tick())


def test_an_interview_is_complete_when_its_last_words_are_kept(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    def words_come(ending: Ending) -> None:
        assert status_of(sessions, interview_id) is InterviewStatus.IN_PROGRESS
        ending.wait(WORDS_SECONDS - 1)
        ending.model.report(WORDS)

    assert Ending(sessions, interview_id).play(words_come) is RoomState.COMPLETED
    assert answers(sessions, interview_id) == [WORDS.text]
    assert status_of(sessions, interview_id) is InterviewStatus.COMPLETED


def test_who_hangs_up_after_the_farewell_loses_no_words(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    def hang_up(ending: Ending) -> None:
        ending.session.tell(do.EndInterview())
        ending.session.tell(do.MediaUp())
        ending.session.tell(do.MediaDown())
        ending.model.report(WORDS)

    assert Ending(sessions, interview_id).play(hang_up) is RoomState.COMPLETED
    assert answers(sessions, interview_id) == [WORDS.text]


def test_words_that_never_come_are_waited_for_in_vain_but_not_for_ever(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    ending = Ending(sessions, interview_id)

    assert ending.play(lambda ending: ending.wait(WORDS_SECONDS)) is RoomState.COMPLETED
    assert answers(sessions, interview_id) == [""]


def test_a_model_that_fails_after_the_farewell_is_not_waited_for_and_the_team_is_told(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    ending = Ending(sessions, interview_id)

    over = ending.play(lambda ending: ending.model.report(ev.ModelFailed("gone")))

    assert over is RoomState.COMPLETED
    with sessions.begin() as db:
        assert "gone" in db.scalars(select(Concern)).one().note


def test_words_that_nobody_handled_yet_are_kept_when_the_process_ends(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome", [HEARD]), Step("")])
    session: LiveSession = make_session(sessions, interview_id, model)

    def ends_as_they_come() -> bool:
        asked = len(session.view.turns) == 3
        if asked:
            session.tell(WORDS)  # type: ignore[arg-type]
        return asked

    asyncio.run(start(session, ends_as_they_come))

    assert session.view.state is RoomState.LEFT
    assert answers(sessions, interview_id) == [WORDS.text]


def test_every_word_of_a_spoken_interview_is_kept_however_late_it_comes(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_judge, "TRANSCRIPT_SECONDS", 0.05)
    monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 0.05)
    with sessions.begin() as db:
        interview_id = ready_interview(db, None).id

    async def whole() -> SpokenInterview:
        late = Script(seconds_a_word=0.03, reads=True, transcript_delays=deque([2.0] * 50))
        async with FakeRealtime(late) as server:
            spoken = SpokenInterview(server, sessions, interview_id)
            await spoken.run()
            return spoken

    spoken = asyncio.run(whole())
    assert spoken.states[-2:] == [RoomState.SAVING, RoomState.COMPLETED]
    assert answers(sessions, interview_id) == [*spoken.given, LAST_WORD]
