"""Which model leads interviews: OpenAI's where there is a key, else the local one."""

import uuid
from threading import Lock
from weakref import WeakSet

from core.openai_client import async_openai_client, leads_talk, speech_client
from core.realtime.load import (
    LOCAL_EACH,
    REALTIME_EACH,
    LoadMeter,
    local_interviews,
    usable_cores,
)
from core.realtime.media.recorder import Recorders
from core.realtime.models.local.line_voice import EmbeddedVoice
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.served_voice import ServedVoice
from core.realtime.models.local.speech import local_speech, transcription_wait
from core.realtime.models.local.speech_endpoint import SpeechEndpoint
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.assembly import make_openai_model
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.typed_model import TypedModel
from core.realtime.rooms import Rooms
from core.realtime.session.earlier_use import language_and_use
from core.realtime.session.service import RealtimeInterviewService, Transactions
from core.settings import Settings


class Interviewers:
    """Makes the models of interviews.

    Attributes:
        voice: the service's that the local ones speak with; None where they use the embedded one.
    """

    def __init__(self, settings: Settings, begin: Transactions) -> None:
        """Nothing is loaded or connected yet."""
        self._settings, self._begin = settings, begin
        self._client = async_openai_client(settings) if leads_talk(settings) else None
        self.voice = served_voice(settings)
        self._fallbacks: WeakSet[LocalModel] = WeakSet()
        self._lock = Lock()

    def model(self, interview_id: uuid.UUID) -> RealtimeModel:
        """The model of an interview."""
        if self._client is None:
            return self._local()
        with self._begin() as db:
            language, spent = language_and_use(db, interview_id)
        return make_openai_model(self._client, OpenAIConfig.of(self._settings, language, spent))

    def fallback(self, language: str) -> RealtimeModel:
        """Takes over from a failed one: local if it knows the language, else typed.

        An endpoint fails for all interviews at once; only as many go on by voice as go well.
        """
        local = self._local()
        with self._lock:
            speaking = sum(not model.closed for model in self._fallbacks)
            known = language in (local.languages or {language})
            if not known or speaking >= most_local(self._settings):
                return TypedModel()
            self._fallbacks.add(local)
            return local

    def _local(self) -> LocalModel:
        return LocalModel(local_speech(), self._settings.end_silence_ms, self.voice)


def served_voice(settings: Settings) -> ServedVoice | None:
    """The voice of the service that the settings name."""
    client = speech_client(settings)
    if client is None:
        return None
    endpoint = SpeechEndpoint(client, settings.speech_model, settings.speech_voice)
    return ServedVoice(endpoint, EmbeddedVoice(local_speech), speed=settings.local_speed)


def live_rooms(
    settings: Settings,
    interviewers: Interviewers,
    service: RealtimeInterviewService,
    recorders: Recorders,
) -> Rooms:
    """The rooms of a process, led by ``interviewers``."""
    return Rooms(
        service,
        interviewers.model,
        recorders=recorders,
        make_fallback_model=interviewers.fallback,
        most=settings.max_live_interviews,
        most_spoken=most_spoken(settings),
        load=load_meter(settings),
        grace_seconds=settings.grace_seconds,
    )


def most_local(settings: Settings) -> int:
    """Spoken interviews that the local model leads at once in this process."""
    return settings.max_local_interviews or local_interviews(usable_cores())


def most_spoken(settings: Settings) -> int:
    """Interviews that are spoken at once in this process."""
    everything = settings.max_live_interviews
    return everything if leads_talk(settings) else min(most_local(settings), everything)


def load_meter(settings: Settings) -> LoadMeter | None:
    """Tells when the process can bear no more spoken interviews; None where nobody asks for it."""
    if not settings.admit_by_load:
        return None
    each = REALTIME_EACH if leads_talk(settings) else LOCAL_EACH
    return LoadMeter(transcription_wait, each=each)
