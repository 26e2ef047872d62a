"""What a finished simulated interview leaves for the grader."""

from dataclasses import dataclass, field

from core.models import Speaker, TurnKind
from core.realtime.models.commands import Command, EndInterview, Skip

ASKING = frozenset({TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE})
"""Kinds of turns that put a question for the first time."""


@dataclass(frozen=True)
class Said:
    """A stored turn; ``at`` is the seconds of talk at which it appeared."""

    number: int
    speaker: Speaker
    kind: TurnKind
    text: str
    question_id: str | None = None
    at: float = 0.0


@dataclass(frozen=True)
class Pressed:
    """A button that the candidate pressed when turn ``after`` was the newest; 0 before any."""

    after: int
    command: Command


@dataclass(frozen=True)
class Sound:
    """Somebody's voice, from and to a second of the call."""

    speaker: Speaker
    begin: float
    end: float


@dataclass(frozen=True)
class Record:
    """One interview, seen from outside.

    Attributes:
        turns: as stored, in the order in which they were stored.
        uttered: what the candidate said or typed, whole, in order.
        technical: whether the posting is for somebody who builds software.
        minutes: planned length.
        core: ids of the plan's core questions in order.
        prompts: the system prompt as first given, and as it stood last, with all turns.
        speakable: texts that the interviewer may say word for word.
        others: what other candidates answered.
        sounds: voices in a spoken interview.
        pressed: the candidate's buttons, in order.
        completed: whether it came to its own end.
        ended_in_silence: whether it ended while the candidate merely kept silent.
        spoken: whether the words went through a microphone, so that they may be misheard.
    """

    turns: tuple[Said, ...]
    uttered: tuple[str, ...]
    technical: bool
    minutes: int
    core: tuple[str, ...] = ()
    prompts: tuple[str, str] = ("", "")
    speakable: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sounds: tuple[Sound, ...] = field(default=())
    pressed: tuple[Pressed, ...] = ()
    completed: bool = True
    ended_in_silence: bool = False
    spoken: bool = False

    @property
    def interviewer(self) -> tuple[Said, ...]:
        """The interviewer's turns."""
        return tuple(t for t in self.turns if t.speaker is Speaker.INTERVIEWER)

    @property
    def candidate(self) -> tuple[Said, ...]:
        """The candidate's turns."""
        return tuple(t for t in self.turns if t.speaker is Speaker.CANDIDATE)

    @property
    def left_early(self) -> bool:
        """Whether the candidate ended it before its time."""
        return any(isinstance(pressed.command, EndInterview) for pressed in self.pressed)

    def skipped_between(self, before: Said, after: Said) -> bool:
        """Whether the candidate passed over a question between these two turns."""
        return any(
            isinstance(pressed.command, Skip) and before.number <= pressed.after < after.number
            for pressed in self.pressed
        )

    @property
    def questions(self) -> tuple[Said, ...]:
        """The turns that put a question for the first time."""
        return tuple(t for t in self.interviewer if t.kind in ASKING)
