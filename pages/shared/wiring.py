"""Puts the product together for the pages: settings, database, services, live rooms."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from core.applications import ApplicationService
from core.interview_engine import InterviewEngine
from core.openai_client import async_openai_client
from core.realtime.local_model import LocalModel
from core.realtime.local_speech import local_speech
from core.realtime.model import RealtimeModel
from core.realtime.openai.config import config_for
from core.realtime.openai_model import make_openai_model
from core.realtime.recorder import RecordingDesk
from core.realtime.rooms import Rooms
from core.realtime.service import RealtimeInterviewService
from core.realtime.typed_model import TypedModel
from core.realtime.usage import usd
from core.settings import Settings
from db.demo import add_demo_postings
from db.engine import Database, open_database
from db.jobs import Worker
from db.worker import build_worker


@dataclass(frozen=True)
class Services:
    """What the pages work with; one for the process."""

    settings: Settings
    database: Database
    applications: ApplicationService
    engine: InterviewEngine
    rooms: Rooms
    desk: RecordingDesk
    worker: Worker

    def begin(self) -> AbstractContextManager[Session]:
        """A transaction: committed at its end, rolled back when something is raised."""
        return self.database.sessions.begin()

    def add_demo_data(self, db: Session) -> None:
        """Put made-up postings into an empty database, unless the settings say not to."""
        if self.settings.demo_data:
            add_demo_postings(db)

    def close(self) -> None:
        """Leave the live interviews, stop working and let go of the database."""
        self.rooms.close()
        self.desk.close()
        self.worker.stop()
        self.database.close()


def build_services(settings: Settings, database: Database) -> Services:
    """Everything on top of an open database."""
    engine = InterviewEngine()
    desk = RecordingDesk(database.sessions.begin)
    return Services(
        settings=settings,
        database=database,
        applications=ApplicationService(link_days=settings.link_days),
        engine=engine,
        rooms=Rooms(
            RealtimeInterviewService(database.sessions.begin, engine, usd),
            _model_maker(settings, database),
            desk=desk,
            successor=partial(_stand_in, settings),
            most=settings.max_live_interviews,
            grace_seconds=settings.grace_seconds,
        ),
        desk=desk,
        worker=build_worker(settings, database),
    )


def _model_maker(settings: Settings, database: Database) -> Callable[[uuid.UUID], RealtimeModel]:
    """With a key the speech-to-speech model leads the talk, without one this machine's own."""
    if not (settings.openai_api_key and settings.realtime_model):
        return lambda _: LocalModel(local_speech(), settings.end_silence_ms)
    client = async_openai_client(settings)

    def make(interview_id: uuid.UUID) -> RealtimeModel:
        with database.sessions.begin() as db:
            config = config_for(db, settings, interview_id)
        return make_openai_model(client, config)

    return make


def _stand_in(settings: Settings, language: str) -> RealtimeModel:
    """Who takes over from a model that failed: this machine's own voice, where it understands."""
    local = LocalModel(local_speech(), settings.end_silence_ms)
    return local if language in (local.languages or {language}) else TypedModel()


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The process's own services; the first call opens the database."""
    settings = Settings()
    return build_services(settings, open_database(settings))
