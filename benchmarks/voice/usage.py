"""Processor time and memory of a server's processes."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Usage:
    """What was used up to a moment.

    Attributes:
        at: the moment, in seconds of the monotonic clock.
        server: seconds of processor time of the server and its children.
        database: the same of the Postgres processes under its data directory.
        memory: bytes that belong to the server's process alone (unique set size).
        threads: seconds of processor time of its threads by the system's id, as text for JSON.
    """

    at: float
    server: float
    database: float
    memory: int
    threads: dict[str, float]


def usage(pid: int, data: Path | None = None) -> Usage:
    """What the process ``pid`` and the Postgres under ``data`` have used."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    known = {one.pid for one in family}
    database = [one for one in _postgres(data) if one.pid not in known] if data else []
    return Usage(
        at=time.monotonic(),
        server=_seconds(family),
        database=_seconds(database),
        memory=process.memory_full_info().uss,
        threads={str(one.id): one.user_time + one.system_time for one in process.threads()},
    )


def _postgres(data: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if process.info["name"] == "postgres" and _is_under(process.cwd(), data):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _is_under(path: str, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(folder.resolve())


def _seconds(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        try:
            total += sum(process.cpu_times()[:2])
        except psutil.Error:
            continue
    return total
