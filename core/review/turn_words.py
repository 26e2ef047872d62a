"""Describes turns of an interview in words, and selects which to show (pure)."""

from collections.abc import Sequence

from core.evaluation.transcript import turn_text
from core.models import InputMode, Interview, Speaker, Turn, TurnKind
from core.text.dates import clock

SPEAKERS = {Speaker.INTERVIEWER: "Interviewer (AI)", Speaker.CANDIDATE: "Candidate"}
_KINDS = {
    TurnKind.OPENING: "Opening",
    TurnKind.QUESTION: "Question",
    TurnKind.FOLLOW_UP: "Question at another level",
    TurnKind.PROBE: "Follow-up",
    TurnKind.ANSWER: "Answer",
    TurnKind.REQUEST: "Request",
    TurnKind.REPEAT: "Question said again",
    TurnKind.WELCOME_BACK: "Welcome back",
    TurnKind.NUDGE: "Reminder",
    TurnKind.REPLY: "Reply to the candidate",
    TurnKind.CLOSING: "Closing",
}
_MODES = {InputMode.VOICE: "spoken", InputMode.TYPED: "typed"}
ASKING = (TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE)
_ASKED = (*ASKING[1:], TurnKind.ANSWER)
EVERYTHING, QUESTIONS, ANSWERS = "Everything", "Questions and answers", "Answers only"
FILTERS = {EVERYTHING: tuple(TurnKind), QUESTIONS: _ASKED, ANSWERS: (TurnKind.ANSWER,)}
"""What can be shown of a transcript -> the kinds of turns in it."""


def since_start(interview: Interview, turn: Turn) -> str:
    """When a turn began, counted from the start of the interview."""
    start = interview.started_at or turn.started_at
    return clock((turn.started_at - start).total_seconds())


def matching(turns: Sequence[Turn], kinds: Sequence[TurnKind], search: str) -> list[Turn]:
    """The turns of these kinds that contain ``search``; case does not matter."""
    wanted = search.strip().casefold()
    return [turn for turn in turns if turn.kind in kinds and wanted in turn_text(turn).casefold()]


def about(turn: Turn) -> list[str]:
    """What a turn is, in a few words."""
    asked = f"{turn.competency}, {turn.level} level" if turn.level else turn.competency
    mode = _MODES[turn.mode] if turn.speaker is Speaker.CANDIDATE else None
    return [part for part in (_KINDS[turn.kind], asked, mode) if part]


def answers_about(turns: Sequence[Turn], competency: str) -> list[Turn]:
    """What the candidate said: about ``competency`` first, answers before other words."""
    theirs = [turn for turn in turns if turn.speaker is Speaker.CANDIDATE]
    return sorted(
        theirs, key=lambda one: (one.competency != competency, one.kind is not TurnKind.ANSWER)
    )


def answer_words(interview: Interview, turn: Turn) -> str:
    """An answer on one line: when, about what, and how it begins."""
    return f"{since_start(interview, turn)} {turn.competency or ''}: {turn_text(turn)[:60]}"
