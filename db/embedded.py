"""A Postgres of one's own for a machine that has none.

Several app processes may use one directory: whoever comes first starts the server, the others
attach to it, and the last to leave stops it. A server that outlived its app (Ctrl-C, kill -9)
is found again by the next start.
"""

import logging
import os
import selectors
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString

import fasteners
import psycopg
from psycopg import sql
from sqlalchemy import URL

from db.bounded import BOUNDS, BoundedConnection
from db.pg_cluster import PATIENCE, USER, Cluster
from db.pg_process import EmbeddedPostgresError
from db.pg_processes import at_work, end_orphans, is_at_work

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]

DATABASE = "rolecall"

_log = logging.getLogger(__name__)
_ATTEMPTS = 3
_LOCK_PATIENCE = 4 * PATIENCE
ORPHAN_SECONDS = 5.0
"""The children of a postmaster that was killed are given so long to end by themselves."""
_POLL = 0.05
"""Seconds between two looks at a server that is starting or stopping."""
_GOODBYE = 1.0
"""Seconds that the server is given to notice that a client has hung up."""
_HAS_OTHER_CLIENTS: LiteralString = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND backend_type IN ('client backend', 'walsender'))"
)
# A file lock holds between processes only; it would let in every thread of one process.
_between_threads = threading.Lock()

Connection = BoundedConnection


class EmbeddedPostgres:
    """The Postgres server whose data lies under ``root``, on this machine.

    ``root`` is made where it is missing and holds pgdata/, password (mode 0600), server.log and
    lock. Several machines or containers must not share it: neither sees the other's processes.
    ``durable`` false, where this object starts the server, trades safety after a power cut for
    speed: for tests only. The methods may be called from any thread.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self._cluster = Cluster(root.resolve(), durable=durable)
        self._lease: Connection | None = None

    def start(self) -> str:
        """Attach to the server, or start it, and return its SQLAlchemy URL, password included.

        The database is created if it is missing. Keep this object: until :meth:`stop`, one idle
        connection that it holds keeps the others from stopping the server. After the server was
        lost, calling this again brings it back.

        Raises EmbeddedPostgresError.
        """
        with self._alone():
            connection = self._reach()
            self._release()
            self._lease = connection
            _ensure_database(connection)
            return URL.create(
                "postgresql+psycopg",
                username=USER,
                password=self._cluster.password(),
                host="127.0.0.1",
                port=connection.info.port,
                database=DATABASE,
            ).render_as_string(hide_password=False)

    def is_lost(self, *, within: float) -> bool:
        """Whether the server is gone, or goes within so many seconds; to be asked after start.

        A frozen one is not: nobody could take its place. Frozen children of a postmaster that is
        gone are: they hold their connections, and nothing else.
        """
        lease = self._lease
        if lease is None or lease.closed:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(lease.fileno(), selectors.EVENT_READ)
            if not selector.select(within):
                pid = self._cluster.recorded_pid()
                return pid is not None and not is_at_work(pid, self._cluster.data)
        try:
            lease.pgconn.consume_input()
        except psycopg.OperationalError:
            return True
        return lease.closed

    def stop(self, *, force: bool = False) -> bool:
        """Stop the server if no other client is connected, or in any case with ``force``.

        Connections of this process count too: dispose of the engine first. Returns whether this
        call stopped the server; False also where none was running. Raises EmbeddedPostgresError.
        """
        self._release()
        if not os.path.exists(self._cluster.data):  # false also where this user may not look
            return False
        with self._alone():
            connection = self._settle()
            if connection is None:
                return False
            with closing(connection):
                if not force and _has_other_clients(connection):
                    return False
            self._cluster.shut_down()
            return True

    def _reach(self) -> Connection:
        """Connect to the server, starting it if none is running."""
        failure = None
        for _ in range(_ATTEMPTS):  # another program may snatch the port that was free
            if connection := self._settle():
                return connection
            self._cluster.ensure_made()
            try:
                self._cluster.launch()
            except EmbeddedPostgresError as error:
                failure = error
        if connection := self._settle():
            return connection
        raise failure or EmbeddedPostgresError(
            f"Postgres ended as soon as it had started; {self._cluster.log} says why."
        )

    def _settle(self) -> Connection | None:
        """Wait until the server answers, or until nothing of it is left.

        This outlasts one that is starting, recovering or stopping, and the orphans of one that
        was killed; those that do not end by themselves are ended. Returns None when nothing runs
        here, with a stale postmaster.pid removed.
        """
        began = time.monotonic()
        while time.monotonic() < began + PATIENCE:
            pid_file = self._cluster.pid_file_text()
            if connection := self._answer():
                return connection
            if not at_work(self._cluster.data):
                self._cluster.remove_pid_file(stale=pid_file)
                return None
            if time.monotonic() >= began + ORPHAN_SECONDS and (
                ids := end_orphans(self._cluster.data)
            ):
                _log.warning("ended processes that their postmaster left behind: %s", ids)
            time.sleep(_POLL)
        raise EmbeddedPostgresError(
            f"The Postgres in {self._cluster.data} has not answered for {PATIENCE} seconds; "
            f"{self._cluster.log} says what it is doing. If it is stuck, end its processes "
            f"({', '.join(str(one.pid) for one in at_work(self._cluster.data))}) and start again."
        )

    def _answer(self) -> Connection | None:
        """Connect to the recorded port, if the server there is the one of our data directory."""
        port = self._cluster.recorded_port()
        if port is None:
            return None
        password = self._cluster.password()
        try:
            connection = BoundedConnection.connect(
                host="127.0.0.1",
                port=port,
                user=USER,
                password=password,
                dbname="postgres",
                application_name="rolecall",
                client_encoding="utf8",
                autocommit=True,
                # By now the port may be a stranger's, who must not talk us out of the password.
                require_auth="scram-sha-256",
                **BOUNDS,
            )
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error) and at_work(self._cluster.data):
                raise EmbeddedPostgresError(
                    f"The Postgres in {self._cluster.data} refuses the password in "
                    f"{self._cluster.password_file}. Put that file back from a backup."
                ) from error
            return None
        try:
            if self._cluster.is_at(_value(connection, "SHOW data_directory")):
                return connection
        except psycopg.OperationalError:
            pass  # it is stopping
        connection.close()
        return None

    def _release(self) -> None:
        if self._lease is not None:
            self._lease.close()
            self._lease = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and processes out, and turn what the system says into our error."""
        root = self._cluster.root
        with _between_threads:
            try:
                self._cluster.prepare()
                with _file_lock(root / "lock"):
                    self._cluster.own(root / "lock")
                    yield
            except PermissionError as error:
                raise EmbeddedPostgresError(
                    f"{error.filename or root} is closed to this user. Give {root} back to the "
                    "user who starts Rolecall (chown -R), or set ROLECALL_DATA_DIR to a "
                    "directory of your own."
                ) from error
            except (OSError, psycopg.Error) as error:
                raise EmbeddedPostgresError(
                    f"The embedded Postgres in {root} cannot be used: {error}"
                ) from error


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    lock = fasteners.InterProcessLock(path)
    try:
        acquired = lock.acquire(timeout=_LOCK_PATIENCE)
    except threading.ThreadError as error:
        raise EmbeddedPostgresError(
            f"{path} cannot be locked ({error}). Set ROLECALL_DATA_DIR to a local disk."
        ) from error
    if not acquired:
        raise EmbeddedPostgresError(
            f"Another process has held {path} for {_LOCK_PATIENCE} seconds while starting or "
            "stopping Postgres. End it and start again."
        )
    try:
        yield
    finally:
        lock.release()


def _value(connection: Connection, query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _ensure_database(connection: Connection) -> None:
    """Create the database; a start that died early may have left the cluster without it."""
    known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
    if known.fetchone() is None:
        connection.answer_seconds = PATIENCE  # it copies files, on a slow disk perhaps
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _has_other_clients(connection: Connection) -> bool:
    """Say whether anyone else is connected, letting those leave who have just hung up."""
    deadline = time.monotonic() + _GOODBYE
    while _value(connection, _HAS_OTHER_CLIENTS):
        if time.monotonic() > deadline:
            return True
        time.sleep(_POLL)
    return False
