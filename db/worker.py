"""`python -m db.worker`: the worker as a process of its own."""

import logging
import signal

from core.evaluation.work import EvaluationWork
from core.jobs import EVALUATE
from core.retention import DELETE_OLD, RetentionWork
from core.settings import Settings
from db.engine import Database, open_database
from db.jobs import Task, Worker


def build_worker(settings: Settings, database: Database) -> Worker:
    """A worker that knows every task; not started."""
    begin = database.sessions.begin
    tasks: dict[str, Task] = {
        EVALUATE: EvaluationWork(begin).evaluate,
        DELETE_OLD: RetentionWork(begin, settings.recording_days).delete_old,
    }
    return Worker(database.engine, tasks)


def main() -> None:
    """Work until the process is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = Settings()
    database = open_database(settings)
    worker = build_worker(settings, database)
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_: worker.stop())
    worker.start()
    print("The worker is ready.", flush=True)
    try:
        worker.wait()
    finally:
        worker.stop()
        database.close()


if __name__ == "__main__":
    main()
