"""What the candidate controls, by a button, by voice or through what the model understood."""

import pytest

from core.models import InputMode, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import Step
from core.realtime.session.room import RoomState
from tests.realtime.live import LiveStage, voice_answer


def test_repeat_says_the_question_without_greeting_and_moves_nothing(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        session.tell(do.Repeat())
        await stage.said(2)
        await stage.listens()

    stage.play(scene)

    assert stage.model.said[1] == session.view.question
    assert "welcome" not in stage.model.said[1].casefold()
    assert session.view.number == 1


def test_a_skipped_question_is_passed_over_without_an_answer(stage: LiveStage) -> None:
    asked = voice_answer("Can we skip this question?")
    session = stage.begin(Step("welcome", [asked]), Step(""))

    stage.run_until(lambda: len(session.view.turns) == 3)

    first, request, second = stage.turns()
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
    stage: LiveStage, words: str, state: RoomState
) -> None:
    session = stage.begin(Step("welcome", [voice_answer(words)]))

    stage.run_until(lambda: session.view.state is state)

    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST]
    assert session.view.number == 1


def test_a_question_of_the_candidates_own_is_replied_to_and_answers_nothing(
    stage: LiveStage,
) -> None:
    asked = ev.RequestHeard("What would my first week look like?", InputMode.VOICE)
    session = stage.begin(Step("Kafka", [asked]), Step("Kafka"))

    stage.run_until(lambda: len(session.view.turns) == 3 and stage.listening())

    stage.model.verify()
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPLY]


def test_a_request_that_the_model_understood_is_met(stage: LiveStage) -> None:
    request = ev.RequestHeard("I'd rather not talk about that one", InputMode.VOICE, do.Skip())
    session = stage.begin(Step("Kafka", [request]), Step("Spark"))

    stage.run_until(lambda: len(stage.model.said) == 2 and stage.listening())

    stage.model.verify()
    assert session.view.number == 2


def test_while_paused_nothing_is_heard_and_the_clock_stands_still(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""))
    left: list[float] = []

    async def scene() -> None:
        await stage.listens()
        await stage.tell(do.Pause(), RoomState.PAUSED)
        left.append(session.view.seconds_left)
        session.hear(b"\1\0" * 480)
        stage.tick(600, watched=True)
        await stage.tell(do.Resume(), RoomState.LISTENING)
        left.append(session.view.seconds_left)

    stage.play(scene)

    assert left[0] - left[1] == pytest.approx(0, abs=1)
    assert not stage.model.heard


def test_a_typed_answer_counts_like_a_spoken_one(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        session.tell(do.TypeAnswer("  We split it. \0"))
        await stage.said(2)
        await stage.listens()

    stage.play(scene)

    answer = stage.turns()[1]
    assert (answer.mode, answer.text) == (InputMode.TYPED, "We split it. ")
