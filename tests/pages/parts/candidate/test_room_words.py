"""What the room says, and what it advises, by what is going on."""

import pytest

from core.models import Speaker, TurnKind
from core.realtime.bridge import MediaLine
from core.realtime.session.records import SpokenTurn
from core.realtime.session.room import OVER, RoomState, RoomView
from pages.parts.candidate.room_words import (
    CUT_OFF,
    MUTED,
    WRITING,
    minutes_left,
    place,
    stage_data,
    state,
)
from pages.parts.candidate.room_words import UNHEARD as NO_MICROPHONE
from pages.parts.candidate.sound import Sound
from pages.parts.candidate.troubleshooting import (
    CANNOT_HEAR,
    MICROPHONE_PROBLEMS,
    NOT_HEARD,
    OTHER_PROBLEM,
    SOMETHING_ELSE,
    TROUBLES,
    Measured,
    microphone_problem,
    report,
    trouble_advice,
)

FINE = Measured(connected=True, arriving=True, loudest=0.2)
HELLO = SpokenTurn(1, Speaker.INTERVIEWER, "Hello, Ada", TurnKind.OPENING, interrupted=True)
UNHEARD = SpokenTurn(2, Speaker.INTERVIEWER, "", TurnKind.QUESTION, interrupted=True)
ANSWER = SpokenTurn(3, Speaker.CANDIDATE, "I measured it.", TurnKind.ANSWER)


def shown(view: RoomView, *, level: float | None = 0.1) -> dict[str, object]:
    return stage_data(view, about="Pilot", captions=True, level=level)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(600, "about 10 minutes left"), (119, "about 1 minute left"), (59, "last minute"),
     (0, "last minute")],
)  # fmt: skip
def test_time_is_told_gently(seconds: float, words: str) -> None:
    assert minutes_left(seconds) == words


def test_no_time_is_told_before_it_is_known() -> None:
    assert shown(RoomView())["time"] == ""
    assert shown(RoomView(seconds_left=600.0))["time"] == "about 10 minutes left"


def test_who_has_no_microphone_is_not_told_that_it_comes_back_by_itself() -> None:
    line = MediaLine()
    assert Sound(line, playing=True).unheard == CUT_OFF, "nothing came over the line yet"
    assert Sound(line, playing=True, problem="NotFoundError").unheard == NO_MICROPHONE


def test_the_place_names_question_follow_up_and_last_word() -> None:
    assert place(RoomView(number=2, of=8)) == "Question 2 of 8"
    assert place(RoomView(number=2, of=8, follow_up=True)) == "Question 2 of 8 · follow-up"
    assert place(RoomView(last_word=True)) == "Your last word"
    assert place(RoomView()) == ""
    assert place(RoomView(turns=(HELLO,))) == "Closing"


@pytest.mark.parametrize("name", [state for state in RoomState if state not in OVER])
def test_every_state_of_the_room_has_words(name: RoomState) -> None:
    assert state(RoomView(state=name))[1]


def test_a_muted_microphone_is_named_only_when_it_is_the_candidates_turn() -> None:
    assert state(RoomView(state=RoomState.LISTENING), unheard=MUTED) == ("muted", MUTED)
    assert state(RoomView(state=RoomState.SPEAKING), unheard=MUTED)[0] == "speaking"


def test_who_types_is_told_to_write_and_not_that_they_are_listened_to() -> None:
    view = RoomView(state=RoomState.LISTENING, typing=True)
    assert state(view, unheard=MUTED) == ("writing", WRITING)


def test_captions_show_what_was_really_heard() -> None:
    data = shown(RoomView(turns=(HELLO, UNHEARD, ANSWER)))
    assert data["lines"] == [
        {"number": 1, "mine": False, "text": "Hello, Ada …"},
        {"number": 3, "mine": True, "text": "I measured it."},
    ]


def test_the_bar_of_progress_is_full_at_the_end_only() -> None:
    assert shown(RoomView())["share"] == 0
    assert shown(RoomView(number=1, of=8))["share"] == 0
    assert shown(RoomView(number=5, of=8))["share"] == 0.5
    assert shown(RoomView(turns=(HELLO,)))["share"] == 1


def test_without_a_microphone_there_is_no_level() -> None:
    assert shown(RoomView(), level=None)["level"] is None
    assert shown(RoomView(), level=5.0)["level"] == 1


def test_every_microphone_problem_leaves_the_way_of_writing() -> None:
    for words in (*MICROPHONE_PROBLEMS.values(), OTHER_PROBLEM):
        assert "answer in writing" in words
    assert microphone_problem("NeverHeardOfError") == OTHER_PROBLEM


def test_advice_fits_what_is_measured() -> None:
    down = Measured(connected=False, arriving=False, loudest=0)
    silent = Measured(connected=True, arriving=False, loudest=0.3)
    faint = Measured(connected=True, arriving=True, loudest=0.004)
    advice = [trouble_advice(NOT_HEARD, one) for one in (down, silent, faint, FINE)]
    assert len(set(advice)) == 4
    assert "connection is down" in advice[0]
    assert "muted" in advice[1]
    assert "very quiet" in advice[2]
    assert trouble_advice(CANNOT_HEAR, down) == advice[0]
    assert "volume" in trouble_advice(CANNOT_HEAR, FINE)


def test_the_team_reads_the_trouble_with_what_was_measured() -> None:
    assert report(NOT_HEARD, "", FINE) == (
        "I am not heard (connection up, microphone: loudest 0.20 of 1)"
    )
    assert report(SOMETHING_ELSE, " The page is in German. ", FINE).startswith("The page is")


def test_something_else_without_a_word_is_no_report() -> None:
    assert report(SOMETHING_ELSE, "  ", FINE) == ""
    assert SOMETHING_ELSE in TROUBLES
