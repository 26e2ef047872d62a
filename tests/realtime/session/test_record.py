"""What a live session leaves in Postgres, led through scripts."""

from sqlalchemy import select

from core.interviews.assessment.topics import Signal
from core.models import Concern, ConcernKind, InputMode, InterviewSession, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import Notice, RoomState
from tests.realtime.live import LONG, LiveStage, pull, until, voice_answer

SECOND = bytes(48_000)


def one_session(stage: LiveStage) -> InterviewSession:
    (session,) = stage.stored_sessions()
    return session


def test_an_utterance_in_the_models_own_words_is_kept_beside_what_was_planned(
    stage: LiveStage,
) -> None:
    model = ScriptedModel([Step("welcome", words="Hi Ada! How did you use Kafka?")])
    session = stage.begin(model=model)

    stage.run_until(stage.listening)

    turn = stage.turns()[0]
    assert turn.text == "Hi Ada! How did you use Kafka?"
    assert turn.planned_text == model.said[0]
    assert not turn.interrupted
    assert session.view.turns[0].text == turn.text


def test_an_utterance_said_as_planned_needs_no_second_text(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome")])
    stage.begin(model=model)

    stage.run_until(stage.listening)

    assert stage.turns()[0].planned_text is None


def test_an_interrupted_utterance_says_what_was_really_played(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome", words="one two three four", seconds=4)])
    stage.begin(model=model, audible=True)

    async def scene() -> None:
        await until(lambda: stage.buffer.waiting_samples == 4 * 24_000)
        pull(stage.buffer, seconds=3)
        model.report(ev.SpeechStarted())
        model.report(ev.SpeechSustained())
        await stage.listens()
        model.report(voice_answer(LONG))
        await stage.said(2)

    model.expect(Step(""))
    stage.play(scene)

    turn = stage.turns()[0]
    assert turn.interrupted
    assert turn.text == "one two three"
    assert turn.planned_text == model.said[0]
    assert f"interrupt {3 * 24_000}" in model.calls
    assert one_session(stage).interruptions == 1


def test_an_answer_keeps_what_steered_the_next_step(stage: LiveStage) -> None:
    heard = ev.AnswerHeard(
        "We moved to Kafka.", InputMode.VOICE, Signal.STRONG, "moved to kafka", "Clear.", None, 0.9
    )
    model = ScriptedModel([Step("welcome", [heard]), Step("")])
    session = stage.begin(model=model)

    stage.run_until(lambda: len(session.view.turns) == 3)

    turn = stage.turns()[1]
    assert (turn.signal, turn.quote, turn.note) == ("strong", "moved to kafka", "Clear.")
    assert turn.confidence == 0.9


def test_a_quote_that_was_not_said_is_not_kept(stage: LiveStage) -> None:
    heard = ev.AnswerHeard("We moved.", InputMode.VOICE, Signal.STRONG, "saved a million", None)
    model = ScriptedModel([Step("welcome", [heard]), Step("")])
    session = stage.begin(model=model)

    stage.run_until(lambda: len(session.view.turns) == 3)

    assert stage.turns()[1].quote is None


def test_final_words_land_in_their_own_turn_late_or_early(stage: LiveStage) -> None:
    def heard(item: str) -> ev.AnswerHeard:
        return ev.AnswerHeard("", InputMode.VOICE, Signal.STRONG, "second", None, item)

    model = ScriptedModel(
        [
            Step("welcome", [heard("a")]),
            Step("", [ev.Transcribed("b", "the second answer", 0.8), heard("b")]),
            Step("", [ev.Transcribed("a", "the first answer", 0.7)]),
        ]
    )
    session = stage.begin(model=model)

    stage.run_until(lambda: [t.text for t in session.view.turns[1:2]] == ["the first answer"])

    turns = stage.turns()
    answers = [turn for turn in turns if turn.kind is TurnKind.ANSWER]
    assert [turn.text for turn in answers] == ["the first answer", "the second answer"]
    assert [turn.confidence for turn in answers] == [0.7, 0.8]
    assert [turn.quote for turn in answers] == [None, "second"]


def test_what_the_model_flags_and_the_candidate_reports_reaches_the_team(stage: LiveStage) -> None:
    flagged = ev.ConcernFlagged(ConcernKind.DISTRESS, "The candidate is in tears.")
    model = ScriptedModel([Step("welcome", [flagged])])
    session = stage.begin(model=model)

    async def scene() -> None:
        await stage.listens()
        session.tell(do.ReportTrouble("  I hear an echo.  "))
        await until(lambda: session.view.notice is Notice.TROUBLE_NOTED)

    stage.play(scene)

    with stage.sessions.begin() as db:
        found = {c.kind: c for c in db.scalars(select(Concern))}
    assert found[ConcernKind.DISTRESS].note == "The candidate is in tears."
    assert found[ConcernKind.TROUBLE].note == "I hear an echo."
    assert found[ConcernKind.TROUBLE].turn_id == stage.turns()[0].id


def test_tokens_and_their_cost_add_up(stage: LiveStage) -> None:
    used = [ev.UsageReported({"text_in": 2}), ev.UsageReported({"text_in": 1, "audio_out": 4})]
    model = ScriptedModel([Step("welcome", used)])
    session = stage.begin(model=model)

    stage.run_until(lambda: bool(session.view.turns) and one_session(stage).cost_usd == 7)

    assert one_session(stage).usage == {"text_in": 3, "audio_out": 4}


def test_which_model_answered_is_kept(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome")])
    model.version = "scripted-2026-11"
    stage.begin(model=model)

    stage.run_until(stage.listening)

    stored = one_session(stage)
    assert (stored.model, stored.model_version) == ("scripted", "scripted-2026-11")


def test_ending_may_ask_for_a_last_word_first(stage: LiveStage) -> None:
    model = ScriptedModel(
        [
            Step("welcome"),
            Step("anything you would like to add", [voice_answer("Only that I enjoyed this.")]),
            Step("Thank you for your time"),
        ]
    )
    session = stage.begin(model=model)

    stage.run((stage.listening, do.EndInterview(last_word=True)))

    model.verify()
    assert session.view.state is RoomState.COMPLETED


def test_a_request_to_end_is_asked_about_and_noted(stage: LiveStage) -> None:
    model = ScriptedModel(
        [
            Step("welcome", [ev.EndRequested("feels unwell")]),
            Step("like to end the interview now", [ev.EndRequested("yes, please")]),
            Step("anything you would like to add"),
        ]
    )
    session = stage.begin(model=model)

    stage.run_until(lambda: session.view.last_word)

    (note,) = stage.concerns()
    assert "feels unwell" in note
