"""What an interview may use is bounded, and nobody is cut off by it."""

from core.models import InputMode, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.room import Notice, RoomState
from tests.realtime.live import LONG, LiveStage, until, voice_answer

USED_UP = ev.TimeUsedUp("The interview was connected for 90 minutes, which is the cap.")
AT_CAP = ev.ModelFailed("The interview has used 2,000,000 tokens.", at_cap=True)


class StandIn(ScriptedModel):
    """Speaks and hears, as a model of this machine does."""

    name = "stand-in"


def test_after_the_minutes_the_open_answer_is_taken_and_the_last_word_follows(
    stage: LiveStage,
) -> None:
    model = ScriptedModel(
        [
            Step("welcome", [USED_UP, voice_answer(LONG)]),
            Step("end of the time that we have", [voice_answer("Nothing more, thank you.")]),
            Step("Goodbye"),
        ]
    )
    session = stage.begin(model=model)

    stage.run()

    model.verify()
    assert session.view.state is RoomState.COMPLETED
    turns = stage.turns()
    assert next(t.text for t in turns if t.kind is TurnKind.ANSWER) == LONG
    (note,) = stage.concerns()
    assert "drawn to its close early" in note
    assert "90 minutes" in note


def test_a_question_of_the_candidates_own_is_the_last_that_is_answered(stage: LiveStage) -> None:
    asks = ev.AnswerHeard("What is the salary?", InputMode.VOICE)
    model = ScriptedModel(
        [
            Step("welcome", [USED_UP, voice_answer(LONG)]),
            Step("anything you would like to add", [asks]),
            Step("Goodbye"),
        ]
    )
    session = stage.begin(model=model)

    stage.run()

    model.verify()
    assert session.view.state is RoomState.COMPLETED


def test_a_question_that_is_passed_over_is_followed_by_the_last_word_as_well(
    stage: LiveStage,
) -> None:
    model = ScriptedModel([Step("welcome", [USED_UP]), Step("end of the time that we have")])
    session = stage.begin(model=model)

    async def scene() -> None:
        await until(lambda: stage.listening() and bool(stage.concerns()))
        session.tell(do.Skip())
        await until(lambda: len(model.said) == 2 and stage.listening())
        assert session.view.last_word

    stage.play(scene)
    model.verify()


def test_a_model_at_its_cap_hands_over_and_the_candidate_speaks_on(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome", [AT_CAP])])
    stand_in = StandIn([Step("I lead the interview in the first interviewer's place")])
    session = stage.begin(model=model, make_fallback_model=lambda _: stand_in)

    async def scene() -> None:
        await until(stage.in_writing)

    stage.play(scene)

    stand_in.verify()
    assert (session.view.typing, session.view.notice) == (False, Notice.HANDED_OVER)
    assert stage.concerns() == [f"The stand-in took over: {AT_CAP.message}"]
    said = stage.turns()[-1].text
    assert session.view.question in said
    around = said.replace(session.view.question, "")
    assert "lost" not in around
    assert "tokens" not in around


def test_where_the_stand_in_cannot_hear_the_interview_goes_on_in_writing(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome", [AT_CAP])])
    session = stage.begin(model=model, make_fallback_model=lambda _: TypedModel())

    async def scene() -> None:
        await until(stage.in_writing)

    stage.play(scene)
    assert (session.view.typing, session.view.voice) == (True, False)


def test_minutes_stay_used_up_when_another_model_takes_over(stage: LiveStage) -> None:
    model = ScriptedModel([Step("welcome", [USED_UP, ev.ModelFailed("1011")])])
    stand_in = StandIn(
        [Step("I take over from here"), Step("end of the time that we have")],
    )
    session = stage.begin(model=model, make_fallback_model=lambda _: stand_in)

    async def scene() -> None:
        await until(stage.in_writing)
        session.tell(do.TypeAnswer(LONG))
        await until(lambda: len(stand_in.said) == 2 and stage.listening())
        assert session.view.last_word

    stage.play(scene)
    stand_in.verify()
