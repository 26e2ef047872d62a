"""What the candidate's page shows of a live session, and its clock."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.interviews.assessment.progressive import ProgressiveAssessment
from core.models import Speaker
from core.realtime.session.records import SpokenTurn
from core.skills.competencies import spoken_language


class RoomState(StrEnum):
    """Where the live session stands."""

    CONNECTING = "connecting"
    SPEAKING = "speaking"
    LISTENING = "listening"
    WORKING = "working"
    THINKING = "thinking"
    PAUSED = "paused"
    RECONNECTING = "reconnecting"
    SAVING = "saving"
    COMPLETED = "completed"
    LEFT = "left"
    MOVED = "moved"
    LINK_ENDED = "link ended"
    FAILED = "failed"


class Notice(StrEnum):
    """A message that the room shows beside the conversation."""

    NONE = ""
    FALLBACK = "fallback"
    HANDED_OVER = "handed_over"
    MODEL_LOST = "model_lost"
    TROUBLE_NOTED = "trouble_noted"
    TROUBLE_FULL = "trouble_full"
    NOT_HEARD = "not_heard"
    NOT_UNDERSTOOD = "not_understood"
    NO_VOICE = "no_voice"
    QUIET_PAUSE = "quiet_pause"
    WAITING = "waiting"
    WAITING_LONG = "waiting_long"
    LINK_ENDED = "link_ended"


NOTICES: dict[Notice, str] = {
    Notice.FALLBACK: "The voice connection could not be kept. You can go on here by typing, or "
    "come back later by the same link: everything you said is kept.",
    Notice.HANDED_OVER: "Another interviewer has taken over and goes on with the same questions. "
    "Everything you said is kept.",
    Notice.MODEL_LOST: "The interviewer is being reconnected. Everything you said is kept.",
    Notice.TROUBLE_NOTED: "Thank you. The hiring team will read what you wrote. You can go on.",
    Notice.TROUBLE_FULL: "The hiring team has many notes from this interview already, so this one "
    "is not kept. Please write to them directly about anything more. You can go on.",
    Notice.NOT_HEARD: "I could not hear an answer. Please say it again, or type it.",
    Notice.NOT_UNDERSTOOD: "The interviewer was not sure what you said. Please say it again, or "
    "type it: you may write in any language.",
    Notice.NO_VOICE: "It is very busy here at the moment, and your voice would not come through "
    "well. Please go on in writing for now; you may try “Speak” again in a few minutes.",
    Notice.QUIET_PAUSE: "It has been quiet for a while, so the clock stands still. Go on when "
    "you are ready.",
    Notice.WAITING: "One moment, please: something on our side is not answering. What you said is "
    "kept here, and the interview goes on by itself. The clock stands still meanwhile.",
    Notice.WAITING_LONG: "This takes longer than it should, and we are sorry. What you said is "
    "kept here and will be written down as soon as that works. You may wait, or come back later "
    "by the same link: it goes on from here.",
    Notice.LINK_ENDED: "The hiring team has ended the link to this interview, so it stops here. "
    "Every answer that you gave until then is kept. Please use the newest link that you were "
    "given, or ask the team.",
}
"""What each notice says to the candidate."""
OVER = frozenset(
    {
        RoomState.COMPLETED, RoomState.LEFT, RoomState.MOVED, RoomState.LINK_ENDED,
        RoomState.FAILED,
    }
)  # fmt: skip


@dataclass(frozen=True)
class RoomView:
    """A snapshot; the session replaces it whole, so a page may read it from any thread.

    Attributes:
        turns: what was said, oldest first.
        question: the question that is open, without greeting.
        partial: the candidate's words of the answer under way.
        number: which question this is, from 1; 0 before the first and after the last. A probe
            or follow-up keeps its question's number.
        of: how many questions fit into the time, as estimated now.
        seconds_left: of the planned time.
        unheard_language: whether the open question may be answered in a language that the
            model does not understand when spoken.
        voice: False where nothing is spoken or heard and the interview goes on in writing.
        asking: name of the step that is open; unique in the interview, the same in every process.
        typing: whether answers are typed now; the microphone is not heard then.
        follow_up: whether the open question goes deeper into the one before.
        last_word: whether the candidate was asked for additions and questions of their own.
        fallback: whether the structured interviewer has taken over from a model that failed.
        notice: message beside the conversation; see ``NOTICES``.
    """

    state: RoomState = RoomState.CONNECTING
    turns: tuple[SpokenTurn, ...] = ()
    question: str = ""
    asking: str = ""
    partial: str = ""
    number: int = 0
    of: int = 0
    seconds_left: float = 0.0
    unheard_language: bool = False
    voice: bool = True
    typing: bool = False
    follow_up: bool = False
    last_word: bool = False
    fallback: bool = False
    notice: Notice = Notice.NONE


PASSING = frozenset(
    {
        Notice.TROUBLE_NOTED, Notice.TROUBLE_FULL, Notice.NOT_HEARD, Notice.NOT_UNDERSTOOD,
        Notice.NO_VOICE, Notice.HANDED_OVER,
    }
)  # fmt: skip
"""Notices that are over once the candidate has said something more, or another step is open."""
_HOLDS: Mapping[Notice, Callable[[RoomView], bool]] = {
    Notice.NOT_HEARD: lambda view: view.state is RoomState.LISTENING and not view.partial,
    Notice.QUIET_PAUSE: lambda view: view.state is RoomState.PAUSED,
    Notice.NO_VOICE: lambda view: view.typing,
    Notice.FALLBACK: lambda view: view.typing,
}
"""Notices that say how the room is, and whether it is so.

MODEL_LOST is taken back by the model's recovery, the WAITING ones by the database's, and LINK_ENDED
never: the room is over.
"""


def still_true(notice: Notice, before: RoomView, now: RoomView) -> bool:
    """Whether ``notice``, which ``before`` showed, holds in the room as it is ``now`` (pure)."""
    moved = before.asking != now.asking or _words(before) != _words(now)
    passed = moved and notice in PASSING
    return not passed and (notice not in _HOLDS or _HOLDS[notice](now))


def _words(view: RoomView) -> int:
    """Number of the latest turn of the candidate's; 0 before the first."""
    said = (turn.number for turn in reversed(view.turns) if turn.speaker is Speaker.CANDIDATE)
    return next(said, 0)


def step_name(assessment: ProgressiveAssessment) -> str:
    """Name of the step that is open in ``assessment``; see ``RoomView.asking``."""
    return f"{assessment.asked}.{assessment.steps}.{assessment.current.kind}"


def progress_fields(
    assessment: ProgressiveAssessment, elapsed: float, languages: frozenset[str] | None
) -> dict[str, Any]:
    """The fields of RoomView that follow from the assessment, ``elapsed`` seconds into the talk.

    ``languages`` are those that the model understands when spoken; None means any.
    """
    current = assessment.current
    asked_for = spoken_language(current.competency or "")
    return {
        "unheard_language": bool(languages is not None and asked_for)
        and asked_for not in (languages or ()),
        "asking": step_name(assessment),
        "number": current.number,
        "of": current.of,
        "seconds_left": max(0.0, assessment.minutes * 60 - elapsed),
        "follow_up": current.kind in ("follow_up", "probe"),
        "last_word": current.kind == "last_word",
    }


class TalkClock:
    """Seconds of talk: runs only between ``start`` and ``stop``."""

    def __init__(self, elapsed: float, now: Callable[[], float] = time.monotonic) -> None:
        """``elapsed`` seconds were spent in earlier sessions."""
        self._elapsed = elapsed
        self._now = now
        self._since: float | None = None

    def start(self) -> None:
        """Run, if it does not."""
        if self._since is None:
            self._since = self._now()

    def stop(self) -> None:
        """Stand still, if it does not."""
        self._elapsed = self.elapsed
        self._since = None

    @property
    def running(self) -> bool:
        """Whether it does not stand still."""
        return self._since is not None

    @property
    def elapsed(self) -> float:
        """Seconds so far."""
        running = 0.0 if self._since is None else self._now() - self._since
        return self._elapsed + running
