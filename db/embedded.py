"""Starts, joins and stops the embedded Postgres of a data directory.

Several app processes may use one directory: the first starts the server, the others connect to
it, and the last one stops it. A server that is still running after its app ended (Ctrl-C,
kill -9) is found again by the next start.
"""

import logging
import os
import selectors
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL

from db.bounded_connection import BOUNDS, BoundedConnection
from db.pg_cluster import START_SECONDS, USER, Cluster
from db.pg_processes import at_work, end_orphans, is_at_work
from db.pg_programs import EmbeddedPostgresError
from db.startup_lock import between_processes, between_threads

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]

DATABASE = "rolecall"

_log = logging.getLogger(__name__)
_ATTEMPTS = 3
ORPHAN_SECONDS = 5.0
"""How long the children of a killed postmaster may take to end by themselves."""
_POLL_SECONDS = 0.05
"""Seconds between two checks of a server that is starting or stopping."""
_HANG_UP_SECONDS = 1.0
"""How long the server may take to notice that a client has disconnected."""
_HAS_OTHER_CLIENTS: LiteralString = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND backend_type IN ('client backend', 'walsender'))"
)

Connection = BoundedConnection


class EmbeddedPostgres:
    """The Postgres server whose data lies under ``root``, on this machine.

    ``root`` is created if it is missing and holds pgdata/, password (mode 0600), server.log and
    lock. Several machines or containers must not share it: neither sees the other's processes.
    ``durable`` false is for tests only: a server that this object starts then is faster, and may
    lose data in a power cut. The methods may be called from any thread.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self._cluster = Cluster(root.resolve(), durable=durable)
        self._keep_alive: Connection | None = None

    def start(self) -> str:
        """Connect to the server, starting it if needed; returns its SQLAlchemy URL with password.

        The database is created if it is missing. Keep this object: it holds one idle connection
        until :meth:`stop`, so that no other process stops the server. After the server was lost,
        calling this again brings it back.

        Raises EmbeddedPostgresError.
        """
        with self._exclusive():
            connection = self._connect()
            self._release()
            self._keep_alive = connection
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
        """Whether the server is gone, waiting at most ``within`` seconds for that; after start.

        A frozen server is not lost: no other could take its place. One whose postmaster is gone is
        lost, even if frozen children still hold its connections.
        """
        lease = self._keep_alive
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
        with self._exclusive():
            connection = self._connect_if_running()
            if connection is None:
                return False
            with closing(connection):
                if not force and _has_other_clients(connection):
                    return False
            self._cluster.shut_down()
            return True

    def _connect(self) -> Connection:
        """Connect to the server, starting it if none is running."""
        failure = None
        for _ in range(_ATTEMPTS):  # another program may take the free port first
            if connection := self._connect_if_running():
                return connection
            self._cluster.ensure_made()
            try:
                self._cluster.launch()
            except EmbeddedPostgresError as error:
                failure = error
        if connection := self._connect_if_running():
            return connection
        raise failure or EmbeddedPostgresError(
            f"Postgres ended as soon as it had started; {self._cluster.log} says why."
        )

    def _connect_if_running(self) -> Connection | None:
        """A connection to the server that runs here; None if none does.

        Waits while one is starting, recovering or stopping. Ends the children of a killed one
        where they do not end by themselves, and removes a stale postmaster.pid.
        """
        began = time.monotonic()
        while time.monotonic() < began + START_SECONDS:
            pid_file = self._cluster.pid_file_text()
            if connection := self._try_connect():
                return connection
            if not at_work(self._cluster.data):
                self._cluster.remove_pid_file(stale=pid_file)
                return None
            if time.monotonic() >= began + ORPHAN_SECONDS and (
                ids := end_orphans(self._cluster.data)
            ):
                _log.warning("ended processes that their postmaster left behind: %s", ids)
            time.sleep(_POLL_SECONDS)
        raise EmbeddedPostgresError(
            f"The Postgres in {self._cluster.data} has not answered for {START_SECONDS} seconds; "
            f"{self._cluster.log} says what it is doing. If it is stuck, end its processes "
            f"({', '.join(str(one.pid) for one in at_work(self._cluster.data))}) and start again."
        )

    def _try_connect(self) -> Connection | None:
        """Connect to the recorded port, if the server there is that of our data directory."""
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
                # Another program may have the port by now: it must not be sent the password.
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
        if self._keep_alive is not None:
            self._keep_alive.close()
            self._keep_alive = None

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """Lock out other threads and processes; errors of the system become ours."""
        root = self._cluster.root
        with between_threads:
            try:
                self._cluster.prepare()
                with between_processes(root / "lock"):
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


def _value(connection: Connection, query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _ensure_database(connection: Connection) -> None:
    """Create the database where it is missing, as after a first start that was interrupted."""
    known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
    if known.fetchone() is None:
        connection.answer_seconds = START_SECONDS  # it copies files, on a slow disk perhaps
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _has_other_clients(connection: Connection) -> bool:
    """Whether anyone else is connected; waits a moment for those who have just disconnected."""
    deadline = time.monotonic() + _HANG_UP_SECONDS
    while _value(connection, _HAS_OTHER_CLIENTS):
        if time.monotonic() > deadline:
            return True
        time.sleep(_POLL_SECONDS)
    return False
