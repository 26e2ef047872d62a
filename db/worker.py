"""`python -m db.worker`: the job worker as a process of its own, and which tasks it knows."""

import logging
import signal
from datetime import timedelta

from core.applications.candidates.lost_links import LOST_LINK, LostLinkWork
from core.applications.resume_work import ReadingWork
from core.evaluation.openai_rater import OpenAIRater
from core.evaluation.work import EvaluationWork
from core.jobs import EVALUATE, READ_RESUME
from core.openai_client import async_openai_client, has_openai
from core.retention import DELETE_OLD, RetentionWork
from core.settings import Settings
from db.engine import Database, open_database
from db.job_worker import STALLED_SECONDS, Task, Worker


def build_worker(
    settings: Settings, database: Database, *, stalled_seconds: float = STALLED_SECONDS
) -> Worker:
    """A worker that knows every task; not started.

    ``stalled_seconds``: without a heartbeat for so long, another worker counts as dead.
    """
    begin = database.begin
    tasks: dict[str, Task] = {
        EVALUATE: _evaluation(settings, database).evaluate,
        LOST_LINK: LostLinkWork(begin).note,
        READ_RESUME: ReadingWork(begin).read,
        DELETE_OLD: RetentionWork(begin, settings.recording_days).delete_old,
    }
    return Worker(lambda: database.url, tasks, stalled_seconds=stalled_seconds)


def _evaluation(settings: Settings, database: Database) -> EvaluationWork:
    """The evaluation, with a model that proposes ratings if the settings name one."""
    rater = None
    if has_openai(settings):
        client = async_openai_client(settings, timeout=settings.evaluation_seconds)
        rater = OpenAIRater(client, settings.evaluation_model)
    wait = timedelta(minutes=settings.evaluation_wait_minutes)
    return EvaluationWork(database.begin, rater, wait=wait)


def main() -> None:
    """Work until the process is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = Settings()
    database = open_database(settings)
    worker = build_worker(settings, database)
    for stop_signal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop_signal, lambda *_: worker.stop())
    worker.start()
    print("The worker is ready.", flush=True)
    try:
        worker.wait()
    finally:
        worker.stop()
        database.close()


if __name__ == "__main__":
    main()
