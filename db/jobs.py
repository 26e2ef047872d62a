"""Does queued work on a thread of its own, and takes up what a dead worker left."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy import Engine

from core.jobs import QUEUE_SCHEMA, TryAgain

log = logging.getLogger(__name__)
Task = Callable[..., Awaitable[None]]
STALLED_SECONDS = 30.0
"""A worker that was silent for so long is dead."""
HEARTBEAT_SECONDS = 5.0
STOP_SECONDS = 3.0
"""Given to running jobs at a stop; what is not done by then is done by the next worker."""
RESTART_SECONDS = 5.0
BROKEN_SECONDS, MOST_BROKEN = 60, 60
"""A job that broke runs again after so long, so often: the database may have been away."""


class Worker:
    """Runs jobs from the queue; ``start`` and ``stop`` may be called from any thread."""

    def __init__(
        self,
        engine: Engine,
        tasks: Mapping[str, Task],
        *,
        at_once: int = 2,
        stalled_seconds: float = STALLED_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        """``tasks``: what to call for each task's name; ``at_once``: jobs side by side."""
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._url = url
        self._tasks = tasks
        self._at_once = at_once
        self._stalled_seconds = stalled_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._ready = threading.Event()

    def start(self) -> None:
        """Begin; returns when the thread takes orders."""
        # A daemon: a process that ends in a hurry loses nothing, the jobs are in Postgres.
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run()), name="worker", daemon=True
        )
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """End: running jobs get a moment, then go back into the queue. Safe to call twice."""
        if self._thread is None or self._loop is None or self._stopped is None:
            return
        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def wait(self) -> None:
        """Block until somebody stops it."""
        if self._thread is not None:
            while self._thread.is_alive():
                self._thread.join(1)

    async def _run(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        stopped = asyncio.create_task(self._stopped.wait())
        while not self._stopped.is_set():
            work = asyncio.create_task(self._work())
            await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
            work.cancel()
            with suppress(asyncio.CancelledError):
                try:
                    await work
                except Exception:
                    # The database is away, say; jobs are safe in it until it is back.
                    log.exception("the worker stopped and will begin again")
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopped), RESTART_SECONDS)

    async def _work(self) -> None:
        options = f"-c search_path={QUEUE_SCHEMA}"
        connector = PsycopgConnector(
            conninfo=self._url, min_size=1, max_size=4, kwargs={"options": options}
        )
        app = App(connector=connector)
        for name, task in self._tasks.items():
            app.task(name=name, retry=_Again())(task)
        async with app.open_async():
            rescue = asyncio.create_task(self._rescue(app))
            try:
                await app.run_worker_async(
                    concurrency=self._at_once,
                    install_signal_handlers=False,
                    delete_jobs="always",
                    shutdown_graceful_timeout=STOP_SECONDS,
                    update_heartbeat_interval=self._heartbeat_seconds,
                    stalled_worker_timeout=self._stalled_seconds,
                )
            finally:
                rescue.cancel()

    async def _rescue(self, app: App) -> None:
        """Put jobs of dead workers back into the queue."""
        while True:
            try:
                stalled = await app.job_manager.get_stalled_jobs(
                    seconds_since_heartbeat=self._stalled_seconds
                )
                for job in stalled:
                    log.warning("job %s of a dead worker goes back into the queue", job.id)
                    await app.job_manager.retry_job(job)
            except Exception:
                log.exception("could not look for jobs of dead workers")
            await asyncio.sleep(self._heartbeat_seconds)


class _Again(BaseRetryStrategy):
    """A job runs again when it asks for that, when the worker had to stop, or when it broke."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, TryAgain):
            return RetryDecision(retry_in={"seconds": max(0, round(exception.seconds))})
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts >= MOST_BROKEN:
            return None
        return RetryDecision(retry_in={"seconds": BROKEN_SECONDS})
