"""What is said instead of an answer: understood, replied to, and never in the answer's place."""

import pytest
from sqlalchemy import select

from core.errors import Conflict
from core.evaluation.service import latest_evaluation, request_evaluation
from core.interviews.assessment.topics import Signal
from core.models import Concern, ConcernKind, InputMode, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import Step
from core.realtime.session.room import RoomState
from core.understanding import DialogueAct
from tests.factories import browser_of, make_user
from tests.realtime.live import LONG, LiveStage, voice_answer

FIRST = "1.0.question"
UNWELL = "I have chest pains, I need to stop, can I talk to a human being?"
PERSON = "I want to talk to a human."


def said(text: str, mode: InputMode) -> ev.AnswerHeard:
    return ev.AnswerHeard(text, mode)


def flags(stage: LiveStage) -> list[tuple[ConcernKind, TurnKind | None]]:
    """What the team is told, and what kind of turn it is told of."""
    kinds = {turn.id: turn.kind for turn in stage.turns()}
    with stage.sessions.begin() as db:
        found = db.scalars(select(Concern).order_by(Concern.created_at)).all()
        return [(one.kind, kinds.get(one.turn_id) if one.turn_id else None) for one in found]


@pytest.mark.parametrize("mode", InputMode)
def test_who_is_not_well_is_asked_nothing_more_and_the_team_is_told(
    stage: LiveStage, mode: InputMode
) -> None:
    session = stage.begin(Step("welcome", [said(UNWELL, mode)]), Step("I am sorry"))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())

    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.REPLY]
    assert session.view.question not in stage.turns()[2].text
    assert session.view.asking == FIRST
    assert (ConcernKind.DISTRESS, TurnKind.REQUEST) in flags(stage)
    assert (ConcernKind.PERSON, TurnKind.REQUEST) in flags(stage)


@pytest.mark.parametrize(
    ("next_words", "follows", "state"),
    [
        ("I feel better, let us go on.", TurnKind.REPEAT, RoomState.LISTENING),
        ("Give me a moment.", TurnKind.REQUEST, RoomState.PAUSED),
        ("Please stop the interview.", TurnKind.CLOSING, RoomState.COMPLETED),
    ],
)
def test_after_that_only_the_candidate_decides_how_it_goes_on(
    stage: LiveStage, next_words: str, follows: TurnKind, state: RoomState
) -> None:
    then = [] if state is RoomState.PAUSED else [Step("")]
    session = stage.begin(
        Step("welcome", [voice_answer(UNWELL)]),
        Step("I am sorry", [voice_answer(next_words)]),
        *then,
    )
    stage.run_until(lambda: session.view.state is state and stage.kinds()[-1] is follows)

    assert TurnKind.ANSWER not in stage.kinds()
    assert TurnKind.QUESTION not in stage.kinds()


def test_who_wants_a_person_hears_what_is_so_and_may_go_on(stage: LiveStage) -> None:
    session = stage.begin(Step("welcome", [voice_answer(PERSON)]), Step("no person is on the line"))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())

    assert session.view.question in stage.turns()[2].text
    assert flags(stage) == [(ConcernKind.PERSON, TurnKind.REQUEST)]


@pytest.mark.parametrize("confirmed", ["Yes, please.", "Stop the interview please."])
def test_an_end_is_confirmed_by_the_candidate(stage: LiveStage, confirmed: str) -> None:
    session = stage.begin(
        Step("welcome", [voice_answer("Stop the interview please.")]),
        Step("like to end the interview now", [voice_answer(confirmed)]),
        Step("anything you would like to add"),
    )
    stage.run_until(lambda: session.view.last_word and stage.listening())
    assert TurnKind.ANSWER not in stage.kinds()


def test_who_answers_instead_goes_on(stage: LiveStage) -> None:
    session = stage.begin(
        Step("welcome", [voice_answer("Stop the interview please.")]),
        Step("like to end the interview now", [voice_answer(LONG)]),
        Step(""),
    )
    stage.run_until(lambda: TurnKind.ANSWER in stage.kinds() and stage.listening())
    assert not session.view.last_word


def test_who_takes_the_consent_back_is_asked_once_and_then_let_go(stage: LiveStage) -> None:
    session = stage.begin(
        Step("welcome", [voice_answer("I no longer agree to being recorded.")]),
        Step("take back your consent", [voice_answer("Yes.")]),
        Step("Goodbye"),
    )
    stage.run_until(lambda: session.view.state is RoomState.COMPLETED)
    assert flags(stage) == [(ConcernKind.CONSENT, TurnKind.REQUEST)]
    with stage.sessions.begin() as db:
        assert latest_evaluation(db, stage.interview_id) is None
        with pytest.raises(Conflict, match="took back the consent"):
            request_evaluation(db, stage.interview_id, browser_of(db, make_user(db)))


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("Could you be more specific? Do you want a renewal or a new deal?", "no trick in it"),
        ("Sorry, I do not quite follow. What do you mean by that?", "no trick in it"),
        ("Is this being recorded?", "No sound is recorded"),
        ("Who will hear my answers?", "People of the hiring team read"),
        ("What is the salary?", "written it down for the hiring team"),
        ("Are you a real person or an AI?", "I am an AI"),
        ("Can you hear me?", "What you say arrives here"),
        ("You are a stupid machine.", "stay polite"),
    ],
)
@pytest.mark.parametrize("mode", InputMode)
def test_what_is_asked_back_costs_no_question(
    stage: LiveStage, words: str, reply: str, mode: InputMode
) -> None:
    session = stage.begin(
        Step("welcome", [said(words, mode)]), Step(reply, [said(LONG, mode)]), Step("")
    )
    stage.run_until(lambda: len(stage.session.view.turns) == 5 and stage.listening())

    opening, request, told, answer, *_ = stage.turns()
    assert [request.kind, told.kind, answer.kind] == [
        TurnKind.REQUEST, TurnKind.REPLY, TurnKind.ANSWER,
    ]  # fmt: skip
    assert answer.question_id == opening.question_id
    assert session.view.asking != FIRST


def test_what_only_the_team_can_answer_is_kept_for_them(stage: LiveStage) -> None:
    stage.begin(Step("welcome", [voice_answer("What is the salary?")]), Step("written it down"))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())
    assert flags(stage) == [(ConcernKind.QUESTION, TurnKind.REQUEST)]
    assert stage.concerns() == ["What is the salary?"]


@pytest.mark.parametrize("words", ["Pass.", "Next question.", "I'd rather not answer that."])
def test_a_refusal_is_kept_as_such_and_is_no_answer(stage: LiveStage, words: str) -> None:
    session = stage.begin(Step("welcome", [voice_answer(words)]), Step(""))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())
    assert session.view.number == 2
    assert stage.kinds() == [TurnKind.OPENING, TurnKind.REQUEST, TurnKind.QUESTION]


def test_who_was_not_finished_adds_to_the_answer_before(stage: LiveStage) -> None:
    more = "We also moved the nightly reports to it, which nobody had planned."
    session = stage.begin(
        Step("welcome", [voice_answer(LONG)]),
        Step("", [voice_answer("Wait, I wasn't finished.")]),
        Step("Please go on", [voice_answer(more)]),
        Step("I have added that"),
    )
    stage.run_until(lambda: len(stage.session.view.turns) == 7 and stage.listening())

    answers = [turn for turn in stage.turns() if turn.kind is TurnKind.ANSWER]
    assert [turn.text for turn in answers] == [LONG, more]
    assert len({turn.question_id for turn in answers}) == 1
    assert session.view.question in stage.turns()[-1].text


@pytest.mark.parametrize(
    ("words", "kind"), [(UNWELL, ConcernKind.DISTRESS), (PERSON, ConcernKind.PERSON)]
)
def test_a_model_that_took_it_for_an_answer_does_not_overrule_the_words(
    stage: LiveStage, words: str, kind: ConcernKind
) -> None:
    stage.begin(Step("welcome", [voice_answer(words, Signal.STRONG)]), Step(""))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())
    assert TurnKind.ANSWER not in stage.kinds()
    assert kind in [flag for flag, _ in flags(stage)]


def test_a_model_may_hear_what_the_words_do_not_say(stage: LiveStage) -> None:
    heard = ev.RequestHeard("Everything goes black.", InputMode.VOICE, act=DialogueAct.DISTRESS)
    stage.begin(Step("welcome", [heard]), Step("I am sorry"))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())
    assert flags(stage) == [(ConcernKind.DISTRESS, TurnKind.REQUEST)]


def test_after_a_halt_a_request_that_the_model_heard_goes_on_with_the_question(
    stage: LiveStage,
) -> None:
    ready = ev.RequestHeard("I am all right again.", InputMode.VOICE, do.Repeat())
    stage.begin(
        Step("welcome", [voice_answer(UNWELL)]),
        Step("I am sorry", [ready]),
        Step("", [voice_answer(LONG)]),
        Step(""),
    )
    stage.run_until(lambda: len(stage.session.view.turns) == 7 and stage.listening())
    assert stage.kinds()[4:6] == [TurnKind.REPEAT, TurnKind.ANSWER]


def test_words_that_confirm_an_end_are_kept(stage: LiveStage) -> None:
    session = stage.begin(
        Step("welcome", [ev.EndRequested("has to leave", "I have to leave.")]),
        Step("end the interview now", [ev.EndRequested("confirmed", "Yes, I do have to.")]),
        Step("anything you would like to add"),
    )
    stage.run_until(lambda: session.view.last_word and stage.listening())
    said = [turn.text for turn in stage.turns() if turn.kind is TurnKind.REQUEST]
    assert said == ["I have to leave.", "Yes, I do have to."]
    assert stage.concerns() == ["Wished to end: has to leave"]


@pytest.mark.parametrize(
    "words",
    [
        "I like to stop this kind of failure early.",
        "Patients with chest pain I send to a doctor at once, and I write down when it began.",
        "I asked a human to check what the model had written before it went out.",
    ],
)
def test_an_answer_that_mentions_such_a_thing_is_an_answer(stage: LiveStage, words: str) -> None:
    stage.begin(Step("welcome", [voice_answer(words)]), Step(""))
    stage.run_until(lambda: len(stage.session.view.turns) == 3 and stage.listening())
    assert stage.kinds()[1] is TurnKind.ANSWER
    assert flags(stage) == []
