"""Builds everything that the pages work with, and hands it out: ``services()``."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.access.limits import Limits
from core.applications import ApplicationService
from core.prompting.engine import InterviewEngine
from core.realtime.media.recorder import Recorders
from core.realtime.models.local.served_voice import ServedVoice
from core.realtime.rooms import Rooms
from core.realtime.session.service import RealtimeInterviewService
from core.settings import Settings
from core.usage import usd
from db.demo import add_demo_postings
from db.engine import Database, open_database
from db.job_worker import Worker
from db.worker import build_worker
from pages.composition.interviewers import Interviewers, live_rooms
from pages.composition.process_handle import HANDLE


@dataclass(frozen=True)
class Services:
    """Everything that the pages work with; one for each process."""

    settings: Settings
    database: Database
    applications: ApplicationService
    limits: Limits
    engine: InterviewEngine
    rooms: Rooms
    served_voice: ServedVoice | None
    recorders: Recorders
    worker: Worker

    def begin(self) -> AbstractContextManager[Session]:
        """A transaction: committed at its end, rolled back when something is raised.

        Raises:
            DatabaseAway: if the database does not answer, or accepts no writes at the moment.
        """
        return self.database.begin()

    def add_demo_data(self, db: Session) -> None:
        """Put made-up postings into an empty database, unless the settings say not to."""
        if self.settings.demo_data:
            add_demo_postings(db)

    def close(self) -> None:
        """End the live rooms and the worker, and disconnect from the database."""
        self.rooms.close()
        self.recorders.close()
        self.worker.stop()
        self.database.close()


def build_services(settings: Settings, database: Database) -> Services:
    """The services on an open database."""
    engine = InterviewEngine()
    interviewers = Interviewers(settings, database.begin)
    live = RealtimeInterviewService(database.begin, engine, usd)
    recorders = Recorders(database.begin)
    return Services(
        settings=settings,
        database=database,
        applications=ApplicationService(link_days=settings.link_days),
        limits=Limits(database.begin),
        engine=engine,
        rooms=live_rooms(settings, interviewers, live, recorders),
        served_voice=interviewers.voice,
        recorders=recorders,
        worker=build_worker(settings, database),
    )


def open_services() -> Services:
    """The services as the settings say; opens the database."""
    settings = Settings()
    return build_services(settings, open_database(settings))


def services() -> Services:
    """The running services of this process; pages never build them.

    Raises:
        RuntimeError: before the server has started, and after it has stopped.
    """
    running: Services | None = HANDLE.held
    if running is None:
        raise RuntimeError("Rolecall is not running: its server builds what the pages work with.")
    return running


def start_services(build: Callable[[], Services] = open_services) -> Services:
    """Build the services that ``services()`` returns, until ``stop_services``.

    Raises:
        RuntimeError: if they are running already.
    """
    with HANDLE.lock:
        if HANDLE.held is not None:
            raise RuntimeError("Rolecall is running in this process already.")
        running = HANDLE.held = build()
    return running


def stop_services() -> None:
    """Close the running services, if there are any."""
    with HANDLE.lock:
        running, HANDLE.held = HANDLE.held, None
    if running is not None:
        running.close()
