"""Commands: what the room and the audio connection tell the live session."""

import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Repeat:
    """Say the question again, more slowly if ``slow``."""

    slow: bool = False


@dataclass(frozen=True)
class Think:
    """The candidate wants time to think."""


@dataclass(frozen=True)
class Skip:
    """The candidate passes over this question."""


@dataclass(frozen=True)
class FinishAnswer:
    """The candidate says that the answer is complete."""


@dataclass(frozen=True)
class Pause:
    """Stop the clock and do not listen."""


@dataclass(frozen=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True)
class TypeAnswer:
    """An answer given by keyboard.

    Attributes:
        id: of the answer and its turn, from the browser; it is kept once, however often it comes.
        asking: the step that it answers (see ``RoomView.asking``); empty for the one that is open.
    """

    text: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    asking: str = ""


@dataclass(frozen=True)
class SetTyping:
    """Whether the candidate types instead of speaking; then the microphone is not heard."""

    on: bool


@dataclass(frozen=True)
class StayInWriting:
    """The candidate wants to speak, and one more voice would do harm at the moment."""


@dataclass(frozen=True)
class EndInterview:
    """The candidate ends the interview: by the button, which asks to confirm, or by voice.

    ``last_word`` asks first whether there is anything to add, as after a spoken wish, which can
    then be taken back; otherwise the farewell follows.
    """

    last_word: bool = False


@dataclass(frozen=True)
class WithdrawConsent:
    """The candidate takes back the consent to the interview, which ends with that."""


@dataclass(frozen=True)
class ReportTrouble:
    """The candidate tells the team that something is wrong; the interview goes on."""

    text: str


@dataclass(frozen=True)
class EnterRoom:
    """A page opens the room; another process may have taken the interview over meanwhile."""


@dataclass(frozen=True)
class MediaUp:
    """Audio flows in both directions."""


@dataclass(frozen=True)
class MediaDown:
    """The audio connection is gone; it may come back."""


@dataclass(frozen=True)
class Drained:
    """The last sample of an utterance was played."""

    utterance: int


@dataclass(frozen=True)
class Tick:
    """A second has passed."""


Command = (
    Repeat
    | Think
    | Skip
    | FinishAnswer
    | Pause
    | Resume
    | TypeAnswer
    | SetTyping
    | StayInWriting
    | EndInterview
    | WithdrawConsent
    | ReportTrouble
    | EnterRoom
    | MediaUp
    | MediaDown
    | Drained
    | Tick
)
