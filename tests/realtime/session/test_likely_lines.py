"""What a model may make before it is wanted: the lines that can follow on the open answer."""

import pytest

from core.interviews.assessment.topics import Signal
from core.models import TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from tests.realtime.live import LONG, LiveStage, until, voice_answer


def likely(model: ScriptedModel, words: str = "") -> list[str]:
    assert model.likely is not None
    return [line.text for line in model.likely(words)]


@pytest.mark.parametrize("signal", Signal)
def test_whatever_the_signal_what_follows_is_among_the_likely_lines(
    stage: LiveStage, signal: Signal
) -> None:
    stage.begin(*[Step("")] * 4)

    async def scene() -> None:
        for answers in range(1, 4):
            await stage.listens()
            before = likely(stage.model)
            assert before == likely(stage.model), "asking changes nothing"
            stage.model.report(voice_answer(LONG, signal))
            await stage.said(answers + 1)
            assert stage.model.said[-1] in before

    stage.play(scene)


def test_known_words_tell_which_line_is_the_likeliest(stage: LiveStage) -> None:
    stage.begin(Step(""), Step(""))

    async def scene() -> None:
        await stage.listens()
        first = likely(stage.model, LONG)[0]
        stage.model.report(voice_answer(LONG))
        await stage.said(2)
        assert stage.model.said[-1] == first

    stage.play(scene)


def test_once_the_time_is_up_only_the_last_word_is_likely(stage: LiveStage) -> None:
    """A line that was guessed before that is no longer one of them."""
    stage.begin(Step(""), Step(""))

    async def scene() -> None:
        await stage.listens()
        before = likely(stage.model)
        stage.model.report(ev.TimeUsedUp("60 minutes"))
        await until(lambda: len(likely(stage.model)) == 1)
        assert likely(stage.model)[0] not in before
        stage.model.report(voice_answer(LONG, Signal.STRONG))
        await stage.said(2)
        assert stage.session.view.last_word
        assert stage.model.said[-1] not in before

    stage.play(scene)


def test_after_the_last_word_the_farewell_is_likely(stage: LiveStage) -> None:
    stage.begin(Step(""), Step(""), Step(""))

    async def scene() -> None:
        await stage.listens()
        stage.session.tell(do.EndInterview(last_word=True))
        await stage.said(2)
        await stage.listens()
        [farewell] = likely(stage.model)
        stage.model.report(voice_answer("Nothing more from me thank you"))
        await stage.said(3)
        assert stage.model.said[-1] == farewell

    stage.play(scene)
    assert stage.kinds()[-1] is TurnKind.CLOSING


def test_a_model_that_takes_over_is_told_what_is_likely_too(stage: LiveStage) -> None:
    other = ScriptedModel([Step(""), Step("")])
    other.name = "other"
    stage.begin(Step(""), make_fallback_model=lambda language: other)

    async def scene() -> None:
        await stage.listens()
        stage.model.report(ev.ModelFailed("gone"))
        await until(stage.in_writing)
        before = likely(other)
        other.report(voice_answer(LONG, Signal.STRONG))
        await until(lambda: len(other.said) == 2)
        assert other.said[-1] in before

    stage.play(scene)
