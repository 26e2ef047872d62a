"""Restarts the embedded Postgres when it is lost; each process that uses it has a supervisor.

All of them notice at once, as their idle connections break, and wait for the data directory's
lock: the first starts the server, the others connect to it.
"""

import logging
import threading
from collections.abc import Callable

from db.embedded import EmbeddedPostgres, EmbeddedPostgresError

log = logging.getLogger(__name__)
STOP_CHECK_SECONDS = 1.0
"""How long the supervisor may take to notice ``stop``; it notices a lost server at once."""
FIRST_DELAY, LONGEST_DELAY = 0.5, 15.0
"""Seconds until the next try, doubled after each failure."""


class Supervisor:
    """Watches over ``server`` on a thread of its own, from ``start`` to ``stop``."""

    def __init__(self, server: EmbeddedPostgres, back: Callable[[str], None]) -> None:
        """``back`` is called with the server's URL after each restart."""
        self._server, self._back = server, back
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postgres-supervisor", daemon=True)

    def start(self) -> None:
        """Start the thread; once only."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread, and wait for its end."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        delay = FIRST_DELAY
        while not self._stopped.is_set():
            if not self._server.is_lost(within=STOP_CHECK_SECONDS) or self._stopped.is_set():
                continue
            log.warning("the embedded Postgres is gone; bringing it back")
            try:
                url = self._server.start()
            except EmbeddedPostgresError as error:
                log.error("it is not back yet, trying again in %.1f s: %s", delay, error)
                self._stopped.wait(delay)
                delay = min(2 * delay, LONGEST_DELAY)
            else:
                log.warning("the embedded Postgres is back")
                delay = FIRST_DELAY
                self._back(url)
