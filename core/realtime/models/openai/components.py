"""What a model behind the Realtime protocol is made of; each component does one thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.realtime.models.events import RealtimeEvent
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.openai.answer_audio import AnswerAudio
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.fallback_transcription import FallbackTranscription, Transcribe
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import Message
from core.realtime.models.openai.response_queue import ResponseQueue
from core.realtime.models.openai.speculation import Speculation
from core.realtime.models.openai.speech_input import OpenAISpeechInput
from core.realtime.models.openai.speech_output import OpenAISpeechOutput


@dataclass(frozen=True)
class Components:
    """The components of one model, which know each other; see each one's class."""

    heard: AnswerAudio
    response_queue: ResponseQueue
    speech_output: OpenAISpeechOutput
    judge: Judge
    speculation: Speculation
    fallback: FallbackTranscription
    speech_input: OpenAISpeechInput


def components_of(
    config: OpenAIConfig,
    wording: Mapping[str, str],
    activity: VoiceActivity,
    transcribe: Transcribe | None,
    send: Callable[[Message], None],
    report: Callable[[RealtimeEvent], None],
) -> Components:
    """Components that write to the endpoint by ``send`` and to the session by ``report``.

    The rest as for ``OpenAIModel``.
    """
    heard, response_queue = AnswerAudio(), ResponseQueue(send)
    verbatim = config.language == "en"
    speculation = Speculation(send, wording, config.guesses, verbatim=verbatim)
    speech_output = OpenAISpeechOutput(
        response_queue, send, report, wording,
        verbatim=verbatim, guessing=lambda: speculation.under_way,
    )  # fmt: skip
    judge = Judge(response_queue, heard, send, report, speculation, hears=config.hears)
    fallback = FallbackTranscription(transcribe)
    speech_input = OpenAISpeechInput(
        heard, judge, activity, fallback, send, report, speech_output.yield_floor
    )
    return Components(
        heard, response_queue, speech_output, judge, speculation, fallback, speech_input
    )
