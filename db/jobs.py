"""Does queued work on a thread of its own, and takes up what a dead worker left."""

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
from core.jobs import QUEUE_SCHEMA, TryAgain
from db.bounded import BOUNDS, AsyncBoundedConnection
from db.liveness import plain_url

log = logging.getLogger(__name__)
Task = Callable[..., Awaitable[None]]
STALLED_SECONDS = 30.0
"""A worker that was silent for so long is dead."""
HEARTBEAT_SECONDS = 5.0
STOP_SECONDS = 3.0
"""Given to running jobs at a stop; what is not done by then is done by the next worker."""
RESTART_SECONDS = 5.0
POOL_SECONDS = 10.0
"""Waited for a connection, where a frozen server holds them all."""
BROKEN_SECONDS, MOST_BROKEN = 60, 60
"""A job that broke runs again after so long, so often: the database may have been away."""


_SESSION: dict[str, Any] = {**BOUNDS, "options": f"-c search_path={QUEUE_SCHEMA}"}


class NoSession(RolecallError):
    """A pooler between the worker and its server."""

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
        where: Callable[[], URL],
        tasks: Mapping[str, Task],
        *,
        at_once: int = 2,
        stalled_seconds: float = STALLED_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        """A worker that is not started.

        Args:
            where: the database's address as it is at the moment.
            tasks: what to call for each task's name.
            at_once: jobs side by side.
            stalled_seconds: silence after which another worker is taken for dead.
            heartbeat_seconds: between two signs of life.
        """
        self._where = where
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
                except Exception as error:
                    # The database is away, say; jobs are safe in it until it is back.
                    known = is_away(error) or isinstance(error, RolecallError)
                    log.error("the worker stopped and will begin again: %s", error,
                              exc_info=not known)  # fmt: skip
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopped), RESTART_SECONDS)

    async def _work(self) -> None:
        url = plain_url(self._where())
        await _try_out(url)
        connector = PsycopgConnector(
            conninfo=url, min_size=1, max_size=4, connection_class=AsyncBoundedConnection,
            kwargs=_SESSION, timeout=POOL_SECONDS,
        )  # fmt: skip
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
            except Exception as error:
                log.error("could not look for jobs of dead workers: %s", error,
                          exc_info=not is_away(error))  # fmt: skip
            await asyncio.sleep(self._heartbeat_seconds)


async def _try_out(url: str) -> None:
    """Say what is wrong before a pool tries it again and again.

    Raises:
        NoSession: if something before the server does not keep a session's settings.
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
