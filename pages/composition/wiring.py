"""Puts the product together for the pages: settings, database, services, live rooms."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from core.access.limits import Limits
from core.applications import ApplicationService
from core.prompting.engine import InterviewEngine
from core.realtime.media.recorder import Recorders
from core.realtime.rooms import Rooms
from core.realtime.session.service import RealtimeInterviewService
from core.settings import Settings
from core.usage import usd
from db.demo import add_demo_postings
from db.engine import Database, open_database
from db.jobs import Worker
from db.worker import build_worker
from pages.composition.interviewers import model_maker, stand_in
from pages.composition.process_handle import HANDLE


@dataclass(frozen=True)
class Services:
    """What the pages work with; one for the process."""

    settings: Settings
    database: Database
    applications: ApplicationService
    limits: Limits
    engine: InterviewEngine
    rooms: Rooms
    recorders: Recorders
    worker: Worker

    def begin(self) -> AbstractContextManager[Session]:
        """A transaction: committed at its end, rolled back when something is raised.

        Raises:
            DatabaseAway: if the database does not answer, or takes nothing at the moment.
        """
        return self.database.begin()

    def add_demo_data(self, db: Session) -> None:
        """Put made-up postings into an empty database, unless the settings say not to."""
        if self.settings.demo_data:
            add_demo_postings(db)

    def close(self) -> None:
        """Leave the live interviews, stop working and let go of the database."""
        self.rooms.close()
        self.recorders.close()
        self.worker.stop()
        self.database.close()


def build_services(settings: Settings, database: Database) -> Services:
    """Everything on top of an open database."""
    engine = InterviewEngine()
    recorders = Recorders(database.begin)
    return Services(
        settings=settings,
        database=database,
        applications=ApplicationService(link_days=settings.link_days),
        limits=Limits(database.begin),
        engine=engine,
        rooms=Rooms(
            RealtimeInterviewService(database.begin, engine, usd),
            model_maker(settings, database.begin),
            recorders=recorders,
            successor=partial(stand_in, settings),
            most=settings.max_live_interviews,
            grace_seconds=settings.grace_seconds,
        ),
        recorders=recorders,
        worker=build_worker(settings, database),
    )


def open_house() -> Services:
    """Everything as the settings say, on its database."""
    settings = Settings()
    return build_services(settings, open_database(settings))


def services() -> Services:
    """What is alive in this process; pages find it here, and never build it.

    Raises:
        RuntimeError: before the server has started, and after its end.
    """
    house: Services | None = HANDLE.held
    if house is None:
        raise RuntimeError("Rolecall is not running: its server builds what the pages work with.")
    return house


def go_into_service(build: Callable[[], Services] = open_house) -> Services:
    """Build what the pages find from now on, until ``go_out_of_service``.

    Raises:
        RuntimeError: if there is one already: no process has two.
    """
    with HANDLE.lock:
        if HANDLE.held is not None:
            raise RuntimeError("Rolecall is running in this process already.")
        house = HANDLE.held = build()
    return house


def go_out_of_service() -> None:
    """Close what is alive; nobody finds it any more."""
    with HANDLE.lock:
        house, HANDLE.held = HANDLE.held, None
    if house is not None:
        house.close()
