"""The live session, led through scripts, on a real Postgres."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.interviews.assessment.topics import Signal
from core.interviews.service import find_interview
from core.models import (
    ApplicationStatus,
    InputMode,
    InterviewSession,
    InterviewStatus,
    Speaker,
    TurnKind,
)
from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.model import Utterance
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from core.realtime.session.timers import NUDGE_SECONDS
from db.engine import Sessions
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, ready_interview
from tests.realtime.live import (
    LONG,
    Clock,
    Killed,
    make_session,
    not_speaking,
    play,
    start,
    state_is,
    turns_of,
    until,
    voice_answer,
)


class Dying(ScriptedModel):
    """Its process is killed as the second utterance is about to be said."""

    async def say(self, utterance: Utterance) -> None:
        if len(self.said) == 1:
            raise Killed
        await super().say(utterance)


def test_first_words_name_the_job_and_ask_about_its_first_skill(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("Senior Data Engineer")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, state_is(session, RoomState.LISTENING)))

    model.verify()
    assert "AI interviewer" in model.said[0]
    first = turns_of(sessions, interview_id)[0]
    assert first.kind is TurnKind.OPENING
    assert "kafka" in (first.competency or "").casefold() + first.text.casefold()


def test_the_model_is_told_the_job_and_nothing_else(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, state_is(session, RoomState.LISTENING)))

    assert model.prompt is not None
    assert "Senior Data Engineer" in model.prompt
    assert "MUST tailor all questions" in model.prompt


def test_an_answer_is_stored_before_the_next_question_is_said(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    stored_when_asked: list[int] = []

    class Watching(ScriptedModel):
        async def say(self, utterance: object) -> None:
            stored_when_asked.append(len(turns_of(sessions, interview_id)))
            await super().say(utterance)  # type: ignore[arg-type]

    model = Watching([Step("welcome", [voice_answer(LONG, Signal.STRONG)]), Step("")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(
        start(session, lambda: len(model.said) == 2 and session.view.state is RoomState.LISTENING)
    )

    assert stored_when_asked == [1, 3]
    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.ANSWER, TurnKind.FOLLOW_UP]


def test_a_strong_answer_is_followed_by_a_harder_question(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome", [voice_answer(LONG, Signal.STRONG)]), Step("")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, lambda: len(session.view.turns) == 3))

    levels = [t.level for t in turns_of(sessions, interview_id) if t.speaker is Speaker.INTERVIEWER]
    assert levels == ["working", "expert"]


def test_the_same_link_goes_on_at_the_same_question_without_a_second_greeting(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    before = ScriptedModel([Step("welcome", [voice_answer(LONG, Signal.STRONG)]), Step("")])
    first = make_session(sessions, interview_id, before)
    asyncio.run(start(first, lambda: len(first.view.turns) == 3))
    open_question = first.view.question

    after = ScriptedModel([Step("welcome back")])
    second = make_session(sessions, interview_id, after)
    asyncio.run(start(second, state_is(second, RoomState.LISTENING)))

    after.verify()
    assert open_question in after.said[0]
    assert second.view.question == open_question
    assert [t.kind for t in turns_of(sessions, interview_id)].count(TurnKind.OPENING) == 1


def test_an_answer_given_before_a_kill_is_not_asked_for_again(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    """The process dies after the answer is stored and before the next question is said."""

    first = make_session(
        sessions, interview_id, Dying([Step("welcome", [voice_answer(LONG, Signal.STRONG)])])
    )
    asyncio.run(play(first))
    first_question = turns_of(sessions, interview_id)[0].text

    after = ScriptedModel([Step("welcome back")])
    second = make_session(sessions, interview_id, after)
    asyncio.run(start(second, state_is(second, RoomState.LISTENING)))

    assert second.view.question not in first_question
    assert [t.kind for t in turns_of(sessions, interview_id)].count(TurnKind.ANSWER) == 1


def test_a_newer_connection_takes_over_and_the_older_one_writes_nothing_more(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    async def both() -> tuple[LiveSession, LiveSession]:
        old_model = ScriptedModel([Step("welcome")])
        old = make_session(sessions, interview_id, old_model)
        old_run = asyncio.create_task(old.run())
        await until(state_is(old, RoomState.LISTENING))
        new = make_session(sessions, interview_id, ScriptedModel([Step("welcome back")]))
        new_run = asyncio.create_task(new.run())
        await until(state_is(new, RoomState.LISTENING))
        old_model.report(voice_answer(LONG))
        await old_run
        new_run.cancel()
        await asyncio.gather(new_run, return_exceptions=True)
        return old, new

    old, new = asyncio.run(both())

    assert old.view.state is RoomState.MOVED
    assert new.view.state is RoomState.LEFT
    assert TurnKind.ANSWER not in [t.kind for t in turns_of(sessions, interview_id)]


def test_ending_says_goodbye_and_completes_interview_and_application(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome"), Step("Thank you for your time, Ada")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(play(session, (state_is(session, RoomState.LISTENING), do.EndInterview())))

    model.verify()
    assert session.view.state is RoomState.COMPLETED
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        assert interview.status is InterviewStatus.COMPLETED
        assert interview.application is not None
        assert interview.application.status is ApplicationStatus.TO_REVIEW
        assert db.query(InterviewSession).one().end_reason == "completed"


def test_an_ending_that_a_crash_cut_short_is_finished_not_taken_back(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    first = make_session(sessions, interview_id, Dying([Step("welcome")]))
    asyncio.run(play(first, (state_is(first, RoomState.LISTENING), do.EndInterview())))

    after = ScriptedModel([Step("Thank you for your time")])
    second = make_session(sessions, interview_id, after)
    asyncio.run(play(second))

    after.verify()
    assert second.view.state is RoomState.COMPLETED


def test_a_complete_interview_takes_no_further_session(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    first = make_session(sessions, interview_id, ScriptedModel([Step(""), Step("")]))
    asyncio.run(play(first, (state_is(first, RoomState.LISTENING), do.EndInterview())))

    again = make_session(sessions, interview_id, ScriptedModel([]))
    asyncio.run(play(again))

    assert again.view.state is RoomState.FAILED
    assert again.view.turns == ()


def test_repeat_says_the_question_without_greeting_and_moves_nothing(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start_and_tell(session, model, do.Repeat(), lambda: len(session.view.turns) == 2))

    assert model.said[1] == session.view.question
    assert "welcome" not in model.said[1].casefold()
    assert session.view.number == 1


def test_a_skipped_question_is_passed_over_without_an_answer(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome", [voice_answer("Can we skip this question?")]), Step("")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, lambda: len(session.view.turns) == 3))

    first, request, second = turns_of(sessions, interview_id)
    assert (request.kind, second.kind) == (TurnKind.REQUEST, TurnKind.QUESTION)
    assert second.question_id != first.question_id


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Let me think about that.", RoomState.THINKING),
        ("Could we pause for a minute?", RoomState.PAUSED),
    ],
)
def test_a_spoken_request_is_not_taken_for_an_answer(
    sessions: Sessions, interview_id: uuid.UUID, words: str, state: RoomState
) -> None:
    model = ScriptedModel([Step("welcome", [voice_answer(words)])])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, state_is(session, state)))

    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REQUEST]
    assert session.view.number == 1


def test_while_paused_nothing_is_heard_and_the_clock_stands_still(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model, clock)

    async def scene() -> float:
        running = asyncio.create_task(session.run())
        await until(state_is(session, RoomState.LISTENING))
        session.tell(do.Pause())
        await until(state_is(session, RoomState.PAUSED))
        before = session.view.seconds_left
        clock.now += 600
        session.look()
        session.hear(b"\1\0" * 480)
        session.tell(do.Tick())
        session.tell(do.Resume())
        await until(state_is(session, RoomState.LISTENING))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return before - session.view.seconds_left

    spent = asyncio.run(scene())

    assert spent == pytest.approx(0, abs=1)
    assert not model.heard


async def start_and_tell(
    session: LiveSession, model: ScriptedModel, command: do.Command, done: Callable[[], bool]
) -> None:
    """Run until it listens, tell the command, and stop once ``done`` holds."""
    running = asyncio.create_task(session.run())
    async with asyncio.timeout(30):
        await until(state_is(session, RoomState.LISTENING))
        session.tell(command)
        await until(done)
        await until(lambda: session.view.state is not RoomState.SPEAKING)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_typed_answer_counts_like_a_spoken_one(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(
        start_and_tell(
            session, model, do.TypeAnswer("  We split it. \0"), lambda: len(session.view.turns) == 3
        )
    )

    answer = turns_of(sessions, interview_id)[1]
    assert (answer.mode, answer.text) == (InputMode.TYPED, "We split it. ")


def test_sustained_speech_stops_the_voice_and_is_listened_to(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome")])
    buffer = SpeechBuffer()
    service = RealtimeInterviewService(sessions.begin)
    session = LiveSession(interview_id, service, model, buffer, now=Clock())
    session.tell(do.MediaUp())

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(lambda: buffer.waiting_samples > 0)
        model.report(ev.SpeechStarted())
        model.report(ev.SpeechSustained())
        await until(state_is(session, RoomState.LISTENING))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(scene())

    assert buffer.waiting_samples == 0
    assert "interrupt 0" in model.calls


def test_a_cough_while_the_interviewer_speaks_changes_nothing(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome")])
    buffer = SpeechBuffer()
    service = RealtimeInterviewService(sessions.begin)
    session = LiveSession(interview_id, service, model, buffer, now=Clock())
    session.tell(do.MediaUp())

    async def scene() -> RoomState:
        running = asyncio.create_task(session.run())
        await until(lambda: buffer.waiting_samples > 0)
        model.report(ev.SpeechStarted())
        model.report(ev.SpeechDropped())
        model.report(voice_answer("Mm-hm."))
        session.tell(do.Tick())
        await asyncio.sleep(0.1)
        state = session.view.state
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return state

    assert asyncio.run(scene()) is RoomState.SPEAKING
    assert buffer.waiting_samples == 0 or buffer.waiting_samples == FRAME_SAMPLES
    assert [t.kind for t in turns_of(sessions, interview_id)] == [TurnKind.OPENING]


def test_lost_audio_within_the_grace_time_is_welcomed_back_once(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel([Step("welcome"), Step("welcome back")])
    session = make_session(sessions, interview_id, model, clock)
    session.tell(do.MediaUp())

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(lambda: bool(model.said))
        session.tell(do.MediaDown())
        await until(state_is(session, RoomState.RECONNECTING))
        clock.now += 4
        session.tell(do.Tick())
        session.tell(do.MediaUp())
        await until(lambda: len(model.said) == 2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(scene())

    model.verify()


def test_audio_that_does_not_come_back_leaves_the_session_but_not_the_interview(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    session = make_session(sessions, interview_id, ScriptedModel([Step("welcome")]), clock)
    session.tell(do.MediaUp())

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(state_is(session, RoomState.SPEAKING))
        session.tell(do.MediaDown())
        await until(state_is(session, RoomState.RECONNECTING))
        clock.now += 6
        session.tell(do.Tick())
        await running

    asyncio.run(scene())

    assert session.view.state is RoomState.LEFT
    with sessions.begin() as db:
        assert find_interview(db, interview_id).status is InterviewStatus.IN_PROGRESS


def test_who_writes_after_the_sound_was_lost_is_not_left(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model, clock)
    session.tell(do.MediaUp())

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(state_is(session, RoomState.SPEAKING))
        session.tell(do.MediaDown())
        await until(state_is(session, RoomState.RECONNECTING))
        session.tell(do.SetTyping(True))
        await until(state_is(session, RoomState.LISTENING))
        clock.now += 60
        session.tell(do.Tick())
        session.tell(do.TypeAnswer(LONG))
        await until(lambda: len(model.said) == 2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(scene())
    model.verify()


def test_long_silence_is_met_kindly_once_and_never_ends_the_interview(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel([Step("welcome"), Step("Take your time")])
    session = make_session(sessions, interview_id, model, clock)
    session.tell(do.MediaUp())

    async def scene() -> RoomState:
        running = asyncio.create_task(session.run())
        await until(lambda: bool(model.said))
        session.tell(do.Drained(1))
        await until(state_is(session, RoomState.LISTENING))
        for _ in range(4):
            clock.now += NUDGE_SECONDS + 1
            session.look()
            session.tell(do.Tick())
            await until(lambda: len(model.said) == 2)
            await asyncio.sleep(0.05)
            session.tell(do.Drained(2))
        await until(state_is(session, RoomState.LISTENING))
        state = session.view.state
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return state

    assert asyncio.run(scene()) is RoomState.LISTENING
    model.verify()


def test_a_question_that_may_be_answered_in_an_unheard_language_says_so(
    sessions: Sessions,
) -> None:
    draft = replace(ACCOUNT_MANAGER, role_category="support", required_skills=("Spanish",))
    with sessions.begin() as db:
        interview_id = ready_interview(db, draft).id
    model = ScriptedModel([Step("Spanish")])
    model.languages = frozenset({"en"})
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, state_is(session, RoomState.LISTENING)))

    assert session.view.unheard_language


def test_a_failing_voice_goes_on_in_writing(sessions: Sessions, interview_id: uuid.UUID) -> None:
    model = ScriptedModel([Step("welcome", [ev.ModelFailed("no voice")])])
    session = make_session(sessions, interview_id, model)

    asyncio.run(start(session, lambda: session.view.fallback and not_speaking(session)))

    assert (session.view.voice, session.view.typing) == (False, True)
    assert session.view.notice is Notice.FALLBACK
    assert session.view.question in turns_of(sessions, interview_id)[-1].text


@pytest.mark.parametrize("draft", [DATA_ENGINEER, ACCOUNT_MANAGER, None])
def test_a_whole_interview_never_repeats_a_question_and_ends_by_itself(
    sessions: Sessions, draft: object
) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db, draft).id  # type: ignore[arg-type]
    clock = Clock()

    class Answering(ScriptedModel):
        async def say(self, utterance: object) -> None:
            clock.now += 100
            session.look()
            self._steps = [Step("", [voice_answer(LONG)])]
            await super().say(utterance)  # type: ignore[arg-type]
            self._steps = []

    model = Answering([])
    session = make_session(sessions, interview_id, model, clock)
    asyncio.run(play(session))

    assert session.view.state is RoomState.COMPLETED
    asked = [
        t.text
        for t in turns_of(sessions, interview_id)
        if t.kind in (TurnKind.OPENING, TurnKind.QUESTION)
    ]
    assert len(asked) == len(set(asked)) >= 4
    assert "Thank you for your time" in model.said[-1]


def test_a_question_of_the_candidates_own_is_replied_to_and_answers_nothing(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    asked = ev.RequestHeard("What would my first week look like?", InputMode.VOICE)
    model = ScriptedModel([Step("Kafka", [asked]), Step("Kafka")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(
        start(session, lambda: len(model.said) == 2 and state_is(session, RoomState.LISTENING)())
    )

    model.verify()
    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPLY]


def test_a_wish_that_the_model_understood_is_met(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    wish = ev.RequestHeard("I'd rather not talk about that one", InputMode.VOICE, do.Skip())
    model = ScriptedModel([Step("Kafka", [wish]), Step("Spark")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(
        start(session, lambda: len(model.said) == 2 and state_is(session, RoomState.LISTENING)())
    )

    model.verify()
    assert session.view.number == 2
