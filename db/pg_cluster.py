"""One Postgres data directory ("cluster"): creates it, writes its settings, starts and stops it.

Nothing here locks: :mod:`db.embedded` holds the lock.
"""

import logging
import os
import re
import secrets
import shutil
import socket
import tempfile
from pathlib import Path

from db.pg_account import account_for
from db.pg_programs import EmbeddedPostgresError, Programs, installed_package

USER = "rolecall"
START_SECONDS = 60
"""How long a start, a stop or a recovery after a crash may take."""

_log = logging.getLogger(__name__)
_SETTING = re.compile(r"^\s*([\w.]+)\s*=\s*(.+?)\s*$", re.MULTILINE)
_DEFAULTS = {
    # DETAIL lines would copy people's data into the log.
    "log_error_verbosity": "terse",
}
_WHEN_DURABLE = ("fsync", "full_page_writes")
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_LOG_LINES = 12


def merged_settings(present: str, port: int, *, durable: bool) -> str:
    """The text of postgresql.auto.conf: our settings, and those in ``present`` from ALTER SYSTEM.

    ``port`` is a TCP port. ``durable`` false is for tests: faster, and not safe in a power cut.
    """
    ours = {
        "listen_addresses": "'127.0.0.1'",
        "unix_socket_directories": "''",
        "port": str(port),
        **dict.fromkeys(_WHEN_DURABLE, "on" if durable else "off"),
    }
    settings = _DEFAULTS | dict(_SETTING.findall(present)) | ours
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def free_port(preferred: int) -> int:
    """``preferred`` if nothing listens there on 127.0.0.1, else any free port."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            if os.name != "nt":  # there the option would share a port that is taken
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedPostgresError("No TCP port is free on 127.0.0.1; close some programs.")


class Cluster:
    """A Postgres cluster under ``root``: pgdata/, password and server.log.

    ``root`` is absolute, without symbolic links. ``durable`` false switches fsync off and is for
    tests only.
    """

    def __init__(self, root: Path, *, durable: bool) -> None:
        self.root = root
        self.data = root / "pgdata"
        self.log = root / "server.log"
        self.password_file = root / "password"
        self._durable = durable

    def prepare(self) -> None:
        """Create ``root``, private to the account of Postgres. Raises OSError."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account_for(self.root) and self.root.stat().st_uid == 0:
            # It stays root's, so that a hijacked server cannot write here what root's next start
            # would use; Postgres only needs to pass through.
            self.root.chmod(0o711)

    def own(self, path: Path) -> None:
        """Give a file of ``root`` to the account of Postgres, if that is another one."""
        if account := account_for(self.root):
            os.chown(path, *account, follow_symlinks=False)

    def password(self) -> str:
        """The password of ``USER``. Raises EmbeddedPostgresError where it is lost."""
        if password := _read(self.password_file).strip():
            return password
        raise EmbeddedPostgresError(
            f"{self.password_file} is missing or empty, and without it the data in {self.data} "
            "cannot be opened. Put it back from a backup, or move that directory away to begin "
            "with an empty database."
        )

    def recorded_pid(self) -> int | None:
        """The process id in postmaster.pid, which may be another program's by now."""
        first = self.pid_file_text().partition("\n")[0].strip()
        return int(first) if first.isdecimal() else None

    def recorded_port(self) -> int | None:
        """The port in postmaster.pid; the server may be gone all the same."""
        lines = self.pid_file_text().splitlines()
        return int(lines[3]) if len(lines) > 3 and lines[3].strip().isdecimal() else None

    def pid_file_text(self) -> str:
        """The text of postmaster.pid, "" where there is none."""
        return _read(self.data / "postmaster.pid")

    def remove_pid_file(self, stale: str) -> None:
        """Remove postmaster.pid if its text is still ``stale``."""
        if self.pid_file_text() == stale:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def is_at(self, directory: str) -> bool:
        """Whether ``directory`` is this cluster's data directory, however its path is written."""
        try:
            return self.data.samefile(directory)
        except OSError:
            return False

    def ensure_made(self) -> None:
        """Create the data directory unless it is complete.

        It is created under another name and then renamed, so that an interrupted start leaves
        only what the next one removes. An incomplete directory is moved aside, never deleted.
        """
        for rubbish in self.root.glob("pgdata.new-*"):
            shutil.rmtree(rubbish, ignore_errors=True)
        if all((self.data / part).exists() for part in ("PG_VERSION", "global/pg_control")):
            self.password()  # report its loss before the server runs
            return
        if self.data.exists():
            aside = Path(tempfile.mkdtemp(prefix="pgdata.incomplete-", dir=self.root))
            self.data.rename(aside / "pgdata")
            _log.warning("%s was not a whole Postgres cluster; it is now in %s", self.data, aside)
        new = Path(tempfile.mkdtemp(prefix="pgdata.new-", dir=self.root))
        self.own(new)
        self._initialise(new)
        new.rename(self.data)
        _sync_directory(self.root)

    def _initialise(self, empty: Path) -> None:
        """Create a cluster in an empty directory."""
        if not _read(self.password_file).strip():
            self._write(self.password_file, secrets.token_urlsafe(32))
        self._programs().initdb(
            f"--pgdata={empty}",
            f"--username={USER}",
            f"--pwfile={self.password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *([] if self._durable else ["--no-sync"]),
            seconds=2 * START_SECONDS,
        )

    def launch(self) -> None:
        """Start the server and wait until it is ready. Raises EmbeddedPostgresError."""
        settings = self.data / "postgresql.auto.conf"
        present = _read(settings)
        # The same port as before if it is free: pools of other processes then reconnect.
        last = re.search(r"^port = '?(\d+)", present, re.MULTILINE)
        port = free_port(int(last[1]) if last else 0)
        self._write(settings, merged_settings(present, port, durable=self._durable))
        with open(self.log, "ab", opener=_open_private) as log:
            self._hand_over(log.fileno())
            before = log.tell()
            try:
                # pg_ctl passes the path to a shell in double quotes; a relative path contains
                # none of the $ and quotes that the directories above it may have.
                self._programs().run(
                    *("pg_ctl", "start", "--pgdata", self.data.name, "--silent", "--wait"),
                    f"--timeout={START_SECONDS}",
                    seconds=START_SECONDS + 10,
                    server_log=log,
                )
            except EmbeddedPostgresError as error:
                raise EmbeddedPostgresError(f"{error}{self._log_since(before)}") from error

    def shut_down(self) -> None:
        """Stop the server, disconnecting its clients. Raises EmbeddedPostgresError.

        Only for a server known to be this directory's: pg_ctl trusts the id in postmaster.pid.
        """
        self._programs().run(
            *("pg_ctl", "stop", "--pgdata", self.data, "--silent", "--wait", "--mode=fast"),
            f"--timeout={START_SECONDS}",
            seconds=START_SECONDS + 10,
        )

    def _programs(self) -> Programs:
        return Programs(self.root, installed_package(), account_for(self.root))

    def _log_since(self, position: int) -> str:
        with open(self.log, "rb") as log:
            log.seek(position)
            lines = log.read().decode(errors="replace").splitlines()[-_LOG_LINES:]
        return "\n".join(["", f"The end of {self.log}:", *lines]) if lines else ""

    def _write(self, path: Path, text: str) -> None:
        """Replace a file atomically, readable by the account of Postgres alone."""
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                self._hand_over(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _hand_over(self, handle: int) -> None:
        if account := account_for(self.root):
            os.fchown(handle, *account)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_FOLLOW, 0o600)


def _read(path: Path) -> str:
    """The file's text, "" where there is no file; a symbolic link is not followed."""
    try:
        with open(path, encoding="utf-8", errors="replace", opener=_open_private) as file:
            return file.read()
    except FileNotFoundError:
        return ""


def _sync_directory(directory: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
