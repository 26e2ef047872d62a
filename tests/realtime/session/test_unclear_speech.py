"""Speech that was not understood: asked about, kept, and never the answer in silence."""

from dataclasses import replace

import pytest

from core.base_prompts.library import load_parts
from core.interviews.assessment.topics import Signal
from core.models import ConcernKind, InputMode, TurnKind
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.bounds import BOUNDS, Aside
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.script import Script
from core.realtime.session.unclear_speech import NOT_UNDERSTOOD, is_unclear
from tests.realtime.live import LONG, LiveStage, until, voice_answer

GUESSED = replace(
    voice_answer("Yahoo, try a logging me to Kafka, be it?"), confidence=NOT_UNDERSTOOD - 0.01
)
NOT_MADE_OUT = ev.AnswerHeard("", InputMode.VOICE, item="words-come-later", understood=False)
AGAIN = Step("not sure that I understood you. Please say it again in English, or type")


@pytest.mark.parametrize("heard", [GUESSED, NOT_MADE_OUT])
def test_who_was_not_understood_is_asked_to_say_it_again_or_type(
    stage: LiveStage, heard: ev.AnswerHeard
) -> None:
    session = stage.begin(Step("welcome", [heard]), AGAIN)
    stage.run_until(lambda: session.view.notice is Notice.NOT_UNDERSTOOD and stage.listening())

    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.NUDGE]
    assert stage.turns()[1].text == heard.text
    assert session.view.number == 1
    assert stage.concerns() == []


def test_after_asking_twice_the_answer_is_taken_as_heard_and_the_team_is_told_once(
    stage: LiveStage,
) -> None:
    asked = [AGAIN] * BOUNDS[Aside.UNCLEAR].most
    steps = [replace(step, then=[GUESSED]) for step in [Step("welcome"), *asked]]
    second = [replace(step, then=[GUESSED]) for step in [Step(""), *asked]]
    session = stage.begin(*steps, *second, Step(""))
    stage.run_until(lambda: stage.kinds().count(TurnKind.ANSWER) == 2 and stage.listening())

    assert stage.kinds().count(TurnKind.REQUEST) == 2 * len(asked)
    assert session.view.notice is Notice.NONE
    assert [note for note in stage.concerns() if "not understood" in note] == stage.concerns()
    assert len(stage.concerns()) == 1


@pytest.mark.parametrize(
    ("noise", "notice"),
    [
        ([ev.SpeechStarted(), ev.SpeechSustained(), ev.SpeechDropped()], Notice.NOT_HEARD),
        ([ev.SpeechStarted(), ev.SpeechDropped()], Notice.NONE),
    ],
)
def test_who_spoke_and_was_not_heard_at_all_reads_so_but_a_cough_says_nothing(
    stage: LiveStage, noise: list[ev.RealtimeEvent], notice: Notice
) -> None:
    model = ScriptedModel([Step("welcome")])
    session = stage.begin(model=model)

    async def scene() -> None:
        await stage.listens()
        for event in [*noise, ev.ConcernFlagged(ConcernKind.OTHER, "All of it was heard.")]:
            model.report(event)
        await until(lambda: bool(stage.concerns()))
        assert session.view.notice is notice
        model.report(ev.PartialTranscript("Well"))
        await until(lambda: session.view.partial == "Well")
        assert session.view.notice is Notice.NONE, "now something was heard"

    stage.play(scene)


def unsure(text: str) -> ev.AnswerHeard:
    return replace(voice_answer(text), confidence=NOT_UNDERSTOOD - 0.01)


@pytest.mark.parametrize("again", ["Can we skip this one?", "Yes, please."])
@pytest.mark.parametrize(
    ("wish", "asked", "done"),
    [
        ("Can we skip this one?", "like to skip this question", RoomState.LISTENING),
        ("May I pause here?", "like a break", RoomState.PAUSED),
        ("Can we stop here?", "like to end the interview", RoomState.LISTENING),
    ],
)
def test_a_wish_that_costs_something_is_done_on_unsure_words_only_once_it_is_confirmed(
    stage: LiveStage, wish: str, asked: str, done: RoomState, again: str
) -> None:
    confirmed = unsure(wish if "skip" in again else again)
    paused, first = done is RoomState.PAUSED, "1.0.question"
    session = stage.begin(
        Step("welcome", [unsure(wish)]), Step(asked, [confirmed]), *([] if paused else [Step("")])
    )

    stage.run_until(lambda: len(stage.model.said) == 3 - paused and session.view.state is done)

    assert stage.kinds()[1:4] == [TurnKind.REQUEST, TurnKind.NUDGE, TurnKind.REQUEST]
    assert session.view.last_word is ("stop" in wish)
    assert (session.view.asking == first) is paused


def test_an_answer_after_an_unsure_wish_is_an_answer(stage: LiveStage) -> None:
    wish = unsure("Can we skip this one?")
    session = stage.begin(Step("welcome", [wish]), Step("to skip", [voice_answer(LONG)]), Step(""))
    stage.run_until(lambda: len(stage.model.said) == 3 and stage.listening())
    assert TurnKind.ANSWER in stage.kinds()
    assert session.view.notice is Notice.NONE


def test_yes_is_an_answer_where_nothing_was_asked_about(stage: LiveStage) -> None:
    stage.begin(Step("welcome", [unsure("Could you repeat the question?")]),
                Step("", [voice_answer("Yes.")]), Step(""))  # fmt: skip
    stage.run_until(lambda: len(stage.model.said) == 3 and stage.listening())
    assert stage.kinds()[1:4] == [TurnKind.REQUEST, TurnKind.REPEAT, TurnKind.ANSWER]


@pytest.mark.parametrize("wish", ["Could you repeat the question?", "I'm thinking.", "Slower."])
def test_what_costs_nothing_is_done_on_unsure_words_too(stage: LiveStage, wish: str) -> None:
    session = stage.begin(Step("welcome", [unsure(wish)]), Step(""))
    stage.run_until(
        lambda: TurnKind.REPEAT in stage.kinds() or session.view.state is RoomState.THINKING
    )
    assert TurnKind.NUDGE not in stage.kinds()


def test_how_far_unsure_words_go_is_not_read_from_their_form(stage: LiveStage) -> None:
    asked = [replace(AGAIN, then=[unsure(LONG)])] * BOUNDS[Aside.UNCLEAR].most
    stage.begin(Step("welcome", [unsure(LONG)]), *asked, Step(""))
    stage.run_until(lambda: TurnKind.ANSWER in stage.kinds() and stage.listening())
    [answer] = [turn for turn in stage.turns() if turn.kind is TurnKind.ANSWER]
    assert answer.signal == Signal.MIXED


def test_an_answer_is_asked_about_only_where_nobody_understood_it() -> None:
    clear = replace(GUESSED, confidence=NOT_UNDERSTOOD)
    judged = replace(GUESSED, signal=Signal.MIXED)
    typed = replace(GUESSED, mode=InputMode.TYPED)
    assert is_unclear(GUESSED)
    assert is_unclear(NOT_MADE_OUT)
    assert not any(map(is_unclear, [clear, judged, typed, voice_answer(LONG)]))


def test_the_words_name_the_language_that_is_heard() -> None:
    german = Script(load_parts(), name=None, subject="work", language="de")
    assert "say it again in German" in german.not_understood(heard_here=True)
    english = Script(load_parts(), name=None, subject="work")
    assert "please type this answer" in english.not_understood(heard_here=False)
