"""What a live session loads and keeps, as plain values."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import Conflict
from core.interviews.accommodations import Accommodations
from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from core.models import ConcernKind, InputMode, Speaker, Turn, TurnKind, utc_now
from core.realtime.session.candidate_questions import Facts
from core.realtime.session.script import Script
from core.realtime.session.spoken_part import quote_in
from core.text.characters import kept_text

Flag = tuple[ConcernKind, str]
"""What the team's attention is drawn to, and a note about it."""


class SessionSuperseded(Conflict):
    """Another window or process has taken the interview over."""


@dataclass(frozen=True)
class SpokenTurn:
    """A turn as the room shows it.

    ``interrupted`` says that the candidate cut in; then ``text`` is what was heard of it. ``id``
    is the stored turn's.
    """

    number: int
    speaker: Speaker
    text: str
    kind: TurnKind
    interrupted: bool = False
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @classmethod
    def of(cls, turn: Turn) -> "SpokenTurn":
        """A stored turn, for the room."""
        return cls(turn.number, turn.speaker, turn.text, turn.kind, turn.interrupted, turn.id)


@dataclass(frozen=True)
class NewTurn:
    """A turn to keep.

    Attributes:
        about: the directive that it asks or answers, if any.
        assessment: the state after it, stored with it.
        started_at: when it began to be said; an interviewer's turn begins as it is kept.
        signal, quote, note, confidence: see core.models.Turn.
        id: of the turn; a turn with the same id is kept once.
        since: when the candidate began to say it, or sent it; None where that is not known. The
            turn is kept if the link was valid then.
        flags: what the team is told of it, kept together with it.
    """

    speaker: Speaker
    kind: TurnKind
    text: str
    about: Directive | None = None
    assessment: ProgressiveAssessment | None = None
    mode: InputMode = InputMode.VOICE
    started_at: datetime = field(default_factory=utc_now)
    signal: Signal | None = None
    quote: str | None = None
    note: str | None = None
    confidence: float | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    since: datetime | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class LiveRecord:
    """What a live session works with, loaded once when it opens.

    Attributes:
        session_id: the InterviewSession that may write turns now.
        resumed: whether the candidate was greeted in an earlier session.
        turns: what was said before, oldest first.
        language: of the interview, ISO 639-1.
        accommodations: what the candidate asked to be different.
        facts: what the candidate may be told of the posting.
        link_hash: the hash of the link that the candidate came by; None where it is not known.
    """

    interview_id: uuid.UUID
    session_id: uuid.UUID
    assessment: ProgressiveAssessment
    prompt: str
    script: Script
    resumed: bool
    turns: tuple[SpokenTurn, ...]
    language: str = "en"
    accommodations: Accommodations = field(default_factory=Accommodations)
    facts: Facts = field(default_factory=lambda: Facts({}))
    link_hash: str | None = None


def turn_of(new: NewTurn, record: LiveRecord, number: int, id_: uuid.UUID) -> Turn:
    """The turn to store as ``id_``; a quote that its text does not hold is dropped."""
    about, text = new.about, kept_text(new.text)
    return Turn(
        id=id_,
        interview_id=record.interview_id,
        interview_session_id=record.session_id,
        number=number,
        speaker=new.speaker,
        kind=new.kind,
        mode=new.mode,
        text=text,
        competency=about.competency if about else None,
        level=str(about.level) if about and about.level else None,
        question_id=about.question_id if about else None,
        signal=str(new.signal) if new.signal else None,
        quote=quote_in(text, kept_text(new.quote or "")),
        note=kept_text(new.note) if new.note else None,
        confidence=new.confidence,
        started_at=new.started_at,
        ended_at=utc_now() if new.speaker is Speaker.CANDIDATE else None,
    )
