"""What a candidate asks to be different in an interview: stored and shown, never rated."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy.orm import Session

from core.access.interview_links import open_interview_link
from core.errors import Conflict, InvalidInput
from core.models import Interview, InterviewStatus
from core.text.characters import kept_text

MORE_TIME = 1.5
"""Times the planned minutes."""
LONGER_PAUSES = 2.0
"""Times the silence that ends an answer."""
LONGEST_NOTE = 1_000
"""Characters."""
_WORDS = {
    "slower_speech": "slower speech",
    "more_time": "more time (one and a half times)",
    "longer_pauses": "longer pauses before an answer counts as finished",
    "in_writing": "to answer in writing",
}


@dataclass(frozen=True)
class Accommodations:
    """One candidate's request.

    Attributes:
        slower_speech: the interviewer speaks slowly throughout.
        more_time: ``MORE_TIME`` as many minutes.
        longer_pauses: silence ends an answer ``LONGER_PAUSES`` as late.
        in_writing: the candidate prefers to type.
        note: to the team, in the candidate's own words; at most ``LONGEST_NOTE`` characters.
    """

    slower_speech: bool = False
    more_time: bool = False
    longer_pauses: bool = False
    in_writing: bool = False
    note: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Accommodations":
        """Read back what ``to_json`` gave; what is missing was not asked for."""
        return cls(**{f.name: stored[f.name] for f in fields(cls) if f.name in stored})

    def to_json(self) -> dict[str, Any]:
        """For ``interviews.accommodations``: only what is asked for."""
        return {name: value for name, value in asdict(self).items() if value}

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.to_json())

    @property
    def requests(self) -> tuple[str, ...]:
        """What is asked for, in words for the team; the note is not included."""
        return tuple(words for name, words in _WORDS.items() if getattr(self, name))


def accommodations_of(interview: Interview) -> Accommodations:
    """What the candidate of ``interview`` asked for."""
    return Accommodations.from_json(interview.accommodations or {})


def minutes_of(interview: Interview) -> int:
    """Minutes that the candidate has, with the time that they asked for; 1 or more."""
    wanted = accommodations_of(interview).more_time
    return round(interview.minutes * MORE_TIME) if wanted else interview.minutes


def ask_for(db: Session, token: str, wanted: Accommodations) -> None:
    """Store what the candidate asks for, in place of an earlier request.

    Raises:
        NotFound: if the link opens no interview (any more).
        Conflict: if the interview has begun.
        InvalidInput: if the note is longer than ``LONGEST_NOTE``.
    """
    interview = open_interview_link(db, token)
    if interview.status is not InterviewStatus.SCHEDULED:
        raise Conflict("The interview has begun. Please write to the hiring team instead.")
    note = kept_text(wanted.note).strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(
            "note", f"Your note is {len(note):,} characters long; {LONGEST_NOTE:,} is the most."
        )
    interview.accommodations = replace(wanted, note=note).to_json()
    db.flush()
