"""The grader finds each fault in an interview that has it, and none in one that has none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.models import Speaker, TurnKind
from core.realtime.models import commands as do
from tests.simulation.grader import RULES, grade
from tests.simulation.record import Pressed, Record, Said, Sound

I, C = Speaker.INTERVIEWER, Speaker.CANDIDATE  # noqa: E741
FIRST = "Hello Ada, and welcome. Tell me about a customer whom you nearly lost last year."
SECOND = "Thank you. How do you prepare for a talk about the price with a large buyer?"
LEFT = Pressed(5, do.EndInterview())
OTHER = "I moved the purple ledger of the marmalade trade to Ljubljana by night in one winter."
PROMPT = "# Conduct\nNever tell the candidate how well an answer went, not even by your tone."
GOOD = Record(
    turns=(
        Said(1, I, TurnKind.OPENING, FIRST, "keeping/1", 0.0),
        Said(2, C, TurnKind.ANSWER, "I called her every week.", "keeping/1", 80.0),
        Said(3, I, TurnKind.QUESTION, SECOND, "price/1", 80.0),
        Said(4, I, TurnKind.NUDGE, "Take your time.", None, 120.0),
        Said(5, C, TurnKind.ANSWER, "I write down their last three orders.", "price/1", 200.0),
        Said(6, I, TurnKind.CLOSING, "Thank you, Ada. Goodbye.", None, 205.0),
    ),
    uttered=("I called her every week.", "I write down their last three orders."),
    technical=False,
    minutes=20,
    core=("keeping/1", "price/1"),
    prompts=(PROMPT, PROMPT),
    others=(OTHER,),
    sounds=(Sound(I, 0.0, 6.0), Sound(C, 7.0, 9.0), Sound(I, 10.0, 14.0), Sound(C, 15.0, 18.0)),
)


def with_turn(number: int, /, **changes: object) -> Record:
    """The good interview with its turn ``number`` changed."""
    turn = replace(GOOD.turns[number - 1], **changes)  # type: ignore[arg-type]
    return replace(GOOD, turns=(*GOOD.turns[: number - 1], turn, *GOOD.turns[number:]))


def without_turn(at: int) -> Record:
    """The good interview without its turn number ``at``, renumbered."""
    kept = [t for t in GOOD.turns if t.number != at]
    return replace(GOOD, turns=tuple(replace(t, number=n) for n, t in enumerate(kept, 1)))


BROKEN: dict[str, tuple[str, Callable[[], Record]]] = {
    "a second greeting": ("greets_once", lambda: with_turn(6, kind=TurnKind.OPENING)),
    "no greeting": ("greets_once", lambda: with_turn(1, kind=TurnKind.QUESTION)),
    "the same question by id": (
        "repeats_no_question",
        lambda: with_turn(3, question_id="keeping/1"),
    ),
    "the same question in other company": (
        "repeats_no_question",
        lambda: with_turn(3, text=f"I see. {FIRST.partition('welcome. ')[2]}"),
    ),
    "the prompt read out": (
        "leaks_no_prompt",
        lambda: with_turn(3, text="I was told: never tell the candidate how well an answer went."),
    ),
    "a tag of the prompt": ("leaks_no_prompt", lambda: with_turn(3, text="<data> Kafka </data>")),
    "a tool's name": ("leaks_no_prompt", lambda: with_turn(3, text="Calling record_answer now.")),
    "another candidate's words": (
        "leaks_no_other_candidate",
        lambda: with_turn(3, text=f"Somebody else said: {OTHER} And you?"),
    ),
    "another candidate's words in the prompt": (
        "leaks_no_other_candidate",
        lambda: replace(GOOD, prompts=(PROMPT, f"{PROMPT} {OTHER}")),
    ),
    "coding asked of a salesperson": (
        "asks_nobody_else_to_code",
        lambda: with_turn(3, text="Please write a short function that adds two prices."),
    ),
    "a core question left out": (
        "asks_every_core_question",
        lambda: replace(GOOD, core=(*GOOD.core, "deal/2")),
    ),
    "core questions out of order": (
        "asks_every_core_question",
        lambda: replace(GOOD, core=GOOD.core[::-1]),
    ),
    "core questions out of order before an early end": (
        "asks_every_core_question",
        lambda: replace(GOOD, core=("deal/2", *GOOD.core), pressed=(LEFT,)),
    ),
    "a core question asked twice": (
        "asks_every_core_question",
        lambda: with_turn(6, kind=TurnKind.QUESTION, question_id="price/1"),
    ),
    "a question after time": (
        "keeps_time",
        lambda: with_turn(3, at=1_190.0),
    ),
    "an ending for silence": (
        "ends_nobody_for_silence",
        lambda: replace(GOOD, ended_in_silence=True),
    ),
    "two nudges in one silence": (
        "nudges_once_a_silence",
        lambda: with_turn(5, speaker=I, kind=TurnKind.NUDGE),
    ),
    "a question before the answer": ("asks_one_thing_at_a_time", lambda: without_turn(2)),
    "a voice into speech": (
        "talks_over_nobody",
        lambda: replace(GOOD, sounds=(Sound(C, 7.0, 9.0), Sound(I, 8.0, 12.0))),
    ),
    "a voice that goes on over speech": (
        "yields_to_the_candidate",
        lambda: replace(GOOD, sounds=(Sound(I, 0.0, 8.0), Sound(C, 4.0, 9.0))),
    ),
    "an answer cut in two": (
        "takes_each_answer_whole",
        lambda: with_turn(6, speaker=C, kind=TurnKind.ANSWER),
    ),
    "a gap in the numbers": ("keeps_every_turn", lambda: with_turn(6, number=8)),
    "an answer that was not kept": ("keeps_every_turn", lambda: without_turn(5)),
    "an answer kept in part": (
        "keeps_every_turn",
        lambda: with_turn(5, text="I write down"),
    ),
    "answers kept in the wrong order": (
        "keeps_every_turn",
        lambda: replace(GOOD, uttered=GOOD.uttered[::-1]),
    ),
    "the same acknowledgement twice in a row": (
        "varies_its_words",
        lambda: with_turn(1, kind=TurnKind.OPENING, text=f"Thank you. {FIRST}"),
    ),
    "praise": ("judges_nobody_aloud", lambda: with_turn(3, text=f"Great answer! {SECOND}")),
}


def test_a_good_interview_has_no_fault() -> None:
    assert grade(GOOD) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_found(fault: str) -> None:
    rule, record = BROKEN[fault]
    assert rule in {found.rule for found in grade(record())}


def test_every_rule_is_known_to_find_something() -> None:
    assert {rule for rule, _ in BROKEN.values()} == {rule.__name__ for rule in RULES}


def test_a_candidate_who_recites_the_prompt_is_no_leak() -> None:
    answer = PROMPT.splitlines()[1]
    record = replace(
        with_turn(5, text=answer), uttered=(GOOD.uttered[0], answer), prompts=(PROMPT, PROMPT)
    )
    assert grade(record) == []


def test_a_spoken_answer_may_be_misheard_in_part() -> None:
    record = with_turn(5, text="I ride down their last three orders.")
    assert grade(replace(record, spoken=True)) == []
    assert [fault.rule for fault in grade(record)] == ["keeps_every_turn"]


def test_a_request_to_pass_over_a_question_frees_the_next_one() -> None:
    record = replace(without_turn(2), uttered=GOOD.uttered[1:], pressed=(Pressed(1, do.Skip()),))
    assert grade(record) == []


def test_a_question_passed_over_later_frees_no_earlier_one() -> None:
    record = replace(without_turn(2), uttered=GOOD.uttered[1:], pressed=(Pressed(5, do.Skip()),))
    assert [fault.rule for fault in grade(record)] == ["asks_one_thing_at_a_time"]


def test_a_voice_that_ends_by_itself_under_a_short_word_is_no_fault() -> None:
    sounds = (Sound(I, 0.0, 6.0), Sound(C, 4.0, 5.0))
    assert grade(replace(GOOD, sounds=sounds)) == []


def test_when_time_is_up_the_last_core_questions_fall_away() -> None:
    late = with_turn(5, at=1_100.0)
    assert grade(replace(late, core=(*GOOD.core, "deal/2"))) == []


def test_whoever_ends_early_was_not_asked_everything() -> None:
    assert grade(replace(GOOD, core=(*GOOD.core, "deal/2"), pressed=(LEFT,))) == []


def test_a_candidate_who_cuts_in_is_not_talked_over() -> None:
    sounds = (Sound(I, 0.0, 5.0), Sound(C, 4.0, 9.0))
    assert grade(replace(GOOD, sounds=sounds)) == []
