"""Who leads the talk: the speech-to-speech model where there is a key, else this machine."""

import uuid
from collections.abc import Callable

from core.openai_client import async_openai_client
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.assembly import make_openai_model
from core.realtime.models.openai.config import config_for
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.service import Transactions
from core.settings import Settings


def model_maker(settings: Settings, begin: Transactions) -> Callable[[uuid.UUID], RealtimeModel]:
    """Makes the model that leads an interview, given the interview's id."""
    if not (settings.openai_api_key and settings.realtime_model):
        return lambda _: LocalModel(local_speech(), settings.end_silence_ms)
    client = async_openai_client(settings)

    def make(interview_id: uuid.UUID) -> RealtimeModel:
        with begin() as db:
            config = config_for(db, settings, interview_id)
        return make_openai_model(client, config)

    return make


def stand_in(settings: Settings, language: str) -> RealtimeModel:
    """Who takes over from a model that failed: this machine's own voice, where it understands."""
    local = LocalModel(local_speech(), settings.end_silence_ms)
    return local if language in (local.languages or {language}) else TypedModel()
