"""What the candidate asked for holds in the live interview."""

import asyncio

from core.interviews.accommodations import LONGER_PAUSES, Accommodations, ask_for
from core.realtime.models import commands as do
from core.realtime.models.model import Utterance
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from db.engine import Sessions
from tests.factories import link_to, ready_interview
from tests.realtime.live import make_session, play, state_is


class Attentive(ScriptedModel):
    """Notes how each utterance is to be spoken."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__(steps)
        self.slow: list[bool] = []

    async def say(self, utterance: Utterance) -> None:
        self.slow.append(utterance.slow)
        await super().say(utterance)


def interview_with(sessions: Sessions, wanted: Accommodations) -> Attentive:
    """An interview of two questions, the first of them repeated and skipped."""
    with sessions.begin() as db:
        interview_id = ready_interview(db).id
        ask_for(db, link_to(db, interview_id), wanted)
    model = Attentive([Step("AI interviewer"), Step(""), Step(""), Step("")])
    session = make_session(sessions, interview_id, model)

    async def scene() -> None:
        listening = state_is(session, RoomState.LISTENING)
        await play(
            session,
            (listening, do.Repeat()),
            (lambda: len(model.said) == 2 and listening(), do.Skip()),
            (lambda: len(model.said) == 3 and listening(), do.EndInterview()),
        )

    asyncio.run(scene())
    return model


def test_slower_speech_lasts_for_the_whole_interview(sessions: Sessions) -> None:
    assert interview_with(sessions, Accommodations(slower_speech=True)).slow == [True] * 4
    assert interview_with(sessions, Accommodations()).slow == [False] * 4


def test_longer_pauses_are_asked_of_the_model(sessions: Sessions) -> None:
    wanted = f"pauses {LONGER_PAUSES}"
    assert wanted in interview_with(sessions, Accommodations(longer_pauses=True)).calls
    assert wanted not in interview_with(sessions, Accommodations()).calls


def test_more_time_is_planned_from_the_start(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
        planned, interview_id = interview.minutes, interview.id
        ask_for(db, link_to(db, interview_id), Accommodations(more_time=True))
    session = make_session(sessions, interview_id, ScriptedModel([Step("")]))

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        while session.view.state is not RoomState.LISTENING and not running.done():
            await asyncio.sleep(0.005)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(scene())
    assert session.view.seconds_left > planned * 60


def test_the_models_prompt_says_nothing_of_what_was_asked_for(sessions: Sessions) -> None:
    model = interview_with(sessions, Accommodations(more_time=True, note="I have dyslexia."))
    assert model.prompt is not None
    assert "dyslexia" not in model.prompt
