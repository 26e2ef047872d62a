"""Runs queued jobs on a thread of its own, and requeues those of a worker that died."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy import URL

from core.database_errors import is_away
from core.errors import RolecallError
from core.jobs import QUEUE_SCHEMA, RetryLater
from db.bounded_connection import BOUNDS, AsyncBoundedConnection
from db.liveness import plain_url

log = logging.getLogger(__name__)
Task = Callable[..., Awaitable[None]]
STALLED_SECONDS = 30.0
"""A worker without a heartbeat for so long counts as dead."""
HEARTBEAT_SECONDS = 5.0
STOP_SECONDS = 3.0
"""How long running jobs may take at a stop; then they go back into the queue."""
RESTART_SECONDS = 5.0
POOL_SECONDS = 10.0
"""Timeout of getting a connection from the pool, as while a server is frozen."""
RETRY_SECONDS, MOST_RETRIES = 60, 60
"""Seconds until a failed job is retried, and how often: the database may have been away."""


_SESSION: dict[str, Any] = {**BOUNDS, "options": f"-c search_path={QUEUE_SCHEMA}"}


class NoSession(RolecallError):
    """A pooler between the worker and its server does not keep session settings."""

    def __init__(self) -> None:
        super().__init__(
            "DATABASE_URL leads through a pooler, such as PgBouncer, which the worker cannot work "
            "through: its sessions need settings of their own. Set ROLECALL_WORKER=false here, "
            "and run `python -m db.worker` with a DATABASE_URL of the server itself."
        )


class Worker:
    """Runs jobs from the queue; ``start`` and ``stop`` may be called from any thread."""

    def __init__(
        self,
        current_url: Callable[[], URL],
        tasks: Mapping[str, Task],
        *,
        concurrency: int = 2,
        stalled_seconds: float = STALLED_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        """A worker that is not started.

        Args:
            current_url: gives the database's URL, which may change.
            tasks: what to call for each task's name.
            concurrency: jobs at the same time.
            stalled_seconds: without a heartbeat for so long, another worker counts as dead.
            heartbeat_seconds: between two heartbeats.
        """
        self._current_url = current_url
        self._tasks = tasks
        self._concurrency = concurrency
        self._stalled_seconds = stalled_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._ready = threading.Event()

    def start(self) -> None:
        """Start the thread; returns once it can be stopped."""
        # A daemon thread: a process that is killed loses nothing, as the jobs are in Postgres.
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run()), name="worker", daemon=True
        )
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Stop: running jobs get ``STOP_SECONDS``, then go back into the queue. Idempotent."""
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
                except Exception as error:
                    # Such as: the database is away. The jobs are kept in it until it is back.
                    known = is_away(error) or isinstance(error, RolecallError)
                    log.error("the worker stopped and will begin again: %s", error,
                              exc_info=not known)  # fmt: skip
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopped), RESTART_SECONDS)

    async def _work(self) -> None:
        url = plain_url(self._current_url())
        await _check_session(url)
        connector = PsycopgConnector(
            conninfo=url, min_size=1, max_size=4, connection_class=AsyncBoundedConnection,
            kwargs=_SESSION, timeout=POOL_SECONDS,
        )  # fmt: skip
        app = App(connector=connector)
        for name, task in self._tasks.items():
            app.task(name=name, retry=_RetryStrategy())(task)
        async with app.open_async():
            rescue = asyncio.create_task(self._requeue_stalled(app))
            try:
                await app.run_worker_async(
                    concurrency=self._concurrency,
                    install_signal_handlers=False,
                    delete_jobs="always",
                    shutdown_graceful_timeout=STOP_SECONDS,
                    update_heartbeat_interval=self._heartbeat_seconds,
                    stalled_worker_timeout=self._stalled_seconds,
                )
            finally:
                rescue.cancel()

    async def _requeue_stalled(self, app: App) -> None:
        """Put jobs of dead workers back into the queue, again and again."""
        while True:
            try:
                stalled = await app.job_manager.get_stalled_jobs(
                    seconds_since_heartbeat=self._stalled_seconds
                )
                for job in stalled:
                    log.warning("job %s of a dead worker goes back into the queue", job.id)
                    await app.job_manager.retry_job(job)
            except Exception as error:
                log.error("could not look for jobs of dead workers: %s", error,
                          exc_info=not is_away(error))  # fmt: skip
            await asyncio.sleep(self._heartbeat_seconds)


async def _check_session(url: str) -> None:
    """Connect once, as the pool would only retry without saying why.

    Raises:
        NoSession: if a pooler does not keep the session's settings.
        psycopg.Error: if the database is away.
    """
    try:
        connection = await AsyncBoundedConnection.connect(url, **_SESSION)
    except psycopg.OperationalError as error:
        if "startup parameter" in str(error):
            raise NoSession from error
        raise
    async with connection:
        row = await (await connection.execute("SHOW search_path")).fetchone()
        if row != (QUEUE_SCHEMA,):
            raise NoSession


class _RetryStrategy(BaseRetryStrategy):
    """Retries a job that asks for it, that the worker's stop interrupted, or that failed."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, RetryLater):
            return RetryDecision(retry_in={"seconds": max(0, round(exception.seconds))})
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts >= MOST_RETRIES:
            return None
        return RetryDecision(retry_in={"seconds": RETRY_SECONDS})
