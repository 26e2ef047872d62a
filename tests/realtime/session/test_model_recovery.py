"""Nothing is lost and nothing said twice when the model is lost, or cannot go on at all."""

import asyncio

import pytest

from core.models import SessionStatus, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.timers import STALLED_SECONDS
from tests.realtime.live import LONG, LiveStage, pull, until, voice_answer


class Unreachable(ScriptedModel):
    """Cannot be opened."""

    async def open(self, system_prompt: object) -> None:
        raise ConnectionError("insufficient_quota")


class Mute(ScriptedModel):
    """Fails as soon as it is to speak."""

    async def say(self, utterance: object) -> None:
        raise ConnectionError("socket closed")


class Stuck(ScriptedModel):
    """Is to speak, and nothing ever comes."""

    async def say(self, utterance: object) -> None:
        self.said.append("")


# --- a lost connection ---


@pytest.mark.parametrize(("unfinished", "said"), [(False, 1), (True, 2)])
def test_after_a_reconnection_only_a_half_said_question_is_said_again(
    stage: LiveStage, unfinished: bool, said: int
) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        await stage.lose_model()
        assert session.view.notice is Notice.MODEL_LOST
        stage.model.report(ev.ModelReconnected(unfinished))
        await stage.listens()

    stage.play(scene)

    assert len(stage.model.said) == said
    assert all(text == session.view.question for text in stage.model.said[1:])
    assert session.view.notice is Notice.NONE
    assert [stored.reconnects for stored in stage.stored_sessions()] == [1]


def test_a_voice_that_was_made_before_the_loss_is_played_to_its_end(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome", seconds=1), audible=True)

    async def scene() -> None:
        await until(lambda: stage.buffer.waiting_samples == 24_000)
        await stage.lose_model()
        assert stage.buffer.waiting_samples == 24_000
        pull(stage.buffer, 1)
        session.tell(do.Drained(1))
        stage.model.report(ev.ModelReconnected(unfinished=False))
        await stage.listens()

    stage.play(scene)

    (turn,) = stage.turns()
    assert turn.text == stage.model.said[0]


def test_what_is_typed_while_the_model_is_away_is_answered_when_it_is_back(
    stage: LiveStage,
) -> None:
    session = stage.begin(Step("welcome"), Step(""))

    async def scene() -> None:
        await stage.listens()
        await stage.lose_model()
        session.tell(do.TypeAnswer(LONG))
        await until(lambda: bool(session.view.partial))
        stage.model.report(ev.ModelReconnected(unfinished=False))
        await stage.said(2)

    stage.play(scene)

    assert stage.kinds()[:2] == [TurnKind.OPENING, TurnKind.ANSWER]


# --- a model that cannot go on ---


@pytest.mark.parametrize("broken", [Unreachable, Mute])
def test_when_a_model_cannot_go_on_the_candidate_types_and_the_team_is_told_why(
    stage: LiveStage, broken: type[ScriptedModel]
) -> None:
    made: list[str] = []

    def fallback_model(language: str) -> TypedModel:
        made.append(language)
        return TypedModel()

    session = stage.begin(model=broken([]), make_fallback_model=fallback_model)

    async def scene() -> None:
        await until(stage.in_writing)
        session.tell(do.TypeAnswer(LONG))
        await until(lambda: len(session.view.turns) >= 3 and stage.listening())

    stage.play(scene)

    view = session.view
    assert made == ["en"]
    assert (view.typing, view.voice, view.notice) == (True, False, Notice.FALLBACK)
    first, second = stage.stored_sessions()
    assert (first.model, second.model) == ("scripted", "typed")
    assert first.status is SessionStatus.ENDED
    (note,) = stage.concerns()
    assert ("insufficient_quota" in note) or ("socket closed" in note)
    spoken = " ".join(turn.text for turn in stage.turns())
    assert "quota" not in spoken
    assert "socket" not in spoken


def test_a_failing_voice_goes_on_in_writing(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome", [ev.ModelFailed("no voice")]))

    stage.run_until(stage.in_writing)

    assert (session.view.voice, session.view.typing) == (False, True)
    assert session.view.notice is Notice.FALLBACK
    assert session.view.question in stage.turns()[-1].text


def test_answers_given_before_a_failure_are_not_asked_for_again(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome", [voice_answer(LONG)]), Step(""))

    async def scene() -> None:
        await until(lambda: len(stage.model.said) == 2 and stage.listening())
        stage.model.report(ev.ModelFailed("1011"))
        await until(stage.in_writing)

    stage.play(scene)

    turns = stage.turns()
    assert stage.kinds().count(TurnKind.OPENING) == 1
    assert turns[-1].kind is TurnKind.WELCOME_BACK
    assert session.view.question in turns[-1].text
    assert session.view.question in turns[-2].text


def test_a_failing_fallback_model_is_followed_by_writing(stage: LiveStage) -> None:
    session = stage.begin(model=Mute([]), make_fallback_model=lambda language: Unreachable([]))

    stage.run_until(stage.in_writing)

    assert not session.view.voice


def test_a_voice_that_never_comes_is_asked_for_once_more_and_then_replaced(
    stage: LiveStage,
) -> None:
    stage.begin(model=Stuck([]))

    async def wait() -> None:
        for _ in range(2):
            stage.tick(watched=True)
            await asyncio.sleep(0.1)
            stage.clock.now += STALLED_SECONDS + 1
        stage.tick()

    async def scene() -> None:
        await stage.is_in(RoomState.SPEAKING)
        await wait()
        await stage.said(2)
        await wait()
        await until(stage.in_writing)

    stage.play(scene)

    assert len(stage.model.said) == 2
