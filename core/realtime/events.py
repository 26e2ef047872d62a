"""What a RealtimeModel reports, as one tagged union."""

from dataclasses import dataclass
from typing import Literal

from core.models import InputMode
from core.topics import Signal


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
class SpeechStarted:
    """The candidate began to speak; it may still turn out to be a cough."""

    type: Literal["speech_started"] = "speech_started"


@dataclass(frozen=True)
class SpeechSustained:
    """The candidate has spoken for so long (0.5 s) that it is meant for the interviewer."""

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
    """A whole answer. ``signal`` is None where the model does not judge how far it went."""

    text: str
    mode: InputMode
    signal: Signal | None = None
    type: Literal["answer_heard"] = "answer_heard"


@dataclass(frozen=True)
class ModelFailed:
    """The model cannot go on; ``message`` is for the team's log, never for the candidate."""

    message: str
    type: Literal["model_failed"] = "model_failed"


RealtimeEvent = (
    VoiceAudio
    | VoiceDone
    | SpeechStarted
    | SpeechSustained
    | SpeechDropped
    | PartialTranscript
    | AnswerHeard
    | ModelFailed
)
