"""Which model leads interviews: OpenAI's where there is a key, else the local one."""

import uuid
from collections.abc import Callable

from core.openai_client import async_openai_client
from core.realtime.load import LoadMeter
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech, transcription_wait
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.assembly import make_openai_model
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.earlier_use import language_and_use
from core.realtime.session.service import Transactions
from core.settings import Settings


def model_maker(settings: Settings, begin: Transactions) -> Callable[[uuid.UUID], RealtimeModel]:
    """A function that makes the model of an interview, given the interview's id."""
    if not (settings.openai_api_key and settings.realtime_model):
        return lambda _: LocalModel(local_speech(), settings.end_silence_ms)
    client = async_openai_client(settings)

    def make(interview_id: uuid.UUID) -> RealtimeModel:
        with begin() as db:
            language, spent = language_and_use(db, interview_id)
        return make_openai_model(client, OpenAIConfig.of(settings, language, spent))

    return make


def fallback_model(settings: Settings, language: str) -> RealtimeModel:
    """The model that takes over from a failed one: local if it knows the language, else typed."""
    local = LocalModel(local_speech(), settings.end_silence_ms)
    return local if language in (local.languages or {language}) else TypedModel()


def load_meter(settings: Settings) -> LoadMeter | None:
    """Tells when the process can bear no more spoken interviews; None where nobody asks for it."""
    if not settings.admit_by_load:
        return None
    return LoadMeter(transcription_wait)
