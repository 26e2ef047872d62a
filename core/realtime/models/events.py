"""What a RealtimeModel reports, as one tagged union."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.interviews.assessment.topics import Signal
from core.models import ConcernKind, InputMode
from core.realtime.models.commands import Command
from core.understanding import DialogueAct


@dataclass(frozen=True)
class VoiceAudio:
    """A piece of the interviewer's voice: 24 kHz mono signed 16-bit PCM."""

    utterance: int
    pcm: bytes
    type: Literal["voice_audio"] = "voice_audio"


@dataclass(frozen=True)
class VoiceDone:
    """All audio of an utterance was reported."""

    utterance: int
    type: Literal["voice_done"] = "voice_done"


@dataclass(frozen=True)
class VoiceText:
    """All words of an utterance so far, from a model that chooses them itself."""

    utterance: int
    text: str
    type: Literal["voice_text"] = "voice_text"


@dataclass(frozen=True)
class SpeechSuspected:
    """What may become speech was heard for the first time; nothing is reported if it does not."""

    type: Literal["speech_suspected"] = "speech_suspected"


@dataclass(frozen=True)
class SpeechStarted:
    """The candidate began to speak; it may still turn out to be a cough."""

    type: Literal["speech_started"] = "speech_started"


@dataclass(frozen=True)
class SpeechSustained:
    """The candidate has spoken for 0.5 s, so it is meant for the interviewer."""

    type: Literal["speech_sustained"] = "speech_sustained"


@dataclass(frozen=True)
class SpeechDropped:
    """What began as speech was too short or held no words."""

    type: Literal["speech_dropped"] = "speech_dropped"


@dataclass(frozen=True)
class PartialTranscript:
    """The candidate's words so far in this answer."""

    text: str
    type: Literal["partial_transcript"] = "partial_transcript"


@dataclass(frozen=True)
class AnswerHeard:
    """A whole answer.

    Attributes:
        text: the words, as far as they are transcribed.
        signal: how far it went; None where the model does not judge that.
        quote: words of ``text``, checked to stand in it, that led to the signal.
        note: the model's remark for the team.
        item: names the answer for a ``Transcribed`` that comes later; None if none will.
        confidence: the transcriber's, 0 to 1; None where it does not say.
        meanwhile: whether it came while the database was away; set by the session.
        since: when it began to be said, or was sent; None where that is not known.
        understood: False where the model says that it could make out no meaning, as in a language
            that it does not know; see also ``confidence``.
    """

    text: str
    mode: InputMode
    signal: Signal | None = None
    quote: str | None = None
    note: str | None = None
    item: str | None = None
    confidence: float | None = None
    meanwhile: bool = False
    since: datetime | None = None
    understood: bool = True
    type: Literal["answer_heard"] = "answer_heard"

    @property
    def unread(self) -> bool:
        """Whether none of its words are known yet."""
        return self.item is not None and not self.text.strip()


@dataclass(frozen=True)
class RequestHeard:
    """The candidate asked for something, or asked a question of their own.

    Attributes:
        command: what to do now; None if the interviewer is to reply in words.
        act: what they did by it, where the model says so.
        item: names the words for a ``Transcribed`` that comes later; None if none will.
        since: as in ``AnswerHeard``.
    """

    text: str
    mode: InputMode
    command: Command | None = None
    item: str | None = None
    since: datetime | None = None
    act: DialogueAct | None = None
    type: Literal["request_heard"] = "request_heard"


@dataclass(frozen=True)
class Transcribed:
    """The final words of an answer or request that was reported before they were known."""

    item: str
    text: str
    confidence: float | None = None
    type: Literal["transcribed"] = "transcribed"


@dataclass(frozen=True)
class ConcernFlagged:
    """The model draws the team's attention to something."""

    kind: ConcernKind
    note: str
    type: Literal["concern_flagged"] = "concern_flagged"


@dataclass(frozen=True)
class EndRequested:
    """The candidate told the model that they want to stop; ``reason`` is for the team.

    ``text``, ``mode``, ``item`` and ``since`` are of their words, as in ``RequestHeard``.
    """

    reason: str
    text: str = ""
    mode: InputMode = InputMode.VOICE
    item: str | None = None
    since: datetime | None = None
    type: Literal["end_requested"] = "end_requested"


@dataclass(frozen=True)
class UsageReported:
    """Tokens by kind that were used since the last report (see core.usage)."""

    tokens: Mapping[str, int]
    type: Literal["usage_reported"] = "usage_reported"


@dataclass(frozen=True)
class ModelReconnecting:
    """The model's connection is lost and is being made anew."""

    type: Literal["model_reconnecting"] = "model_reconnecting"


@dataclass(frozen=True)
class ModelReconnected:
    """The model is back under the prompt as it now stands.

    ``unfinished`` says that an utterance was lost before all its audio had come.
    """

    unfinished: bool
    type: Literal["model_reconnected"] = "model_reconnected"


@dataclass(frozen=True)
class TimeUsedUp:
    """The model's time is used up: after this answer the interview comes to its end.

    ``message`` is for the team, never for the candidate.
    """

    message: str
    type: Literal["time_used_up"] = "time_used_up"


@dataclass(frozen=True)
class ModelFailed:
    """The model cannot go on; ``message`` is for the team, never for the candidate.

    ``at_cap`` says that it may not go on, since all is used that an interview may use.
    """

    message: str
    at_cap: bool = False
    type: Literal["model_failed"] = "model_failed"


RealtimeEvent = (
    VoiceAudio
    | VoiceDone
    | VoiceText
    | SpeechSuspected
    | SpeechStarted
    | SpeechSustained
    | SpeechDropped
    | PartialTranscript
    | AnswerHeard
    | RequestHeard
    | Transcribed
    | ConcernFlagged
    | EndRequested
    | UsageReported
    | ModelReconnecting
    | ModelReconnected
    | TimeUsedUp
    | ModelFailed
)
