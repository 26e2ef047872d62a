"""A live session from its first words to its end, and by the same link again."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.interviews.assessment.topics import Signal
from core.interviews.service import find_interview
from core.models import ApplicationStatus, InterviewStatus, Speaker, TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.model import Utterance
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.records import LiveRecord, NewTurn, SpokenTurn
from core.realtime.session.room import RoomState
from db.engine import Sessions
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, ready_interview
from tests.realtime.live import LONG, Killed, LiveStage, voice_answer

STRONG = voice_answer(LONG, Signal.STRONG)


def kill_at_second_line(stage: LiveStage) -> None:
    """The process is killed as the second utterance is shown, and none of it is heard yet."""
    show = stage.session._progress.show

    def killed(**changes: object) -> None:
        if len(stage.model.said) == 2 and changes.get("state") is RoomState.SPEAKING:
            raise Killed
        show(**changes)

    stage.session._progress.show = killed  # type: ignore[method-assign]


def test_first_words_name_the_job_and_ask_about_its_first_skill(stage: LiveStage) -> None:
    stage.begin(Step("Senior Data Engineer"))

    stage.run_until(stage.listening)

    stage.model.verify()
    assert "AI interviewer" in stage.model.said[0]
    first = stage.turns()[0]
    assert first.kind is TurnKind.OPENING
    assert "kafka" in (first.competency or "").casefold() + first.text.casefold()


def test_the_model_is_told_the_job_and_nothing_else(stage: LiveStage) -> None:
    stage.begin(Step("welcome"))

    stage.run_until(stage.listening)

    assert stage.model.prompt is not None
    assert "Senior Data Engineer" in stage.model.prompt
    assert "MUST tailor all questions" in stage.model.prompt


def test_an_answer_is_stored_before_the_next_question_is_heard(stage: LiveStage) -> None:
    stored_when_heard: list[int] = []

    class Watching(SpeechBuffer):
        def push(self, utterance: int, pcm: bytes) -> None:
            stored_when_heard.append(len(stage.turns()))

    stage.begin(Step("welcome", [STRONG]), Step(""), audible=True, buffer=Watching())

    stage.run_until(lambda: len(stage.model.said) == 2 and stage.listening())

    assert stored_when_heard == [1, 3]
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.ANSWER, TurnKind.QUESTION]


def test_the_model_is_asked_for_the_next_question_while_the_answer_is_being_stored(
    stage: LiveStage,
) -> None:
    asked = threading.Event()
    asked_meanwhile: list[bool] = []

    class Asked(ScriptedModel):
        async def say(self, utterance: Utterance) -> None:
            await super().say(utterance)
            asked.set() if len(self.said) == 2 else None

    session = stage.begin(model=Asked([Step("welcome", [STRONG]), Step("")]))
    service = session._progress.persistence._service
    store = service.keep_turns

    def waiting(record: LiveRecord, turns: Sequence[NewTurn]) -> list[SpokenTurn]:
        if len(turns) == 2:
            asked_meanwhile.append(asked.wait(20))
        return store(record, turns)

    service.keep_turns = waiting  # type: ignore[method-assign]
    stage.run_until(lambda: len(stage.model.said) == 2 and stage.listening())

    assert asked_meanwhile == [True]


def test_a_strong_answer_is_followed_by_a_harder_question(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome", [STRONG]), Step("", [STRONG]), Step(""))

    stage.run_until(lambda: len(session.view.turns) == 5)

    levels = [turn.level for turn in stage.turns() if turn.speaker is Speaker.INTERVIEWER]
    assert levels == ["expert", "working", "expert"]


def test_a_question_that_may_be_answered_in_an_unheard_language_says_so(
    sessions: Sessions,
) -> None:
    draft = replace(ACCOUNT_MANAGER, role_category="support", required_skills=("Spanish",))
    with sessions.begin() as db:
        stage = LiveStage(sessions, ready_interview(db, draft).id)
    model = ScriptedModel([Step("Spanish")])
    model.languages = frozenset({"en"})
    session = stage.begin(model=model)

    stage.run_until(stage.listening)

    assert session.view.unheard_language


@pytest.mark.parametrize("draft", [DATA_ENGINEER, ACCOUNT_MANAGER, None])
def test_a_whole_interview_never_repeats_a_question_and_ends_by_itself(
    sessions: Sessions, draft: object
) -> None:
    with sessions.begin() as db:
        stage = LiveStage(sessions, ready_interview(db, draft).id)  # type: ignore[arg-type]

    class Answering(ScriptedModel):
        async def say(self, utterance: Utterance) -> None:
            stage.clock.now += 100
            stage.session.look()
            self.expect(Step("", [voice_answer(LONG)]))
            await super().say(utterance)

    session = stage.begin(model=Answering([]))
    stage.run()

    assert session.view.state is RoomState.COMPLETED
    asking = (TurnKind.OPENING, TurnKind.QUESTION)
    asked = [turn.text for turn in stage.turns() if turn.kind in asking]
    assert len(asked) == len(set(asked)) >= 4
    assert "Thank you for your time" in stage.model.said[-1]


# --- by the same link again ---


def test_the_same_link_goes_on_at_the_same_question_without_a_second_greeting(
    stage: LiveStage,
) -> None:
    first = stage.begin(Step("welcome", [STRONG]), Step(""))
    stage.run_until(lambda: len(first.view.turns) == 3)

    second = stage.begin(Step("welcome back"))
    stage.run_until(stage.listening)

    stage.model.verify()
    assert first.view.question in stage.model.said[0]
    assert second.view.question == first.view.question
    assert stage.kinds().count(TurnKind.OPENING) == 1


def test_an_answer_given_before_a_kill_is_not_asked_for_again(stage: LiveStage) -> None:
    """The process dies after the answer is stored and before the next question is heard."""
    stage.begin(Step("welcome", [STRONG]), Step(""))
    kill_at_second_line(stage)
    stage.run()
    first_question = stage.turns()[0].text

    session = stage.begin(Step("welcome back"))
    stage.run_until(stage.listening)

    assert session.view.question not in first_question
    assert stage.kinds().count(TurnKind.ANSWER) == 1


def test_who_is_killed_while_an_answer_is_being_stored_is_asked_the_same_again(
    stage: LiveStage,
) -> None:
    session = stage.begin(Step("welcome", [STRONG]), Step(""))
    service = session._progress.persistence._service
    store = service.keep_turns

    def killed(record: LiveRecord, turns: Sequence[NewTurn]) -> list[SpokenTurn]:
        if len(turns) == 2:
            raise Killed
        return store(record, turns)

    service.keep_turns = killed  # type: ignore[method-assign]
    stage.run()
    (opening,) = stage.turns()

    session = stage.begin(Step("welcome back"))
    stage.run_until(stage.listening)

    assert session.view.question in opening.text
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.WELCOME_BACK]


def test_a_newer_connection_takes_over_and_the_older_one_writes_nothing_more(
    stage: LiveStage,
) -> None:
    old = stage.begin(Step("welcome"))
    old_model = stage.model

    async def both() -> None:
        old_run = asyncio.create_task(old.run())
        await stage.listens()
        new_run = asyncio.create_task(stage.begin(Step("welcome back")).run())
        await stage.listens()
        old_model.report(voice_answer(LONG))
        await old_run
        new_run.cancel()
        await asyncio.gather(new_run, return_exceptions=True)

    asyncio.run(both())

    assert old.view.state is RoomState.MOVED
    assert stage.session.view.state is RoomState.LEFT
    assert TurnKind.ANSWER not in stage.kinds()


# --- the end ---


def test_ending_says_goodbye_and_completes_interview_and_application(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step("Thank you for your time, Ada"))

    stage.run((stage.listening, do.EndInterview()))

    stage.model.verify()
    assert session.view.state is RoomState.COMPLETED
    with stage.sessions.begin() as db:
        interview = find_interview(db, stage.interview_id)
        assert interview.status is InterviewStatus.COMPLETED
        assert interview.application is not None
        assert interview.application.status is ApplicationStatus.TO_REVIEW
    assert [stored.end_reason for stored in stage.stored_sessions()] == ["completed"]


def test_an_ending_that_a_crash_cut_short_is_finished_not_taken_back(stage: LiveStage) -> None:
    stage.begin(Step("welcome"), Step("Thank you"))
    kill_at_second_line(stage)
    stage.run((stage.listening, do.EndInterview()))

    session = stage.begin(Step("Thank you for your time"))
    stage.run()

    stage.model.verify()
    assert session.view.state is RoomState.COMPLETED


def test_a_complete_interview_takes_no_further_session(stage: LiveStage) -> None:
    stage.begin(Step(""), Step(""))
    stage.run((stage.listening, do.EndInterview()))

    again = stage.begin()
    stage.run()

    assert again.view.state is RoomState.FAILED
    assert again.view.turns == ()
